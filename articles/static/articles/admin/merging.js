"use strict";
// With scripts the other one is chosen by autocomplete; without them by a search on the server.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-with-script]").hidden = false;
  document.querySelector("[data-without-script]").hidden = true;
});
