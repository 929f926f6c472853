// Buttons that print (data-print); printing opens every explanation.
export function printing() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
}
