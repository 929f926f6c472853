// The error summary takes the focus, and its links put the cursor into the field.
// Samples on the page of components keep still.
import { reveal } from "./folds.js";

export function errors() {
  const summary = document.querySelector("[data-errors]:not([data-told])");
  if (!summary || summary.closest(".sample")) return;
  summary.dataset.told = "";
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    reveal(field);
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
}
