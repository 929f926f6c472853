// A second click on a submit button sends nothing; and a form opened before a new login is sent with the new CSRF token.
import { csrfToken } from "./network.js";

const WAIT_MS = 15000; // a form that answers with a file never leaves the page

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
  }
}

function hold(form) {
  for (const button of form.querySelectorAll("button:not([type=button]):not([disabled])")) {
    button.dataset.held = "";
    button.disabled = true;
  }
  setTimeout(() => release(form), WAIT_MS);
}

export function submits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    const field = form.querySelector("input[name=csrfmiddlewaretoken]");
    const token = csrfToken();
    if (field && token) field.value = token;
    if (event.submitter?.formTarget === "_blank") return; // a preview: this page stays, and is sent later
    form.dataset.sending = "1";
    setTimeout(() => hold(form)); // after the browser has taken the pressed button's name and value
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
}
