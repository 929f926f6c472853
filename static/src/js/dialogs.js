// A link to a page that asks before an act (data-ask on the link, c-confirm on the page) shows the question over this
// page. Whatever goes wrong, the link leads to the page as it does without script.
async function questionAt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".confirm");
}

function headed(dialog, question) {
  const heading = document.createElement("h2");
  heading.id = "cau-hoi";
  heading.append(...question.querySelector("h1").childNodes);
  question.querySelector("h1").replaceWith(heading);
  dialog.setAttribute("aria-labelledby", heading.id);
}

function shown(question, link, enhance) {
  const dialog = document.createElement("dialog");
  dialog.className = "question";
  headed(dialog, question);
  dialog.append(...question.childNodes);
  const form = dialog.querySelector("form");
  if (!form.hasAttribute("action")) form.action = link.href;
  const back = dialog.querySelector("[data-back]");
  back.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  enhance(dialog);
  dialog.showModal();
  back.focus(); // the harmless answer
}

export function dialogs(enhance) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-ask]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || elsewhere || event.defaultPrevented || !window.HTMLDialogElement) return;
    event.preventDefault();
    const question = await questionAt(link.href).catch(() => null);
    if (question) shown(question, link, enhance);
    else location.assign(link.href);
  });
}
