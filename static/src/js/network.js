// htmx: CSRF header, and plain words when the line is down. Typed text stays where it is. (What an ended session
// answers, accounts.middleware puts above the page.)

export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
}

function tell(text) {
  let box = document.getElementById("mang");
  if (!box) {
    box = document.createElement("p");
    box.id = "mang";
    box.className = "msg warn netmsg";
    box.setAttribute("role", "alert");
    (document.querySelector("main .container") || document.querySelector("main")).prepend(box);
  }
  box.textContent = text;
}

const quiet = () => document.getElementById("mang")?.remove();

export function network() {
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && quiet());
  document.addEventListener("htmx:responseError", () => {
    tell("Chưa tính lại được vì hệ thống trả lời lỗi. Nội dung đã gõ còn nguyên, Ông/Bà cứ nhập tiếp.");
  });
  document.addEventListener("htmx:sendError", () => {
    tell("Mất kết nối mạng. Nội dung đã gõ còn nguyên trên máy này, thử lại khi có mạng.");
  });
}
