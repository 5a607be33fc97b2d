/* New material: what the clipboard holds as HTML goes along with the plain text, and a file can be dropped. */
"use strict";

window.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".intake-new");
  const text = form.querySelector("textarea[name=text]");
  const html = form.querySelector("input[name=html]");
  const file = form.querySelector("input[type=file]");
  const box = form.querySelector(".intake-file");
  const told = form.querySelector(".paste-told");
  let pasted = null;

  const tell = (kind) => {
    told.hidden = !kind;
    told.classList.toggle("plain", kind === "plain");
    told.textContent = kind ? told.dataset[kind] : "";
  };

  text.addEventListener("paste", (event) => {
    const rich = event.clipboardData.getData("text/html");
    if (!rich.trim()) return;
    // Rich text stands for the whole of the box: one paste, one document.
    event.preventDefault();
    text.value = event.clipboardData.getData("text/plain");
    html.value = rich;
    pasted = text.value;
    tell("rich");
  });

  text.addEventListener("input", () => {
    if (pasted === null || text.value === pasted) return;
    html.value = "";
    pasted = null;
    tell(text.value ? "plain" : "");
  });

  ["dragenter", "dragover"].forEach((name) => form.addEventListener(name, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    box.classList.add("over");
  }));
  form.addEventListener("dragleave", () => box.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    box.classList.remove("over");
    file.files = event.dataTransfer.files;
  });
});
