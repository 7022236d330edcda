"use strict";
// Decisions without leaving the page: the forms are the same, their answer is put in its place.
(() => {
  const root = document.getElementById("review");
  const STORED = "review-single-keys";
  const PARTS = ["head", "text", "told", "card", "list", "more"].map((name) => `review-${name}`);
  const MARKING = { q: "quote", o: "obstacle", p: "actor" };
  const GAP = 6; // pixels between the selected words and what is made of them
  const MOST_OFFERED = 8; // names
  const MOST_HERE = 4; // of them those of the article
  const SETTLED = 120; // milliseconds without a change of the selection
  let busy = false;
  let pressed = false;
  let waiting;

  // What was typed in a card, by the number of its proposal: it is there again when the card is.
  const typedIn = new Map();

  const find = (selector, within = root) => within.querySelector(selector);

  // Sending and showing

  async function send(form, submitter) {
    if (busy) return;
    busy = true;
    remember();
    root.setAttribute("aria-busy", "true");
    const typed = new FormData(form);
    if (submitter?.name) typed.append(submitter.name, submitter.value);
    try {
      await show(await fetch(form.action, { method: "POST", body: new URLSearchParams(typed) }));
    } catch {
      tell("Not sent: the connection failed. What you typed is still here.");
    } finally {
      busy = false;
      root.removeAttribute("aria-busy");
    }
  }

  async function open(address) {
    if (busy) return;
    busy = true;
    remember();
    try {
      await show(await fetch(address));
    } catch {
      location.assign(address);
    } finally {
      busy = false;
    }
  }

  async function show(response) {
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    const parts = PARTS.map((id) => [document.getElementById(id), answer.getElementById(id)]);
    if (parts.some(([, theirs]) => !theirs)) {
      location.assign(response.ok ? response.url : location.pathname);
      return;
    }
    const scrolled = find(".review-list > form").scrollTop;
    for (const [ours, theirs] of parts) ours.replaceChildren(...theirs.childNodes);
    document.title = answer.title;
    find(".breadcrumbs", document).replaceWith(find(".breadcrumbs", answer));
    history.replaceState(null, "", response.url);
    find(".review-list > form").scrollTop = scrolled;
    ready();
    bringBack();
    place();
  }

  function isChanged(field) {
    if (field.type === "radio" || field.type === "checkbox") {
      return field.checked !== field.defaultChecked;
    }
    const isSelect = field.tagName === "SELECT";
    return isSelect
      ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      : field.value !== field.defaultValue;
  }

  function fieldsOf(form) {
    return [...form.elements].filter(
      (one) => one.id && one.name && !["hidden", "submit"].includes(one.type),
    );
  }

  // A card that came back with a question or an error has what was typed as its own values.
  function remember() {
    const form = document.getElementById("review-decision");
    if (!form) return;
    const typed = typedIn.get(form.elements.at.value) ?? new Map();
    for (const one of fieldsOf(form).filter((one) => isChanged(one) || typed.has(one.id))) {
      const isTick = one.type === "radio" || one.type === "checkbox";
      typed.set(one.id, isTick ? one.checked : one.value);
    }
    typedIn.set(form.elements.at.value, typed);
  }

  function bringBack() {
    const form = document.getElementById("review-decision");
    const typed = form && typedIn.get(form.elements.at.value);
    if (!typed) return;
    for (const one of fieldsOf(form).filter(({ id }) => typed.has(id))) {
      if (typeof typed.get(one.id) === "boolean") one.checked = typed.get(one.id);
      else one.value = typed.get(one.id);
      const fold = one.closest("details");
      if (fold) fold.open = true;
    }
  }

  function tell(words) {
    const list = document.createElement("ul");
    list.className = "messagelist";
    const item = list.appendChild(document.createElement("li"));
    item.className = "error";
    item.textContent = words;
    document.getElementById("review-told").replaceChildren(list);
  }

  // Focus on the main button, the marked words and the line of the list in sight.
  function place() {
    const wrong = find(".review-card .has-errors :is(input, textarea, select)");
    const main = wrong || find(".review-card [data-main]") || find("#card-heading");
    main?.focus({ preventScroll: true });
    const line = find(".review-list .is-current");
    const list = find(".review-list > form");
    if (line && list.scrollHeight > list.clientHeight) {
      list.scrollTop = line.offsetTop - list.clientHeight / 3;
    }
    const mark = find(".review-text [id].is-current");
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    const end = lowerEdge();
    if (top < 60 || bottom > end - 60) {
      scrollTo({ top: scrollY + top - end / 3, behavior: "instant" });
    }
  }

  // Where the text goes out of sight: on a narrow screen the card stands there.
  function lowerEdge() {
    const card = find(".review-card");
    const isBelow = getComputedStyle(card).position === "sticky";
    return isBelow ? card.getBoundingClientRect().top : innerHeight;
  }

  // Names

  const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Those that the article proposes, by the beginning of any of their words.
  function namedHere(typed) {
    const names = [...document.querySelectorAll("#review-names option")].map((one) => one.value);
    const begun = folded(typed);
    return names.filter((name) => ` ${folded(name)}`.includes(` ${begun}`));
  }

  // What is asked of the one who was proposed, and a role that came with an earlier mention.
  function forgetSpeaker() {
    const [question, role] = [find(".review-question"), find("[data-carried]")];
    if (question) question.hidden = true;
    if (role && role.value === role.defaultValue) role.value = "";
  }

  function suggest(input) {
    const list = document.createElement("ul");
    list.className = "review-suggestions";
    list.id = `${input.id}_suggestions`;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.after(list);
    const note = find("[data-note]", input.parentElement);
    let chosen = -1;
    let asked = 0;

    // Of several names the last one is being typed.
    const begin = () => {
      if (input.dataset.actor !== "many") return 0;
      return input.value.lastIndexOf(input.value.includes(";") ? ";" : ",") + 1;
    };

    const withName = (name) => {
      if (input.dataset.actor !== "many") return name;
      const before = input.value.slice(0, begin());
      const sign = !before || (before + name).includes(";") || name.includes(",") ? ";" : ",";
      return `${before}${before && " "}${name}${sign} `;
    };

    const close = () => {
      asked += 1; // an answer that comes later is not shown
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (item) => {
      input.value = withName(item.dataset.name);
      if (note) note.textContent = item.dataset.means;
      close();
    };
    const point = (number) => {
      const items = [...list.children];
      chosen = (number + items.length) % items.length;
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
      items[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[chosen].id);
    };
    input.addEventListener("input", async () => {
      const typed = input.value.slice(begin()).trim();
      const number = ++asked;
      if (input.name === "speaker") forgetSpeaker();
      if (!typed) {
        if (note) note.textContent = "";
        return close();
      }
      const answer = await fetch(`${root.dataset.actors}?term=${encodeURIComponent(typed)}`);
      if (number !== asked || !answer.ok) return;
      const known = (await answer.json()).results.map(({ text }) => ({
        name: text.split(" · ")[0],
        told: text,
        means: `Known: ${text}`,
      }));
      const here = namedHere(typed);
      const isHere = ({ name }) => here.includes(name);
      const isKnown = (name) => known.some((one) => one.name === name);
      const open = here
        .filter((name) => !isKnown(name))
        .map((name) => ({ name, told: `${name} · in this article`, means: "In this article." }));
      const others = known.filter((one) => !isHere(one));
      const offered = [...known.filter(isHere), ...open].slice(0, MOST_HERE).concat(others);
      list.replaceChildren(
        ...offered.slice(0, MOST_OFFERED).map(({ name, told, means }, at) => {
          const item = document.createElement("li");
          item.id = `${list.id}_${at}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          Object.assign(item.dataset, { name, means });
          item.textContent = told;
          return item;
        }),
      );
      if (note) note.textContent = offered.length ? "" : "New: nobody is called so yet.";
      list.hidden = !offered.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      chosen = -1;
    });
    input.addEventListener("keydown", (event) => {
      const typed = input.value.slice(begin()).trim();
      const isTyped = input.dataset.actor === "many" && typed && chosen < 0;
      if (event.key === "Enter" && !event.ctrlKey && isTyped) {
        input.value = withName(typed); // another may follow
        close();
        return event.preventDefault();
      }
      if (list.hidden) return;
      if (event.key === "ArrowDown") point(chosen + 1);
      else if (event.key === "ArrowUp") point(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Enter" && chosen >= 0) choose(list.children[chosen]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) choose(item);
    });
    input.addEventListener("blur", close);
  }

  // Words selected in the text are kept in the form that makes something of them.

  function keep() {
    const form = find("[data-add]");
    const selection = getSelection();
    if (!form || selection.isCollapsed || !selection.rangeCount) return;
    const { startContainer, startOffset } = selection.getRangeAt(0);
    const element = startContainer.parentElement ?? startContainer;
    const part = element.closest(".review-text [data-part]");
    if (!part) return;
    const before = document.createRange();
    before.setStart(part, 0);
    before.setEnd(startContainer, startOffset);
    form.elements.words.value = selection.toString().trim();
    form.elements.part.value = part.dataset.part;
    form.elements.signs.value = [...before.toString().replace(/\s/gu, "")].length;
    return form.elements.words.value ? selection.getRangeAt(0) : undefined;
  }

  // What may be made of them stands beside them.
  function offer() {
    const bar = find(".review-selected");
    if (!bar || pressed || bar.contains(document.activeElement)) return;
    const range = keep();
    const isNew = bar.hidden && range;
    bar.hidden = !range;
    if (range) putBeside(bar, range);
    if (isNew) say("Words selected. Tab leads to Quote, Obstacle and Name.");
    else if (!range) say("");
  }

  function putBeside(bar, range) {
    const { anchorNode, anchorOffset } = getSelection();
    const upwards = anchorNode === range.endContainer && anchorOffset === range.endOffset;
    const lines = [...range.getClientRects()].filter((line) => line.width > 0);
    if (!lines.length) lines.push(range.getBoundingClientRect());
    const [first, last] = [lines[0], lines.at(-1)];
    const frame = bar.parentElement.getBoundingClientRect();
    const lowest = lowerEdge() - bar.offsetHeight - GAP;
    const above = Math.max(GAP, Math.min(first.top - bar.offsetHeight - GAP, lowest));
    const below = last.bottom + GAP;
    const start = (upwards ? first.left : last.right - bar.offsetWidth) - frame.left;
    bar.style.top = `${(upwards || below > lowest ? above : below) - frame.top}px`;
    bar.style.left = `${Math.max(0, Math.min(start, frame.width - bar.offsetWidth))}px`;
  }

  function say(words) {
    document.getElementById("review-selected").textContent = words;
  }

  function letGo() {
    const bar = find(".review-selected");
    if (!bar || bar.hidden) return false;
    getSelection().removeAllRanges();
    if (bar.contains(document.activeElement)) place();
    bar.hidden = true;
    say("");
    return true;
  }

  function make(kind) {
    const form = find("[data-add]");
    offer();
    const isMeant = !find(".review-selected").hidden || form.closest("details").open;
    if (isMeant && form.elements.words.value.trim()) {
      form.requestSubmit(find(`button[value="${kind}"]`, form));
    } else {
      tell("Select the words in the text first.");
    }
  }

  // Keys

  function singleKeys() {
    return localStorage.getItem(STORED) !== "off";
  }

  function press(key) {
    const buttons = root.querySelectorAll("[data-key]");
    const button = [...buttons].find(
      (one) => one.dataset.key.split(" ").includes(key) && one.offsetParent !== null,
    );
    button?.click();
    return Boolean(button);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.(
      "input:not([type=checkbox], [type=radio]), textarea, select",
    );
    if (event.key === "Escape" && typing) return typing.blur();
    if (event.key === "Escape" && letGo()) return event.preventDefault();
    const bar = find(".review-selected:not([hidden])");
    if (event.key === "Tab" && !event.shiftKey && bar && document.activeElement.contains(bar)) {
      find("button", bar).focus(); // selecting words leaves the focus on the page as a whole
      return event.preventDefault();
    }
    if (event.key === "Enter" && event.ctrlKey) {
      const form = event.target.closest?.("form[data-card]") || find("form[data-card]");
      form?.requestSubmit(find("button.is-main, button[data-key=s]", form));
      return event.preventDefault();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!singleKeys()) return;
    if (event.key === "?") {
      const keys = document.getElementById("review-keys");
      keys.open = !keys.open;
      if (keys.open) keys.scrollIntoView({ block: "nearest" });
    } else if (event.key === "e") {
      const fields = "textarea, input:not([type=hidden], [type=radio]), select";
      const first =
        find(".review-card [name=speaker]") ??
        [...root.querySelectorAll(`.review-card :is(${fields})`)].find((one) => one.offsetParent);
      first?.focus();
      first?.select?.();
    } else if (event.key in MARKING && find("[data-add]")) {
      make(MARKING[event.key]);
    } else if (!press(event.key)) {
      return;
    }
    event.preventDefault();
  });

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter);
  });

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='?'], a[data-address]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // Selecting words ends in a click: it must not lead away from them.
    if (link.href) open(link.href);
    else if (getSelection().isCollapsed) open(link.dataset.address);
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-make]");
    if (button) make(button.dataset.make);
  });
  document.addEventListener("pointerdown", (event) => {
    pressed = event.pointerType === "mouse";
  });
  for (const end of ["pointerup", "pointercancel", "selectionchange"]) {
    document.addEventListener(end, () => {
      if (end !== "selectionchange") pressed = false;
      clearTimeout(waiting);
      waiting = setTimeout(offer, SETTLED);
    });
  }

  function ready() {
    root.querySelectorAll("[data-actor]").forEach(suggest);
    // Words cannot be selected from within a link, nor from the edge of what takes the focus.
    for (const link of root.querySelectorAll(".review-text a[href^='?']")) {
      link.dataset.address = link.getAttribute("href");
      link.removeAttribute("href");
      link.removeAttribute("tabindex");
    }
    for (const one of root.querySelectorAll("[data-key]")) {
      one.setAttribute("aria-keyshortcuts", one.dataset.key);
    }
    root.classList.toggle("has-keys", singleKeys());
    const box = find("[data-single-keys]");
    const tick = find("input", box);
    box.hidden = false;
    tick.checked = singleKeys();
    tick.addEventListener("change", () => {
      localStorage.setItem(STORED, tick.checked ? "on" : "off");
      root.classList.toggle("has-keys", tick.checked);
    });
  }

  root.classList.add("is-live");
  ready();
  place();
})();
