// File fields speak Vietnamese: a button of our own and the name and size of what was chosen.
export function megabytes(bytes) {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".0", "").replace(".", ",")} MB`;
}

export function files(root) {
  for (const input of root.querySelectorAll("input[type=file]")) {
    if (input.closest(".file")) continue;
    const frame = document.createElement("div");
    frame.className = "file";
    const label = document.createElement("label");
    label.className = "btn btn-plain";
    label.htmlFor = input.id;
    label.textContent = input.multiple ? "Chọn các tệp" : "Chọn tệp";
    const chosen = document.createElement("span");
    chosen.className = "muted";
    chosen.setAttribute("role", "status");
    chosen.textContent = "Chưa chọn tệp";
    input.replaceWith(frame);
    frame.append(input, label, chosen);
    input.addEventListener("change", () => {
      const names = [...input.files].map((file) => `${file.name} (${megabytes(file.size)})`);
      const most = Number(input.dataset.max || Infinity);
      const large = [...input.files].some((file) => file.size > most);
      chosen.classList.toggle("file-bad", large);
      chosen.textContent = names.join(", ") || "Chưa chọn tệp";
      if (large) chosen.textContent += `: lớn hơn mức ${megabytes(most)}. Chọn tệp nhỏ hơn.`;
    });
  }
}
