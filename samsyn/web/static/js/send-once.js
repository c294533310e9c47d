// A form that has been sent is not sent again by an impatient second press. The server refuses doubles
// by itself (idempotency key); this only spares the wait. Back in history the button works again.
(() => {
  const sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.target === "_blank" || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
    // A download or a lost network leaves the page standing: let go after a while.
    setTimeout(() => {
      sent.delete(form);
      event.submitter?.removeAttribute("aria-busy");
    }, 5000);
  });

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  });
})();
