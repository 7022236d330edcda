"use strict";
// A step that asks something opens at the end of the page: what it asks comes into sight.
for (const asking of document.querySelectorAll(".step-asks")) {
  asking.addEventListener("toggle", () => {
    if (!asking.open) return;
    asking.querySelector("textarea")?.focus({ preventScroll: true });
    asking.scrollIntoView({ block: "nearest" });
  });
}
