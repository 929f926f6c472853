// Questions of the editor: where a link leads, which picture. Native dialogs; Escape and Enter do what people expect.
import { csrfToken } from "../js/network.js";

const MOST_BYTES = 10 * 1024 * 1024;
const TYPES = ["image/jpeg", "image/png", "image/webp"];
const size = (bytes) => `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;

function open(dialog, accept) {
  const problem = dialog.querySelector("[data-problem]");
  problem.textContent = "";
  const button = dialog.querySelector("[data-accept]");
  button.onclick = () => accept((text) => (problem.textContent = text));
  dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
  dialog.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.localName === "input") {
      event.preventDefault(); // it would send the form around the dialog
      button.click();
    }
  };
  // What is typed here is no change of the form.
  dialog.oninput = (event) => event.stopPropagation();
  dialog.showModal();
}

// Addresses as the server takes them (portal/content/html.py).
export function linkAddress(text) {
  const typed = text.trim();
  const address = /^www\./.test(typed) ? `https://${typed}` : typed;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return `mailto:${address}`;
  return /^(https?:\/\/[^\s/@\\]+[^\s\\]*|mailto:[^\s@]+@[^\s@]+|\/(?!\/)[^\s\\]*|#[^\s]+)$/.test(address) ? address : "";
}

export function askLink(dialog, address, done) {
  const field = dialog.querySelector("[data-href]");
  field.value = address;
  dialog.querySelector("[data-remove]").hidden = !address;
  dialog.querySelector("[data-remove]").onclick = () => {
    dialog.close();
    done("");
  };
  open(dialog, (tell) => {
    const found = linkAddress(field.value);
    if (!found) return tell("Nhập địa chỉ bắt đầu bằng https://, mailto: hoặc dấu / của một trang trong Cổng.");
    dialog.close();
    return done(found);
  });
  field.focus();
}

export function askPicture(dialog, uploadUrl, given, done) {
  const field = dialog.querySelector("[data-picture]");
  const alt = dialog.querySelector("[data-alt]");
  const button = dialog.querySelector("[data-accept]");
  field.value = "";
  alt.value = "";
  if (given) {
    const chosen = new DataTransfer();
    chosen.items.add(given);
    field.files = chosen.files;
  }
  open(dialog, async (tell) => {
    const [file] = field.files;
    if (!file) return tell("Chọn ảnh để tải lên.");
    if (!TYPES.includes(file.type)) return tell("Chỉ nhận tệp JPEG, PNG, WebP.");
    if (file.size > MOST_BYTES) return tell(`Ảnh nặng ${size(file.size)}, vượt mức 10 MB. Giảm kích thước ảnh rồi chọn lại.`);
    if (!alt.value.trim()) return tell("Nhập mô tả ảnh cho người không nhìn thấy ảnh.");
    button.disabled = true;
    try {
      const picture = await upload(uploadUrl, file, alt.value.trim(), tell);
      if (!picture) return undefined;
      dialog.close();
      return done(picture);
    } finally {
      button.disabled = false;
    }
  });
  (given ? alt : field).focus();
}

// XMLHttpRequest because it tells how far it has come.
function upload(url, file, alt, tell) {
  return new Promise((resolve) => {
    const data = new FormData();
    data.append("picture", file);
    data.append("alt", alt);
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.onprogress = ({ loaded, total }) => {
      tell(loaded < total ? `Đã tải ${Math.floor((100 * loaded) / total)}%` : "Đang kiểm tra ảnh…");
    };
    request.onerror = () => {
      tell("Chưa tải lên được vì mất kết nối. Bấm “Tải lên và chèn” để thử lại.");
      resolve(null);
    };
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // the server's error page, or the login page
      }
      if (request.status === 200 && answer.src) return resolve(answer);
      const otherwise = {
        401: "Phiên làm việc đã hết. Mở cửa sổ khác để đăng nhập lại rồi bấm “Tải lên và chèn”.",
        413: "Ảnh quá nặng, tối đa 10 MB. Giảm kích thước ảnh rồi chọn lại.",
      };
      tell(answer.error || otherwise[request.status] || "Chưa tải lên được vì hệ thống trả lời lỗi. Thử lại sau ít phút.");
      return resolve(null);
    };
    request.send(data);
  });
}
