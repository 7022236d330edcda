"use strict";
// Files may be dropped anywhere on the page; what was chosen is told before it is sent.
const input = document.querySelector("#id_files");
const form = input.form;
const button = form.querySelector("[type=submit]");
const alone = button.value;
const chosen = document.querySelector(".desk-drop-chosen");
const NAMED = 8;

function megabytes(files) {
  const size = [...files].reduce((sum, file) => sum + file.size, 0);
  return (size / 1e6).toLocaleString("en-GB", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
}

function tell() {
  const files = [...input.files];
  const names = files.slice(0, NAMED).map((file) => file.name);
  if (files.length > NAMED) {
    names.push(`and ${(files.length - NAMED).toLocaleString("en-GB")} more`);
  }
  const count = files.length.toLocaleString("en-GB");
  chosen.textContent =
    files.length > 1 ? `${count} files, ${megabytes(files)} MB: ${names.join(", ")}` : "";
  button.value = files.length > 1 ? `Import ${count} files` : alone;
}

const holdsFiles = (event) => event.dataTransfer.types.includes("Files");

document.addEventListener("dragover", (event) => {
  if (holdsFiles(event)) {
    event.preventDefault();
    form.classList.add("is-dragged");
  }
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) {
    form.classList.remove("is-dragged");
  }
});
document.addEventListener("drop", (event) => {
  form.classList.remove("is-dragged");
  if (holdsFiles(event)) {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    tell();
    input.scrollIntoView({ block: "nearest" });
  }
});
input.addEventListener("change", tell);
document.querySelector(".desk-drop-hint").hidden = false;
tell();
