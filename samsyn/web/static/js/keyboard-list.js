// Lists marked data-keyboard-list: j and k move, Enter opens the first link of the row, / goes to the search.
// Single keys can be in the way of assistive technology, so they only work while no field has focus,
// and data-keyboard-list is only put on lists that say so in words (WCAG 2.1.4: they act on a component).
(() => {
  const rows = () => [...document.querySelectorAll("[data-keyboard-list] [data-row]")];
  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  const chosen = () => document.querySelector("[data-keyboard-list] .is-chosen");

  const choose = (row) => {
    chosen()?.classList.remove("is-chosen");
    row.classList.add("is-chosen");
    row.querySelector("a")?.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  const move = (step) => {
    const all = rows();
    const at = all.indexOf(chosen());
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) choose(next);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (!document.querySelector("[data-keyboard-list]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/") {
      const field =
        document.querySelector("[data-keyboard-search]") ?? document.getElementById("topbar-q");
      if (!field) return;
      event.preventDefault();
      field.focus();
    } else if (event.key === "Enter" && event.target === document.body) {
      chosen()?.querySelector("a")?.click();
    }
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-keyboard-list] [data-row]");
    if (row && row !== chosen()) {
      chosen()?.classList.remove("is-chosen");
      row.classList.add("is-chosen");
    }
  });
})();
