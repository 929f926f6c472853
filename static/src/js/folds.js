// Folded parts of a long form (details data-fold): links open what they lead to; pieces that htmx brings stay as open as
// they were; what the person opened is open again after the next reload in this tab. Works without: the browser folds.
import { within } from "./within.js";

const KEY = `fold:${location.pathname}`;
const openNow = new Set();

function remembered() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEY)));
  } catch {
    return new Set();
  }
}

function remember(key, open) {
  const keys = remembered();
  if (open) keys.add(key);
  else keys.delete(key);
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...keys]));
  } catch {
    // storage full or forbidden: parts fold as the server says
  }
}

/** Open everything that hides `element`. */
export function reveal(element) {
  for (let each = element?.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
}

function start(root) {
  const keys = remembered();
  for (const part of within(root, "details[data-fold]")) {
    const key = part.dataset.fold;
    if (openNow.has(key) || keys.has(key)) part.open = true;
    if (part.open) openNow.add(key);
  }
  for (const nav of within(root, "[data-unfolds]")) offerAll(nav);
}

function offerAll(nav) {
  if (nav.querySelector("button")) return;
  const form = document.querySelector(nav.dataset.unfolds);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-link btn-sm";
  button.textContent = "Mở tất cả các mục";
  button.addEventListener("click", () => {
    for (const part of form.querySelectorAll("details[data-fold]")) {
      part.open = true;
      remember(part.dataset.fold, true);
    }
  });
  nav.append(button);
}

function listen() {
  document.addEventListener("click", (event) => {
    const part = event.target.closest("details[data-fold] > summary")?.parentElement;
    if (part) remember(part.dataset.fold, !part.open);
    const link = event.target.closest("a[href*='#']");
    if (link && link.pathname === location.pathname) reveal(document.getElementById(link.hash.slice(1)));
  });
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.dataset?.fold) return;
      if (target.open) openNow.add(target.dataset.fold);
      else openNow.delete(target.dataset.fold);
    },
    true, // it does not bubble
  );
}

export const folds = { start, listen };
