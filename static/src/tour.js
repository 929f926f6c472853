// The tour of the office screens (driver.js), loaded by the role home alone while it is offered or asked for.
import { driver } from "driver.js";
import "./tour.css";
import { csrfToken } from "./js/network.js";

const STEPS = [
  {
    element: ".pagehead",
    title: "Việc của tôi",
    text: "Trang này gom mọi việc đang chờ Ông/Bà ở tất cả các hệ thống, việc gấp đứng trước. Bấm tên việc để làm ngay.",
  },
  {
    element: ".side",
    title: "Danh mục",
    text: "Chỉ hiện những công việc Ông/Bà được giao. Con số bên cạnh là số việc đang chờ ở mục đó.",
  },
  {
    element: ".obar .find",
    title: "Tìm nhanh",
    text: "Nhập mã, tên hoặc đơn vị, có dấu hay không dấu đều được, rồi nhấn Enter.",
  },
  {
    element: ".obar .ask",
    title: "Hướng dẫn",
    text: "Ở bất kỳ màn hình nào, mục này mở đúng bài hướng dẫn của màn hình đó, kèm hình chụp.",
  },
  {
    element: ".obar .leave",
    title: "Thoát khi xong việc",
    text: "Máy dùng chung thì bấm Thoát trước khi rời máy. Đổi mật khẩu và các phiên đăng nhập có ở trang Việc của tôi.",
  },
];

const invitation = document.getElementById("moi-gioi-thieu");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function shown(element) {
  const box = document.querySelector(element)?.getBoundingClientRect();
  return Boolean(box && box.width && box.height);
}

function remember() {
  invitation.remove();
  const form = invitation.querySelector("form");
  fetch(form.action, { method: "POST", headers: { "X-CSRFToken": csrfToken() }, redirect: "manual", keepalive: true });
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
}

// driver.js announces the lit part as a button with a dialog, which it is not; and the cursor belongs on "next".
function settled(element) {
  for (const name of ["aria-haspopup", "aria-expanded", "aria-controls"]) element?.removeAttribute(name);
  document.querySelector(".driver-popover-next-btn")?.focus();
}

function start() {
  const steps = STEPS.filter((step) => shown(step.element));
  driver({
    animate: !still,
    smoothScroll: false,
    allowKeyboardControl: true,
    overlayColor: "#1b2330",
    overlayOpacity: 0.6,
    stagePadding: 4,
    stageRadius: 4,
    showProgress: true,
    progressText: "Bước {{current}} trên {{total}}",
    nextBtnText: "Tiếp theo",
    prevBtnText: "Quay lại",
    doneBtnText: "Xong",
    steps: steps.map(({ element, title, text }, at) => ({
      element,
      popover: { title, description: text, showButtons: at ? ["next", "previous", "close"] : ["next", "close"] },
    })),
    onHighlighted: settled,
    onPopoverRender: ({ wrapper, title, footer, closeButton }) => {
      wrapper.setAttribute("aria-modal", "true");
      title.setAttribute("role", "presentation"); // made as <header> and <footer>, which would be the page's own
      footer.setAttribute("role", "group");
      closeButton.setAttribute("aria-label", "Đóng phần giới thiệu");
    },
    onDestroyed: remember,
  }).drive();
}

invitation.querySelector("[data-tour]").addEventListener("click", start);
