"use strict";
// Takes one file after the other until none is left, and shows the page's newest figures and rows.
// Without this script each button takes files for two seconds.
const form = document.querySelector("#batch-form");
const pause = document.querySelector("#batch-pause");
const live = document.querySelector("#batch-live");
const trouble = document.querySelector("#batch-trouble");
const noAnswer = document.querySelector("#batch-no-answer");
const SPOKEN_EVERY = 5000; // milliseconds
const BUSY = 1000;
let isRunning = false;
let spokenAt = 0;

const told = () => document.querySelector("#batch-told").textContent;

async function send(button) {
  const body = new FormData(form);
  body.set(button, "");
  const response = await fetch(location.href, { method: "POST", body });
  if (!response.ok) {
    throw new Error(`status ${response.status}`);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function show(page) {
  const before = told();
  for (const id of ["batch-progress", "batch-buttons"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  for (const row of page.querySelectorAll("tr[id]")) {
    const old = document.getElementById(row.id);
    if (old && old.textContent !== row.textContent) {
      old.replaceWith(row);
    }
  }
  return told() !== before;
}

function speak() {
  if (!isRunning || Date.now() - spokenAt > SPOKEN_EVERY) {
    live.textContent = told();
    spokenAt = Date.now();
  }
}

async function run(button) {
  // Each answer has the button that goes on, as long as there is something to go on with.
  const more = button === "_anyway" ? "_anyway" : "_continue";
  isRunning = true;
  pause.hidden = false;
  trouble.replaceChildren();
  form.classList.add("is-running");
  try {
    do {
      const page = await send(button);
      if (!page.querySelector("#batch-form")) {
        location.reload(); // signed out in the meantime
        return;
      }
      isRunning = isRunning && page.querySelector(`[name=${more}]`) !== null;
      if (!show(page) && isRunning) {
        await new Promise((resolve) => setTimeout(resolve, BUSY)); // others have them in hand
      }
      speak();
      button = more === "_anyway" ? "_anyway" : "_step";
    } while (isRunning);
  } catch {
    trouble.replaceChildren(noAnswer.content.cloneNode(true));
  }
  isRunning = false;
  pause.hidden = true;
  form.classList.remove("is-running");
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isRunning) {
      const pressed = event.submitter.name;
      run(pressed === "_continue" ? "_step" : pressed);
    }
  });
  pause.addEventListener("click", () => {
    isRunning = false;
  });
  if ("isNew" in form.dataset) {
    run("_step");
  }
}
