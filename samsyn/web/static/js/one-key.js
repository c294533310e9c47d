// One key for each thing marked data-key: choose, tick, follow or press it. Never while a text field has focus,
// and whoever is disturbed switches the keys off (WCAG 2.1.4); this browser remembers it.
(() => {
  const REMEMBERED = "samsyn-keys";
  const isOff = () => localStorage.getItem(REMEMBERED) === "off";
  const isTyping = (target) =>
    target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
  const isShown = (element) => element.getClientRects().length > 0;
  let selected = "";

  const selectedNow = () => {
    const selection = document.getSelection();
    const holder = selection.anchorNode?.parentElement?.closest("[data-quotable]");
    return holder ? selection.toString().trim() : "";
  };

  // Pressing a button can take the selection away, so the last one in the texts is kept.
  document.addEventListener("selectionchange", () => {
    selected = selectedNow() || selected;
  });

  const showHelp = () => {
    for (const help of document.querySelectorAll("[data-keys-help]")) help.hidden = false;
    const button = document.querySelector("[data-keys-switch]");
    button.textContent = isOff() ? button.dataset.on : button.dataset.off;
    for (const key of document.querySelectorAll("kbd")) key.hidden = isOff();
  };

  document.querySelector("[data-keys-switch]").addEventListener("click", () => {
    localStorage.setItem(REMEMBERED, isOff() ? "on" : "off");
    showHelp();
  });

  for (const button of document.querySelectorAll("[data-take-selection]")) {
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.takeSelection);
      field.value = selectedNow() || selected || field.value;
      field.focus();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isOff() || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (!/^[a-z0-9]$/.test(key)) return;
    const marked = [...document.querySelectorAll(`[data-key="${key}"], [data-key-too="${key}"]`)].find(isShown);
    if (!marked) return;
    event.preventDefault();
    marked.click();
    if (!marked.matches("input")) return;
    marked.focus({ preventScroll: true });
    marked.scrollIntoView({ block: "nearest" });
  });

  showHelp();
})();
