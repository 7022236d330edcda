"use strict";
// Names, processes and tags under a search box while somebody types. Without it the box just works.
(() => {
  const WAIT = 150; // milliseconds
  const SHORTEST = 2; // letters

  const suggestTo = (input) => {
    const list = document.createElement("ul");
    const told = document.createElement("p");
    const id = `${input.id}-suggestions`;
    let links = [];
    let active = -1;
    let timer = 0;
    let asked = "";

    Object.assign(list, { id, className: "suggestions", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Names and topics");
    told.className = "unseen";
    told.setAttribute("role", "status");
    input.form.append(list, told);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-controls": id, "aria-expanded": "false",
    })) input.setAttribute(name, value);

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const point = (number) => {
      active = number;
      [...list.children].forEach((item, place) => {
        item.setAttribute("aria-selected", String(place === active));
      });
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[active].id);
    };

    const show = (found) => {
      links = found.map((one) => one.url);
      list.replaceChildren(...found.map((one, place) => {
        const item = document.createElement("li");
        const kind = document.createElement("span");
        item.id = `${id}-${place}`;
        item.setAttribute("role", "option");
        kind.textContent = one.kind;
        item.append(one.label, " ", kind);
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => location.assign(links[place]));
        return item;
      }));
      point(-1);
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(Boolean(found.length)));
      told.textContent = found.length
        ? `${found.length} ${found.length === 1 ? "name or topic" : "names or topics"}, down arrow to choose`
        : "";
    };

    const ask = async () => {
      const typed = input.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (typed.length < SHORTEST) return show([]);
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (typed === input.value.trim()) show(document.activeElement === input ? found : []);
      } catch {
        close();
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const last = links.length - 1;
      if (event.key === "ArrowDown") point(active < last ? active + 1 : -1);
      else if (event.key === "ArrowUp") point(active < 0 ? last : active - 1);
      else if (event.key === "Enter" && active >= 0) location.assign(links[active]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(suggestTo);
})();
