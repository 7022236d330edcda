// A button beside each text that is there to be copied. Without it the text can be selected.
"use strict";

for (const box of document.querySelectorAll(".copyable")) {
  const text = box.querySelector("textarea");
  const button = document.createElement("button");
  const told = document.createElement("span");
  button.type = "button";
  button.className = "button is-quiet";
  button.textContent = "Copy";
  button.setAttribute("aria-describedby", (box.querySelector("label").id = `${text.id}-label`));
  told.setAttribute("role", "status");
  told.className = "fine";

  const tell = (words) => {
    told.textContent = words;
    setTimeout(() => (told.textContent = ""), 4000);
  };

  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      tell("Copied");
    } catch {
      text.focus();
      text.select();
      tell(document.execCommand("copy") ? "Copied" : "Selected: copy it with your keyboard");
    }
  });

  const row = document.createElement("p");
  row.className = "copyable-do";
  row.append(button, told);
  box.append(row);
}
