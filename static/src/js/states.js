// A field that was mended or spoilt looks so after an automatic save: the notes beside it say so (data-state-of).
import { within } from "./within.js";

export function states(root) {
  for (const mark of within(root, "[data-state-of]")) {
    const control = document.getElementById(mark.dataset.stateOf);
    const isWrong = "wrong" in mark.dataset;
    control?.classList.toggle("is-invalid", isWrong);
    if (isWrong) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
}
