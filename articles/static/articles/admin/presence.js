"use strict";
// Says every half minute that this page is open, and tells who else has it open or has saved.
(() => {
  const EVERY = 30_000; // milliseconds
  const signedOut =
    "You are signed out. Sign in again in another tab, then save here: what you typed is still here.";
  let isSent = false;

  const place = () => document.getElementById("presence");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  function body(fields) {
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", token());
    for (const [name, value] of Object.entries(fields)) sent.set(name, value);
    return sent;
  }

  function show(nodes, words) {
    const plain = (text) => text.replace(/\s+/g, " ").trim();
    if (place() && plain(place().textContent) !== plain(words)) place().replaceChildren(...nodes);
  }

  function tell(words) {
    const line = document.createElement("p");
    line.className = "is-newer";
    line.textContent = words;
    show([line], words);
  }

  async function beat() {
    const here = place();
    if (!here || document.hidden) return;
    try {
      const response = await fetch(here.dataset.address, {
        method: "POST",
        body: body({ version: here.dataset.version }),
      });
      if (response.redirected) {
        tell(signedOut);
      } else if (response.ok) {
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        show(answer.body.childNodes, answer.body.textContent);
      }
    } catch {
      // Offline for a moment: the next beat asks again.
    }
  }

  function leave() {
    if (place() && !isSent) navigator.sendBeacon(place().dataset.address, body({ left: "1" }));
  }

  document.addEventListener("submit", (event) => {
    isSent = event.target.method === "post" && event.target.target !== "_blank" && !event.defaultPrevented;
  });
  document.addEventListener("visibilitychange", beat);
  addEventListener("pageshow", (event) => {
    isSent = false;
    if (event.persisted) beat();
  });
  addEventListener("pagehide", leave);
  setInterval(beat, EVERY);
})();
