// Progressive enhancement: every page works without this file.
import { bulk } from "./js/bulk.js";
import { dates } from "./js/dates.js";
import { errors } from "./js/errors.js";
import { files } from "./js/files.js";
import { finder } from "./js/finder.js";
import { keep } from "./js/keep.js";
import { menus } from "./js/menus.js";
import { money } from "./js/money.js";
import { network } from "./js/network.js";
import { passwords } from "./js/passwords.js";
import { progress } from "./js/progress.js";
import { submits } from "./js/submits.js";
import { unsaved } from "./js/unsaved.js";

// Listeners on the document, once.
menus();
network();
progress();
submits();
unsaved();
dates.listen();
money.listen();

// What belongs to elements: for the page, and again for every fragment that htmx brings.
function enhance(root) {
  money.start(root);
  passwords(root);
  files(root);
  bulk(root);
  finder(root);
}
enhance(document);
keep();
errors();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
