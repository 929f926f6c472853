// htmx: CSRF header, and plain words when an answer fails: the line is down, the portal errs, or the session has ended
// (401 by accounts.middleware). Typed text stays where it is, and a save bar never says more than is true.
const UNSAVED = "Chưa lưu";

export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
}

function paragraph(text, className) {
  const line = document.createElement("p");
  line.className = className;
  line.textContent = text;
  return line;
}

function tell({ title, text, way }) {
  let box = document.getElementById("mang");
  if (box?.dataset.said === title + text) return; // not read out again after each letter
  box?.remove();
  box = document.createElement("div");
  box.id = "mang";
  box.className = "msg warn netmsg";
  box.dataset.said = title + text;
  box.setAttribute("role", "alert");
  const body = document.createElement("div");
  body.append(paragraph(title, "msg-title"), paragraph(text, ""), ...(way ? [way] : []));
  box.append(body);
  (document.querySelector("main .container") || document.querySelector("main")).prepend(box);
}

const quiet = () => document.getElementById("mang")?.remove();

/** The form that the failed request was to save, if it was one. */
function formOf({ elt, requestConfig }) {
  return requestConfig?.verb === "post" ? elt.closest("form") : null;
}

function sayUnsaved(form) {
  const state = form?.querySelector("[data-save-state]");
  if (state) state.textContent = UNSAVED;
}

function kept(form) {
  return form ? "Nội dung đã gõ còn nguyên trên màn hình này." : "";
}

// The form is sent as if its button had been pressed: the login page keeps its fields and sends them on.
function sendButton(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-primary";
  button.textContent = "Đăng nhập lại và lưu nội dung đã gõ";
  // What htmx sends would be refused again; the browser's own way leads to the login page.
  const send = form.matches("[data-upload]") ? () => HTMLFormElement.prototype.submit.call(form) : () => form.requestSubmit();
  button.addEventListener("click", send);
  return button;
}

function loginLink(address) {
  const link = document.createElement("a");
  link.className = "btn btn-primary";
  link.textContent = "Đăng nhập lại";
  link.href = `${address}?next=${encodeURIComponent(location.pathname + location.search)}`;
  return link;
}

function sessionEnded(detail) {
  const form = formOf(detail);
  const way = form ? sendButton(form) : loginLink(detail.xhr.getResponseHeader("X-Login"));
  const text = form ? `${kept(form)} Đăng nhập lại để lưu.` : "Đăng nhập lại để xem tiếp trang này.";
  tell({ title: "Phiên làm việc đã kết thúc", text, way });
}

export function network() {
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful) quiet();
    else sayUnsaved(formOf(detail));
  });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 401) sessionEnded(detail);
    else tell({ title: "Hệ thống trả lời lỗi", text: `${kept(formOf(detail))} Ông/Bà cứ nhập tiếp rồi thử lại.`.trim() });
  });
  document.addEventListener("htmx:sendError", ({ detail }) => {
    tell({ title: "Mất kết nối mạng", text: `${kept(formOf(detail))} Thử lại khi có mạng.`.trim() });
  });
}
