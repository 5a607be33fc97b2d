/* Comforts of an entry's page; without them every field, spare row and button still works. */
"use strict";

const form = document.querySelector(".entry-form");

// Small tables: spare rows stay hidden until they are asked for, then copies of the empty row follow.
const total = (rows) => rows.querySelector('input[name$="-TOTAL_FORMS"]');
const isEmpty = (row) => [...row.querySelectorAll(".cell input, .cell select")].every((input) => !input.value);

const addRow = (rows) => {
  const spare = rows.querySelector(".row-list > .row[hidden]");
  if (spare) {
    spare.hidden = false;
    return spare;
  }
  const copy = document.createElement("div");
  copy.innerHTML = rows.querySelector("template").innerHTML.replaceAll("__prefix__", total(rows).value);
  total(rows).value = Number(total(rows).value) + 1;
  const row = copy.querySelector(".row");
  rows.querySelector(".row-list").append(row);
  return row;
};

for (const rows of document.querySelectorAll(".rows")) {
  const button = rows.querySelector(".add-row");
  if (!button) continue;
  for (const row of rows.querySelectorAll(".row-list > .row")) row.hidden = isEmpty(row) && !row.querySelector(".kept");
  button.hidden = false;
  button.addEventListener("click", () => addRow(rows).querySelector("input, select").focus());
}

// Names from the register: chosen in a line of their own, added as a line to the list.
for (const list of document.querySelectorAll("textarea[data-names]:not([data-names=topics]):not(:disabled)")) {
  const chooser = document.createElement("input");
  chooser.className = "names-add";
  chooser.setAttribute("list", "authorities");
  chooser.setAttribute("aria-label", form.dataset.addName);
  chooser.placeholder = form.dataset.addName;
  list.after(chooser);
  chooser.addEventListener("change", () => {
    const name = chooser.value.trim();
    if (!name) return;
    list.value = [list.value.trimEnd(), name].filter(Boolean).join("\n");
    list.dispatchEvent(new Event("input", { bubbles: true }));
    chooser.value = "";
  });
  chooser.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    chooser.dispatchEvent(new Event("change"));
  });
}

// The editor of a body is a text field of its own: it goes by the name of the field that it stands for.
const named = () => {
  for (const field of document.querySelectorAll(".prose-editor .tiptap:not([aria-labelledby])")) {
    const label = field.closest(".line").querySelector("label");
    label.id = `${label.htmlFor}_label`;
    field.setAttribute("aria-labelledby", label.id);
  }
};
if (form) {
  new MutationObserver(named).observe(form, { childList: true, subtree: true });
  named();
}

// Leaving with something unsaved asks first.
const bar = document.querySelector(".save-bar");
if (form && bar) {
  const mark = bar.querySelector(".unsaved");
  let unsaved = document.querySelector(".refusals") !== null;
  const show = () => { mark.hidden = !unsaved; };
  form.addEventListener("input", (event) => {
    if (event.target.closest(".names-add")) return;
    unsaved = true;
    show();
  });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  show();
}
