// The tools: one Tab stop, arrow keys between the buttons, Home and End (ARIA toolbar pattern).
export function toolbar(bar, run) {
  const shown = () => [...bar.querySelectorAll("button")].filter((button) => !button.closest("[hidden]") && !button.disabled);
  let current = bar.querySelector("button");

  function stopAt(button) {
    for (const each of bar.querySelectorAll("button")) each.tabIndex = -1;
    current = button;
    button.tabIndex = 0;
  }

  bar.addEventListener("keydown", (event) => {
    const buttons = shown();
    const at = buttons.indexOf(document.activeElement);
    const to = {
      ArrowRight: (at + 1) % buttons.length,
      ArrowDown: (at + 1) % buttons.length,
      ArrowLeft: (at - 1 + buttons.length) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    stopAt(buttons[to]);
    buttons[to].focus();
  });
  // Pressing with the mouse must not take the selection out of the text.
  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    stopAt(button);
    run(button.dataset.do);
  });
  stopAt(current);

  // What holds at the cursor is pressed; what cannot be done now says so but keeps its place.
  return function show(state) {
    for (const button of bar.querySelectorAll("button[data-do]")) {
      const { pressed, possible } = state(button.dataset.do);
      if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
      button.setAttribute("aria-disabled", String(!possible));
    }
    if (current.closest("[hidden]")) stopAt(bar.querySelector("button"));
  };
}
