"use strict";
// What is typed is kept in this browser until it is saved, and offered again when the page is.
(() => {
  const script = document.currentScript;
  const PREFIX = `newsdesk-typed|${script.dataset.user}|`;
  const FORMS = ".change-form #content-main > form, .desk-import form, .desk-notes-form, form[data-typed]";
  const DAYS = 30;
  const SETTLED = 400; // milliseconds without a key
  const UNTYPED = /^(csrfmiddlewaretoken|shown_version|asked|_.*|take-.*)$/;
  const SAVED = "newsdesk_saved";
  const STILL_TYPED = ".errornote, #conflict, .errorlist"; // what the page shows was not saved
  let isSignedOut = false;

  // The store

  function entries() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
      .sort((one, other) => other.at - one.at);
  }

  function write(key, fields) {
    const kept = JSON.stringify({ at: Date.now(), fields });
    for (;;) {
      try {
        localStorage.setItem(key, kept);
        return true;
      } catch {
        const oldest = entries().filter((entry) => entry.key !== key).pop();
        if (!oldest) return false;
        localStorage.removeItem(oldest.key);
      }
    }
  }

  function forgetSaved() {
    const found = document.cookie.split("; ").find((one) => one.startsWith(`${SAVED}=`));
    if (!found) return;
    const key = PREFIX + decodeURIComponent(found.slice(SAVED.length + 1));
    localStorage.removeItem(key);
    localStorage.removeItem(`${key}~`);
    document.cookie = `${SAVED}=; path=/; max-age=0`;
  }

  function forgetOld() {
    const since = Date.now() - DAYS * 24 * 3600 * 1000;
    for (const entry of entries()) if (entry.at < since) localStorage.removeItem(entry.key);
  }

  // One form

  function typedIn(form) {
    return [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && !UNTYPED.test(name),
    );
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const versionOf = (form) => form.elements.opened_version?.value || "0";
  const placeOf = (form) => `${location.pathname}|${form.classList.contains("desk-notes-form") ? "note" : "page"}`;

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function timeOf(at) {
    const moment = new Date(at);
    const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    if (moment.toDateString() === new Date().toDateString()) return `at ${time}`;
    return `on ${moment.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at ${time}`;
  }

  class Kept {
    constructor(form) {
      this.form = form;
      this.place = placeOf(form);
      this.key = `${PREFIX}${this.place}|${versionOf(form)}`;
      this.shown = typedIn(form);
      this.waiting = null;
      this.listen();
      const isAnswer = form.querySelector(STILL_TYPED) || document.querySelector("#content-main > .errornote");
      if (isAnswer) {
        localStorage.removeItem(`${this.key}~`);
        this.shown = null;
        this.keep();
      } else {
        this.offer();
      }
    }

    listen() {
      const later = () => {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.keep(), SETTLED);
      };
      for (const name of ["input", "change"]) this.form.addEventListener(name, later);
      for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, later);
      // What select2 chooses is told by jQuery alone.
      globalThis.django?.jQuery?.(this.form).on("change", later);
      const sent = () => {
        this.keep();
        this.mark();
      };
      this.form.addEventListener("submit", sent, { capture: true }); // before who sends it himself
      addEventListener("pagehide", () => this.waiting && this.keep());
      document.addEventListener("visibilitychange", () => this.waiting && this.keep());
    }

    keep() {
      if (isSignedOut) return;
      clearTimeout(this.waiting);
      this.waiting = null;
      forgetSaved();
      const typed = typedIn(this.form);
      if (same(typed, this.shown)) {
        localStorage.removeItem(this.key);
      } else if (!write(this.key, typed)) {
        this.tell("This is too long to be kept in this browser: save it soon.");
      }
    }

    // The server says in its answer that what bears this mark was saved.
    mark() {
      const mark = this.form.elements._kept || document.createElement("input");
      mark.type = "hidden";
      mark.name = "_kept";
      mark.value = this.key.slice(PREFIX.length);
      this.form.append(mark);
    }

    offer() {
      const found = entries().filter((entry) => entry.key.startsWith(`${PREFIX}${this.place}|`));
      for (const entry of found) if (same(entry.fields, this.shown)) localStorage.removeItem(entry.key);
      const entry = found.find(({ fields }) => !same(fields, this.shown));
      if (!entry) return;
      if (entry.key === this.key) {
        // What is typed from now on must not take its place.
        localStorage.setItem(`${this.key}~`, localStorage.getItem(this.key));
        localStorage.removeItem(this.key);
        entry.key = `${this.key}~`;
      }
      this.show(entry);
    }

    show(entry) {
      const version = entry.key.split("|").pop().replace("~", "");
      const isOlder = version !== versionOf(this.form);
      const words = `You typed something here ${timeOf(entry.at)} and did not save it.`;
      const then = isOlder ? " Since then this page was saved: to restore it shows you both." : "";
      const note = this.tell(words + then);
      note.append(
        button("Restore", () => this.restore(entry, version)),
        button("Discard", () => {
          localStorage.removeItem(entry.key);
          this.tell("Discarded.").focus();
          this.offer();
        }),
      );
    }

    tell(words) {
      this.note?.remove();
      this.note = document.createElement("div");
      this.note.className = "unsaved desk-note";
      this.note.tabIndex = -1;
      this.note.setAttribute("role", "region");
      this.note.setAttribute("aria-label", "Not saved");
      const line = this.note.appendChild(document.createElement("p"));
      line.setAttribute("role", "status");
      this.form.prepend(this.note);
      line.textContent = words;
      return this.note;
    }

    restore(entry, version) {
      if (this.form.elements.opened_version) {
        this.send(entry, version);
      } else {
        this.fill(entry);
      }
    }

    // The server shows the page again with all that was typed, rows and choices too.
    send(entry, version) {
      const form = document.createElement("form");
      form.method = "post";
      const own = new Map([
        ["csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value],
        ["_typed", "1"],
      ]);
      if (version !== "0") own.set("opened_version", version);
      const fields = entry.fields.filter(([name]) => !own.has(name));
      for (const [name, value] of [...own, ...fields]) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        form.append(field);
      }
      form.hidden = true;
      document.body.append(form);
      form.submit();
    }

    fill(entry) {
      for (const [name, value] of entry.fields) {
        const field = this.form.elements[name];
        if (!field || field.type === "file") continue;
        if (field.type === "checkbox") field.checked = true;
        else field.value = value;
      }
      localStorage.removeItem(entry.key);
      this.keep();
      this.tell("Restored. It is not saved yet.");
      const first = entry.fields.map(([name]) => this.form.elements[name]).find((field) => field?.value);
      (first ?? this.note).focus();
    }
  }

  const tracked = new WeakSet();

  function track() {
    forgetSaved();
    for (const form of document.querySelectorAll(FORMS)) {
      const isTypedIn = form.method === "post" && form.querySelector("textarea, input[type=text]");
      if (!isTypedIn || tracked.has(form)) continue;
      tracked.add(form);
      new Kept(form);
    }
  }

  function start() {
    forgetOld();
    if (!location.search.includes("_popup=")) {
      track();
      // A note that was sent leaves a new form behind.
      const notes = document.getElementById("notes");
      if (notes) new MutationObserver(track).observe(notes, { childList: true });
    }
    document.getElementById("logout-form")?.addEventListener("submit", () => {
      isSignedOut = true;
      for (const { key } of entries()) localStorage.removeItem(key);
    });
  }

  try {
    localStorage.length;
  } catch {
    return; // this browser keeps nothing
  }
  // Django's own scripts give the rows of the page their form first.
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
