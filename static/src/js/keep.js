// Long forms (data-keep="name") survive an expired session: what is typed stays in this tab's sessionStorage and comes
// back when the form is opened again. Never passwords, files or hidden fields; only for the same person; gone after
// the form was accepted or the person signed out.
const PREFIX = "keep:";
const KEPT_MS = 12 * 3600 * 1000;
const person = () => document.body.dataset.person || "";

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));

const keyOf = (form) => `${PREFIX}${location.pathname}:${form.dataset.keep}`;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, entry) {
  try {
    sessionStorage.setItem(key, JSON.stringify(entry));
  } catch {
    // storage full or forbidden: the form works without it
  }
}

function values(form) {
  return fieldsOf(form).map((field) => {
    const ticked = field.type === "checkbox" || field.type === "radio";
    const chosen = field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
    return [field.name, ticked ? [field.value, field.checked] : chosen];
  });
}

function differs(field, value) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== value[1];
  if (field.multiple) return String([...field.selectedOptions].map((option) => option.value)) !== String(value);
  return field.value !== value;
}

function put(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value[1];
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
}

// Fields of one name are taken in their order, ticked ones by name and value.
function pairs(form, typed) {
  const left = [...typed];
  return fieldsOf(form).flatMap((field) => {
    const ticked = field.type === "checkbox" || field.type === "radio";
    const at = left.findIndex(([name, value]) => name === field.name && (!ticked || value[0] === field.value));
    return at < 0 ? [] : [[field, left.splice(at, 1)[0][1]]];
  });
}

function notice(form, entry) {
  const box = document.createElement("div");
  box.className = "msg note";
  box.setAttribute("role", "status");
  const time = new Date(entry.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const text = document.createElement("p");
  text.className = "mb-0";
  text.textContent = `Đã hiện lại nội dung Ông/Bà gõ lúc ${time} nhưng chưa gửi được. `;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-link";
  undo.textContent = "Bỏ nội dung này";
  undo.addEventListener("click", () => {
    sessionStorage.removeItem(keyOf(form));
    form.reset();
    box.remove();
  });
  text.append(undo);
  box.append(text);
  form.prepend(box);
}

function restore(form) {
  const entry = read(keyOf(form));
  if (!entry || entry.person !== person()) return;
  const changed = pairs(form, entry.typed).filter(([field, value]) => differs(field, value));
  if (!changed.length) return;
  for (const [field, value] of changed) {
    put(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  notice(form, entry);
}

// After sending: a page of the same person that is no error page means the form was accepted. An error page, a login
// page, or coming back by the browser's own buttons means it was not.
function settle() {
  const [visit] = performance.getEntriesByType("navigation");
  const cameBack = visit && visit.type !== "navigate";
  const refused = document.querySelector("[data-not-sent], [data-errors]");
  for (const key of Object.keys(sessionStorage)) {
    const entry = key.startsWith(PREFIX) && read(key);
    if (!entry) continue;
    const tooOld = Date.now() - entry.at > KEPT_MS;
    const accepted = entry.sent && !refused && !cameBack && entry.person === person();
    if (tooOld || accepted) sessionStorage.removeItem(key);
    else if (entry.sent) write(key, { ...entry, sent: false });
  }
}

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

// The page after a new login that sends the fields again for the person (templates/account/resume.html).
function resume(form) {
  const path = `${PREFIX}${new URL(form.action).pathname}:`;
  const each = (change) => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(path)) change(key, read(key));
  };
  form.addEventListener("submit", () => each((key, entry) => write(key, { ...entry, sent: true })));
  form.querySelector("a")?.addEventListener("click", () => each((key) => sessionStorage.removeItem(key)));
}

export function keep() {
  settle();
  document.querySelectorAll("form[data-resumes]").forEach(resume);
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (!form.querySelector("[data-errors]")) restore(form);
    const save = (sent) => write(keyOf(form), { at: Date.now(), person: person(), typed: values(form), sent });
    form.addEventListener("input", () => save(false));
    form.addEventListener("focusout", () => {
      const entry = read(keyOf(form)); // after the masks have put the value in order; sending takes the focus too
      if (entry) save(entry.sent);
    });
    form.addEventListener("submit", (event) => !event.defaultPrevented && save(true));
    form.addEventListener("draft-saved", () => sessionStorage.removeItem(keyOf(form))); // saved by htmx
  }
  document.querySelector("form.leave")?.addEventListener("submit", forgetAll);
}
