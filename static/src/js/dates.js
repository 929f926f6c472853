// Date fields (data-date, data-datetime): digits become dd/mm/yyyy on leaving the field. What is wrong, the server says.
const DIGITS = /(^|\s)(\d{2})(\d{2})(\d{4})(?=\s|$)/;
const SHORT = /(^|\s)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=\s|$)/;
const TIME = /^(\d{1,2})[:hg](\d{2})(?=\s|$)/;

const two = (text) => text.padStart(2, "0");

export function tidyDate(text) {
  return text
    .trim()
    .replace(DIGITS, "$1$2/$3/$4")
    .replace(SHORT, (_, before, day, month, year) => `${before}${two(day)}/${two(month)}/${year}`);
}

export function tidyDatetime(text) {
  return tidyDate(text).replace(TIME, (_, hour, minute) => `${two(hour)}:${minute}`);
}

function listen() {
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches("input[data-date]")) target.value = tidyDate(target.value);
    if (target.matches("input[data-datetime]")) target.value = tidyDatetime(target.value);
  });
}

export const dates = { listen };
