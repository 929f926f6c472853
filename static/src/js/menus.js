// Menus are <details open>: they fold by themselves on narrow screens; printing (data-print) opens every explanation.
const NARROW = "(max-width: 1023.98px)";

export function menus() {
  if (matchMedia(NARROW).matches) {
    for (const menu of document.querySelectorAll("details.nav-d")) menu.open = false;
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
}
