// Uploads by htmx (form data-upload, c-upload): per cent as text, read out by quarters; stopping; refused pages are shown.
// And for every form: a file that is larger than its field takes is not sent at all.
import { megabytes } from "./files.js";

const formOf = (event) => (event.target.matches?.("form[data-upload]") ? event.target : null);

function tell(form, text, aloud = true) {
  form.querySelector("[data-upload-state]").textContent = text;
  if (aloud) form.querySelector("[data-upload-say]").textContent = text;
}

function stopper(form, shown) {
  const button = form.querySelector("[data-upload-stop]");
  const focused = document.activeElement === button;
  button.hidden = !shown;
  if (!shown && focused) form.querySelector("button[type=submit]").focus();
}

function progressed(event) {
  const form = formOf(event);
  const { lengthComputable, loaded, total } = event.detail;
  if (!form || !lengthComputable || !form.querySelector("[data-upload-stop]")) return;
  const percent = Math.floor((100 * loaded) / total);
  const quarter = Math.floor(percent / 25);
  const text = loaded < total ? `Đã tải ${percent}% của ${megabytes(total)}` : "Đã tải xong, đang kiểm tra tệp…";
  tell(form, text, String(quarter) !== form.dataset.quarter);
  form.dataset.quarter = quarter;
}

function tooLarge(form) {
  return [...form.querySelectorAll("input[type=file][data-max]")].find((input) =>
    [...input.files].some((file) => file.size > Number(input.dataset.max)),
  );
}

export function uploads() {
  document.addEventListener(
    "submit",
    (event) => {
      const input = tooLarge(event.target);
      if (!input) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      input.focus(); // its line says what is wrong (files.js)
    },
    { capture: true },
  );
  document.addEventListener("htmx:beforeSend", (event) => {
    const form = formOf(event);
    if (!form) return;
    delete form.dataset.quarter;
    stopper(form, true);
    tell(form, "Đang tải lên…");
  });
  document.addEventListener("htmx:xhr:progress", progressed);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-upload-stop]");
    if (button) window.htmx.trigger(button.form, "htmx:abort");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.requestConfig?.elt.matches("form[data-upload]")) return;
    const status = event.detail.xhr.status;
    if (status !== 400 && status !== 422) return;
    event.detail.shouldSwap = true; // the same page with its errors
    event.detail.isError = false;
  });
  const ends = {
    "htmx:sendAbort": "Đã dừng, tệp chưa được gửi.",
    "htmx:sendError": "Chưa tải lên được vì mất kết nối. Bấm nút tải để thử lại.",
    "htmx:responseError": "Chưa tải lên được vì hệ thống trả lời lỗi. Bấm nút tải để thử lại.",
  };
  for (const [name, text] of Object.entries(ends)) {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      if (!form) return;
      stopper(form, false);
      tell(form, text);
    });
  }
}
