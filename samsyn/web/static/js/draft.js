// The draft saves itself while somebody types. Nothing is stored in the browser: computers are shared.
// Without a network, or when the log-in has run out, it says so, keeps the text on the page and tries again.
(() => {
  const QUIET_MS = 1500;
  const RETRY_MS = [3000, 6000, 12000, 30000];

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-draft]");
    if (!form) return;
    const status = form.querySelector("[data-status]");
    const logIn = form.querySelector("[data-log-in]");
    const version = form.querySelector("[data-draft-version]") ?? form.elements.namedItem("version");
    const token = form.elements.namedItem("csrfmiddlewaretoken");
    let timer = 0;
    let isDirty = false;
    let isLeaving = false;
    let failures = 0;
    let saving = null;

    const say = (words) => {
      if (status.textContent !== words) status.textContent = words;
    };
    const wait = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(save, ms);
    };
    const tryLater = () => wait(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);

    // After a new log-in in another tab the form's token is old: fetch the one that is valid now.
    const renewToken = async () => {
      const answer = await fetch(form.dataset.token);
      if (!answer.ok || answer.redirected) return false;
      token.value = await answer.text();
      return true;
    };

    // A field that the guard holds back (guard.js) stays in the browser; what was saved of it before stays.
    const typed = () => {
      const body = new FormData(form);
      for (const { name } of form.querySelectorAll("[data-held]")) {
        body.delete(name);
        body.append("held", name);
      }
      return body;
    };

    const post = () =>
      fetch(form.dataset.autosave, {
        method: "POST",
        body: typed(),
        headers: { "X-CSRFToken": token.value },
        redirect: "manual",
      });

    const loggedOut = (answer) => answer.status === 403 || answer.type === "opaqueredirect";

    const saveOnce = async () => {
      let answer = await post();
      if (loggedOut(answer) && (await renewToken())) answer = await post();
      if (loggedOut(answer)) {
        say(status.dataset.expired);
        logIn.hidden = false;
        return tryLater();
      }
      if (!answer.ok && answer.status !== 409) throw new Error(`${answer.status}`);
      const { words, version: now } = await answer.json();
      say(words);
      if (answer.status === 409) {
        isDirty = false; // the next press of a button tells what to do; trying again would not help
        return;
      }
      version.value = now;
      logIn.hidden = true;
      failures = 0;
      if (location.pathname !== form.dataset.address) {
        history.replaceState(null, "", form.dataset.address);
      }
    };

    async function save() {
      clearTimeout(timer);
      if (saving || isLeaving) return;
      isDirty = false;
      saving = saveOnce()
        .catch(() => {
          isDirty = true;
          say(status.dataset.failed);
          tryLater();
        })
        .finally(() => {
          saving = null;
        });
      await saving;
      if (isDirty && !failures) wait(QUIET_MS);
    }

    const changed = (event) => {
      if (event.target.matches?.("[data-unit-search]")) return;
      isDirty = true;
      if (!failures) wait(QUIET_MS);
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);

    // Enter in a one-line field would press the first button of the form, which is a search.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input:not([type=submit])")) {
        event.preventDefault();
      }
    });

    // A button must not be overtaken by a save that is under way: it would carry an old version.
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (saving) {
        event.preventDefault();
        await saving;
        form.requestSubmit(event.submitter);
        return;
      }
      isLeaving = true;
    });

    addEventListener("beforeunload", (event) => {
      if (isDirty && !isLeaving) event.preventDefault();
    });
    // A page that came back with the typed text: what was typed last before the button is not saved yet.
    if ("unsaved" in form.dataset) {
      isDirty = true;
      wait(QUIET_MS);
    }
    addEventListener("online", () => isDirty && save());
    addEventListener("focus", () => !logIn.hidden && save());
  });
})();
