// Choosing rows (form data-bulk): count, "all on this page" box, buttons only when something is chosen.
export function bulk(root) {
  for (const form of root.querySelectorAll("[data-bulk]")) {
    const rows = [...form.querySelectorAll("input[data-bulk-row]")];
    const all = form.querySelector("input[data-bulk-all]");
    const count = form.querySelector("[data-bulk-count]");
    const acts = [...form.querySelectorAll(".bulk button")];
    const hint = count?.textContent;
    const show = () => {
      const n = rows.filter((row) => row.checked).length;
      if (count) count.textContent = n ? `Đã chọn ${n} ${count.dataset.noun}` : hint;
      for (const row of rows) row.closest("tr")?.classList.toggle("sel", row.checked);
      for (const act of acts) act.disabled = n === 0;
      if (all) {
        all.indeterminate = n > 0 && n < rows.length;
        all.checked = n > 0 && n === rows.length;
      }
    };
    all?.addEventListener("change", () => {
      for (const row of rows) row.checked = all.checked;
      show();
    });
    for (const row of rows) row.addEventListener("change", show);
    show();
  }
}
