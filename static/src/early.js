// Runs while the page is still being read, so that nothing moves once it is shown: menus are <details open>, and begin
// folded on narrow screens.
const NARROW = "(max-width: 1023.98px)";

if (matchMedia(NARROW).matches) {
  const reading = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.nodeName === "DETAILS" && node.matches(".nav-d")) node.open = false;
    }
  });
  reading.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => reading.disconnect());
}
