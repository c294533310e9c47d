// A file that is too big is told of before it is sent: the server refuses it without reading it, and
// a browser in the middle of sending may then only say that the connection was lost.
(() => {
  for (const form of document.querySelectorAll("form[data-most-bytes]")) {
    const input = form.querySelector("input[type=file]");
    const words = form.querySelector("[data-file-error]");
    const isTooBig = () => (input.files[0]?.size ?? 0) > Number(form.dataset.mostBytes);
    input.addEventListener("change", () => {
      words.hidden = !isTooBig();
    });
    form.addEventListener("submit", (event) => {
      if (!isTooBig()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      words.hidden = false;
      input.focus();
    }, true);
  }
})();
