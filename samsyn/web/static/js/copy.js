// Copies the value of a field: <button hidden data-copy="field-id" data-copied="Kopierad">. Without JavaScript
// the button is not there, and the field can be marked and copied.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const words = button.querySelector("span") ?? button;
  const asks = words.textContent;
  words.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select(); // not allowed to write: marked, so that it can be copied by hand
      return;
    }
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = asks; }, 3000);
  });
}
