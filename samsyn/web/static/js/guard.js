// The guard beside a text while it is written. Plain patterns are looked for here first: as long as one stands,
// the field is neither saved (draft.js) nor read by the server nor sent. Nothing is kept in the browser.
(() => {
  const QUIET_MS = 900;
  const panels = new Map(); // by the field

  // How much of a text says what is written after it: kurator Annika becomes [kurator], as the server's replaced() does.
  const saidBefore = (text, suggestion) => {
    const word = suggestion.replace(/^\[+|\]+$/gu, "").replace(/[$()*+./?[\\\]^{|}]/gu, "\\$&");
    return text.match(new RegExp(`(?<![\\p{L}\\p{N}_])${word}[ ,\u00a0]{1,2}$`, "iu"))?.[0].length ?? 0;
  };

  class Panel {
    constructor(element, field) {
      Object.assign(this, { element, field, timer: 0, reading: null, replaced: [] });
      this.part = (name) => element.querySelector(`[data-guard-${name}]`);
      this.found = this.part("found");
      this.held = this.part("held");
      this.done = this.part("done");
      this.settle();
      element.addEventListener("click", (event) => this.pressed(event));
      this.done.querySelector("button").addEventListener("click", () => this.undo());
      field.addEventListener("input", () => this.typed());
      const isSeen = !field.closest("details:not([open])"); // else it is read when somebody types there
      if (field.value.trim() && isSeen && !this.found.querySelector(".guard__one")) this.typed();
    }

    // Enter in a one-line field presses a form's first submit button, which must not be one of these.
    settle() {
      for (const button of this.found.querySelectorAll("button[type=submit]")) button.type = "button";
    }

    say(words) {
      const live = this.part("say");
      if (live.textContent !== words) live.textContent = words;
    }

    typed() {
      clearTimeout(this.timer);
      this.reading?.abort();
      // What is typed after a replacement must not be lost by taking it back.
      if (this.replaced.at(-1)?.after !== this.field.value) this.replaced = [];
      this.tellReplaced();
      const plain = samsynPlainPatterns.find(this.field.value);
      this.hold(plain);
      if (!plain.length) this.timer = setTimeout(() => this.read(), QUIET_MS);
    }

    hold(plain) {
      this.field.toggleAttribute("data-held", plain.length > 0);
      this.held.hidden = !plain.length;
      for (const old of this.held.querySelectorAll(".guard__one:not([hidden])")) old.remove();
      if (!plain.length) return;
      this.found.replaceChildren();
      const pattern = this.part("pattern");
      for (const words of new Set(plain.map((one) => one.words))) {
        const same = plain.filter((one) => one.words === words);
        const [{ label, suggestion }] = same;
        const one = pattern.cloneNode(true);
        one.hidden = false;
        one.removeAttribute("data-guard-pattern");
        const kind = one.querySelector("[data-kind]");
        one.querySelector("[data-words]").textContent = words;
        kind.textContent = kind.dataset[label.toLowerCase()];
        one.querySelector("[data-suggestion]").textContent = suggestion;
        one.querySelector("button").addEventListener("click", () => this.replace(same, words, suggestion));
        this.held.append(one);
      }
      this.say(this.held.querySelector(".guard__why").textContent.trim());
    }

    // Asks the server about this one text. `chosen`: words called no names just now; `dropped`: not any longer.
    async read({ chosen = [], dropped = "" } = {}) {
      const { field, element } = this;
      if (!field.value.trim()) return this.show("");
      const form = field.form;
      const body = new FormData();
      body.append("text", field.value);
      body.append("name", element.dataset.name);
      body.append("label", element.dataset.label);
      body.append("only", element.dataset.only);
      const said = [...form.querySelectorAll("input[name=no_name]")].map((one) => one.value);
      for (const words of [...said, ...chosen]) if (words !== dropped) body.append("no_name", words);
      this.reading = new AbortController();
      try {
        const answer = await fetch(element.dataset.url, {
          method: "POST",
          body,
          headers: { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value, "HX-Request": "true" },
          redirect: "manual",
          signal: this.reading.signal,
        });
        const isRead = answer.status === 200 && !answer.headers.has("HX-Redirect");
        this.part("busy").hidden = isRead;
        if (isRead) this.show(await answer.text());
      } catch (error) {
        if (error.name !== "AbortError") this.part("busy").hidden = false;
      }
    }

    show(html) {
      this.found.innerHTML = html; // our own server's, escaped there
      this.settle();
      this.say(this.found.querySelector("[data-guard-summary]")?.textContent ?? "");
    }

    pressed(event) {
      const button = event.target.closest("button");
      if (!button || !this.found.contains(button)) return;
      const { words, suggestion, spans } = button.dataset;
      if ("guardReplace" in button.dataset) this.replace(this.places(spans, words), words, suggestion);
      if ("guardKeep" in button.dataset) this.choose({ chosen: [words] });
      if ("guardAsk" in button.dataset) this.choose({ dropped: words });
      if ("guardUndo" in button.dataset) {
        const before = this.found.querySelector("input[name^=guard_before-]").value;
        this.write(before);
        this.field.focus();
      }
    }

    // The choice goes for every field of the form that has the words.
    async choose(choice) {
      const words = choice.dropped ?? choice.chosen[0];
      const same = [...panels.values()].filter((one) =>
        one === this || [...one.found.querySelectorAll("[data-words]")].some((each) => each.dataset.words === words));
      for (const panel of same) await panel.read(choice);
      this.field.dispatchEvent(new Event("change", { bubbles: true })); // a draft remembers the choice
      (this.found.querySelector("button") ?? this.field).focus();
    }

    // Places come in code points; the text may have changed since they were found.
    places(spans, words) {
      const letters = [...this.field.value];
      const at = (point) => letters.slice(0, point).join("").length;
      const same = (start, end) =>
        letters.slice(start, end).join("").toLowerCase().replace(/\s+/gu, " ") ===
        words.toLowerCase().replace(/\s+/gu, " ");
      return spans
        .split(" ")
        .map((span) => span.split("-").map(Number))
        .filter(([start, end]) => same(start, end))
        .map(([start, end]) => ({ start: at(start), end: at(end) }));
    }

    replace(places, words, suggestion) {
      if (!places.length) return this.typed();
      const before = this.field.value;
      const after = [...places]
        .sort((one, other) => other.start - one.start)
        .reduce((text, { start, end }) => {
          const kept = text.slice(0, start);
          return kept.slice(0, kept.length - saidBefore(kept, suggestion)) + suggestion + text.slice(end);
        }, before);
      this.replaced.push({ before, after, words, suggestion });
      this.write(after);
      this.found.replaceChildren();
      this.say(`${words} → ${suggestion}`);
      this.done.querySelector("button").focus();
    }

    tellReplaced() {
      const last = this.replaced.at(-1);
      this.done.hidden = !last;
      if (!last) return;
      this.done.querySelector("[data-words]").textContent = last.words;
      this.done.querySelector("[data-suggestion]").textContent = last.suggestion;
    }

    undo() {
      this.write(this.replaced.pop().before);
      this.field.focus();
    }

    write(text) {
      this.field.value = text;
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  const start = (root) => {
    for (const element of root.querySelectorAll?.("[data-guard]") ?? []) {
      const field = document.getElementById(element.dataset.guard);
      if (field?.form && !panels.has(field)) panels.set(field, new Panel(element, field));
    }
  };
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:after:swap", () => start(document));

  const held = (form) => [...panels.values()].find(({ field }) => field.form === form && field.hasAttribute("data-held"));

  // Before any other listener: what must not leave the browser is not sent by a button either.
  document.addEventListener(
    "submit",
    (event) => {
      const panel = held(event.target);
      if (!panel) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      panel.say("");
      panel.say(panel.held.querySelector(".guard__why").textContent.trim());
      panel.held.querySelector(".guard__one:not([hidden]) button").focus();
    },
    true,
  );
  // Nor by a part of the page that is drawn anew while somebody types: the preview of a report's text.
  document.addEventListener("htmx:before:request", (event) => {
    if (event.target.closest?.("form") && held(event.target.closest("form"))) event.preventDefault();
  });
  addEventListener("beforeunload", (event) => {
    if ([...panels.values()].some(({ field }) => field.hasAttribute("data-held"))) event.preventDefault();
  });
})();
