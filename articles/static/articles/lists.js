/* A list is filtered, sorted and paged in place, by htmx; without it every link and form here is a
   plain one. htmx is fetched when somebody reaches for the list, so a first view does without. */
"use strict";

const htmxUrl = document.currentScript.dataset.htmx;
const settings = {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // what was withdrawn since must not come back from a store
  scrollIntoViewOnBoost: false,
};
const REACHING = ["pointerover", "touchstart", "focusin"];
const OF_A_PAGE =
  "link:is([rel=canonical], [rel=alternate], [rel=prev], [rel=next]), meta:is([property], [name=description])";
let wasOpen = [];

const list = () => document.getElementById("list");

function reach(event) {
  if (!event.target.closest?.("#list")) return;
  REACHING.forEach((kind) => document.removeEventListener(kind, reach));
  const config = Object.assign(document.createElement("meta"), {
    name: "htmx-config",
    content: JSON.stringify(settings),
  });
  const script = Object.assign(document.createElement("script"), { src: htmxUrl });
  document.head.append(config, script);
}
REACHING.forEach((kind) => document.addEventListener(kind, reach, { passive: true }));

/* Links in a chart are no HTML: htmx does not see them by itself. */
document.addEventListener("click", (event) => {
  const bar = event.target.closest?.("#list svg a");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!bar || !isPlain || !window.htmx) return;
  event.preventDefault();
  window.htmx.ajax("GET", bar.getAttribute("href"), { source: bar });
});

const folds = () => [...document.querySelectorAll("#list .filters, #list .filters .fold")];

document.addEventListener("htmx:beforeSwap", (event) => {
  wasOpen = folds().map((fold) => fold.open);
  takeHead(event);
});
document.addEventListener("htmx:historyCacheMissLoad", takeHead);

/* The head says of what is shown now where it stands, what feed it has, and how to share it. */
function takeHead(event) {
  const { head } = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  document.head.querySelectorAll(OF_A_PAGE).forEach((one) => one.remove());
  document.head.append(...head.querySelectorAll(OF_A_PAGE));
}

document.addEventListener("htmx:afterSettle", () => {
  folds().forEach((fold, place) => {
    fold.open = fold.open || Boolean(wasOpen[place]);
  });
  tell();
});

document.addEventListener("htmx:historyRestore", tell);

/* Says what there is now; whoever was at a link that has gone is led to the head of the list. */
function tell() {
  const head = list()?.querySelector(".count, .is-wrong");
  if (!head) return;
  const region = document.getElementById("list-told");
  region.textContent = "";
  setTimeout(() => {
    region.textContent = head.matches(".count") ? head.textContent : "";
  }, 50);
  if (document.activeElement === document.body) {
    head.tabIndex = -1;
    head.focus();
  }
}

/* Where nothing comes back, or htmx is not there yet, the browser does it. */
for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:swapError"]) {
  document.addEventListener(kind, (event) => {
    location.assign(event.detail.pathInfo?.finalRequestPath ?? location.href);
  });
}
/* Another list that was shown in this place, not a leap within the page. */
const shown = location.pathname + location.search;
addEventListener("popstate", () => {
  if (!window.htmx && location.pathname + location.search !== shown) location.reload();
});
