// A button beside each password field shows what is typed; sending the form hides it again.
export function passwords(root) {
  for (const input of root.querySelectorAll("input[type=password]")) {
    if (input.closest(".secret")) continue;
    const frame = document.createElement("div");
    frame.className = "secret";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-plain";
    button.setAttribute("aria-controls", input.id);
    const focused = document.activeElement === input;
    input.replaceWith(frame);
    frame.append(input, button);
    if (focused) input.focus();
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
      button.innerHTML = `${shown ? "Ẩn" : "Hiện"}<span class="visually-hidden"> mật khẩu</span>`;
    };
    show(false);
    button.addEventListener("click", () => {
      show(input.type === "password");
      input.focus();
    });
    input.form?.addEventListener("submit", () => show(false));
  }
}
