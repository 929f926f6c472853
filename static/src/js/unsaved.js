// Long forms (data-unsaved) warn before typed text is left behind and say so in the save bar.
let dirty = false;

export function unsaved() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (!form) return;
    dirty = true;
    const state = form.querySelector("[data-save-state]");
    if (state) state.textContent = "Có thay đổi chưa lưu";
  });
  // Sent by a button, or kept by an automatic save (htmx).
  for (const kept of ["submit", "draft-saved"]) {
    document.addEventListener(kept, () => {
      dirty = false;
    });
  }
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
