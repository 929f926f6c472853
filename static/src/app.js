// Progressive enhancement: every page works without this file.
import { bulk } from "./js/bulk.js";
import { dates } from "./js/dates.js";
import { dialogs } from "./js/dialogs.js";
import { errors } from "./js/errors.js";
import { files } from "./js/files.js";
import { finder } from "./js/finder.js";
import { folds } from "./js/folds.js";
import { keep } from "./js/keep.js";
import { money } from "./js/money.js";
import { network } from "./js/network.js";
import { passwords } from "./js/passwords.js";
import { printing } from "./js/printing.js";
import { progress } from "./js/progress.js";
import { states } from "./js/states.js";
import { submits } from "./js/submits.js";
import { unsaved } from "./js/unsaved.js";
import { uploads } from "./js/uploads.js";

// Listeners on the document, once.
printing();
network();
progress();
uploads();
submits();
unsaved();
dates.listen();
money.listen();
folds.listen();

// What belongs to elements: for the page, and again for every fragment that htmx brings.
function enhance(root) {
  money.start(root);
  passwords(root);
  files(root);
  bulk(root);
  states(root);
  folds.start(root);
  finder(root);
}
enhance(document);
dialogs(enhance);
keep();
errors();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
document.addEventListener("htmx:afterSettle", errors); // a refused upload brings its page by htmx
