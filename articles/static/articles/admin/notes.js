"use strict";
// Notes without leaving the page: what is typed in its other forms stays.
(() => {
  const tell = (section, words) => {
    section.querySelector("[data-told]").textContent = words;
  };

  async function send(section, form, submitter) {
    section.setAttribute("aria-busy", "true");
    const typed = new FormData(form);
    typed.append(submitter.name, submitter.value);
    try {
      const sent = { method: "POST", body: new URLSearchParams(typed) };
      const response = await fetch(form.action, sent);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const theirs = page.getElementById("notes");
      if (!theirs) throw new Error(response.status);
      show(section, theirs);
      const told = [...page.querySelectorAll(".messagelist li")].map((one) => one.textContent);
      tell(section, told.join(" ").trim());
    } catch {
      tell(section, "Not sent. What you typed is still here: reload the notes in another tab.");
    } finally {
      section.removeAttribute("aria-busy");
    }
  }

  // Their page has nothing else on it, and stands with its form open.
  function show(section, theirs) {
    const isWrong = theirs.querySelector(".errorlist");
    section.className = theirs.className;
    section.replaceChildren(...theirs.childNodes);
    const adding = section.querySelector(".desk-notes-form")?.closest("details");
    if (adding) adding.open = Boolean(isWrong);
    const first = isWrong ? section.querySelector("textarea") : section.querySelector("summary");
    first?.focus();
  }

  document.addEventListener("submit", (event) => {
    const section = event.target.closest("#notes");
    if (!section || !event.submitter) return;
    event.preventDefault();
    if (!section.hasAttribute("aria-busy")) send(section, event.target, event.submitter);
  });
})();
