// Progressive enhancement: every page works without this file.
import { menus } from "./js/menus.js";

menus();
