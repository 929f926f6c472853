// How far an upload by htmx has come, as text in the element that the button names (data-progress="#id").
export function progress() {
  const lineOf = (event) => {
    const query = event.target.dataset?.progress;
    return query && document.querySelector(query);
  };
  document.addEventListener("htmx:xhr:progress", (event) => {
    const line = lineOf(event);
    const { lengthComputable, loaded, total } = event.detail;
    if (line && lengthComputable) line.textContent = loaded < total ? `Đã tải ${Math.floor((100 * loaded) / total)}%` : "Đang kiểm tra tệp…";
  });
  document.addEventListener("htmx:sendError", (event) => {
    const line = lineOf(event);
    if (line) line.textContent = "Chưa tải lên được vì mất kết nối. Bấm “Tải lên” để thử lại.";
  });
}
