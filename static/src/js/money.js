// Money fields (data-money): dots on leaving the field, the sum echoed in words while typing.
import { inWords } from "./words.js";

const UNIT = /(?:đồng|đ|d|vnđ|vnd|₫)\.?$/i;
const PLAIN = /^\d{1,15}$/;
const GROUPED = /^\d{1,3}([.,' ])\d{3}(?:\1\d{3})*$/;

/** Digits of a typed sum, or "" when it is not one; the server decides what is wrong with it. */
export function digitsOf(text) {
  const bare = text.normalize("NFC").trim().replace(UNIT, "").replace(/[\s\u00a0]+/g, " ").trim();
  if (!PLAIN.test(bare) && !GROUPED.test(bare)) return "";
  return bare.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
}

export function dotted(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, ".");
}

function echo(input) {
  const line = document.getElementById(`${input.id}_words`);
  if (!line) return;
  const digits = digitsOf(input.value);
  const words = digits && Number(digits) ? `${inWords(digits)} đồng` : "";
  line.textContent = words.charAt(0).toUpperCase() + words.slice(1);
}

function start(root) {
  for (const input of root.querySelectorAll("input[data-money]")) {
    if (!input.id || document.getElementById(`${input.id}_words`)) continue;
    const line = document.createElement("p");
    line.className = "form-text money-words mb-0";
    line.id = `${input.id}_words`;
    input.after(line);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${line.id}`.trim());
    echo(input);
  }
}

function listen() {
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-money]")) echo(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (!event.target.matches("input[data-money]")) return;
    const digits = digitsOf(event.target.value);
    if (digits) event.target.value = dotted(digits);
  });
}

export const money = { start, listen };
