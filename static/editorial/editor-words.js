/* Lets the editor of bodies speak the language of the desk; stands before it, because it asks once when it is loaded. */
"use strict";

(() => {
  const words = JSON.parse(document.getElementById("editor-words").textContent);
  const say = (text) => text.split(": ").map((part) => words[part] ?? part).join(words[": "]);
  window.gettext = (text) => words[text] ?? text;

  const translate = (root) => {
    for (const element of [root, ...root.querySelectorAll("*")]) {
      for (const name of ["title", "aria-label"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, say(element.getAttribute(name)));
      }
      if (element.childElementCount === 0 && !element.classList.contains("material-icons")) {
        const said = say(element.textContent);
        if (said !== element.textContent) element.textContent = said;
      }
    }
  };

  const keepTranslated = (menu) => {
    translate(menu);
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (node.nodeType === Node.ELEMENT_NODE) translate(node);
      }
    }).observe(menu, { childList: true, subtree: true });
  };

  // The menu is put into the editor some time after the editor says that it is ready.
  document.addEventListener("prose-editor:ready", ({ detail }) => {
    const editor = detail.textarea.closest(".prose-editor");
    const look = () => {
      const menu = editor.querySelector(".prose-menubar");
      if (menu) keepTranslated(menu);
      return menu !== null;
    };
    if (look()) return;
    new MutationObserver((_, waiting) => { if (look()) waiting.disconnect(); }).observe(editor, { childList: true, subtree: true });
  });
})();
