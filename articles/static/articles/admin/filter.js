"use strict";
// Choosing a speaker in the filter shows the list at once; without this the button does.
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  $("select[data-submits]").on("select2:select select2:clear", (event) => {
    event.target.form.requestSubmit();
  });
});
