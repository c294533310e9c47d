// Light or dark: the reader's own choice, kept in this browser only; without it the system decides.
// Loaded before the page is drawn, so that it never flashes.
(() => {
  const key = "samsyn-theme";
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be closed by policy; the button then works for this page
    }
  };
  const chosen = kept();
  if (chosen === "light" || chosen === "dark") root.dataset.colorScheme = chosen;

  const isDark = () =>
    root.dataset.colorScheme === "dark" ||
    (root.dataset.colorScheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      root.dataset.colorScheme = next;
      try {
        localStorage.setItem(key, next);
      } catch {}
    });
  });
})();
