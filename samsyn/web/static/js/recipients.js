// Type-ahead for units: the server draws the same choices as without JavaScript; a chosen one moves up.
(() => {
  const QUIET_MS = 200;

  const start = (box) => {
    const search = box.querySelector("[data-unit-search]");
    const chosen = box.querySelector("[data-chosen]");
    const found = box.querySelector("[data-found]");
    const status = box.querySelector("[data-found-status]");
    const onlyOne = box.hasAttribute("data-one");
    let timer = 0;
    let asked = 0;

    const look = async () => {
      clearTimeout(timer);
      const mine = ++asked;
      const words = new URLSearchParams({ q: search.value });
      if (onlyOne) words.set("en", "1");
      for (const input of chosen.querySelectorAll("input")) words.append("utom", input.value);
      const answer = await fetch(`${box.dataset.find}?${words}`, {
        headers: { "HX-Request": "true" },
      }).catch(() => null);
      if (mine !== asked || !answer?.ok || answer.redirected) return;
      found.innerHTML = await answer.text();
      const count = found.querySelectorAll("li").length;
      status.textContent = count ? `${count} ${status.dataset.some}` : status.dataset.none;
    };

    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, QUIET_MS);
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      look();
    });
    box.querySelector("[data-unit-find]").addEventListener("click", (event) => {
      event.preventDefault();
      look();
    });

    found.addEventListener("change", (event) => {
      const one = event.target.closest("li");
      if (!one || !event.target.checked) return;
      if (onlyOne) chosen.replaceChildren();
      chosen.append(one);
      event.target.focus();
      status.textContent = `${status.dataset.added}: ${one.querySelector("label").textContent}`;
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-recipients]")) start(box);
  });
})();
