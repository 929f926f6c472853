// htmx: CSRF header, and plain words when the line is down or the session has ended. Typed text stays where it is.
const LOGIN = "/dang-nhap/";

export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
}

function tell(text, link) {
  let box = document.getElementById("mang");
  if (!box) {
    box = document.createElement("div");
    box.id = "mang";
    box.className = "msg warn netmsg";
    box.setAttribute("role", "alert");
    (document.querySelector("main .container") || document.querySelector("main")).prepend(box);
  }
  box.textContent = text;
  if (link) {
    const way = document.createElement("a");
    way.href = LOGIN;
    way.target = "_blank";
    way.textContent = link;
    box.append(" ", way);
  }
}

const quiet = () => document.getElementById("mang")?.remove();

export function network() {
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const ended = xhr.responseURL && new URL(xhr.responseURL).pathname === LOGIN;
    if (ended) {
      event.detail.shouldSwap = false;
      tell("Phiên làm việc đã hết. Nội dung đã gõ còn nguyên trên trang này.", "Đăng nhập lại trong thẻ mới, rồi quay lại đây");
    } else if (xhr.status < 400) quiet();
  });
  document.addEventListener("htmx:responseError", () => {
    tell("Chưa tính lại được vì hệ thống trả lời lỗi. Nội dung đã gõ còn nguyên, Ông/Bà cứ nhập tiếp.");
  });
  document.addEventListener("htmx:sendError", () => {
    tell("Mất kết nối mạng. Nội dung đã gõ còn nguyên trên máy này, thử lại khi có mạng.");
  });
}
