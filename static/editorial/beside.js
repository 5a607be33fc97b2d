/* Of two versions side by side, puts the saved one into the field with one press; typing it works as well. */
"use strict";

for (const button of document.querySelectorAll(".beside .take")) {
  const field = document.getElementById(button.dataset.take);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const editor = field.closest(".mine").querySelector(".tiptap");
    if (editor) editor.editor.commands.setContent(button.dataset.value, true);
    if (field.type === "checkbox") field.checked = button.dataset.value === "True";
    else field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
