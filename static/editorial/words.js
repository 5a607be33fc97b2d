/* The editor writes some of its words in English only. The page's catalogue (locale/…/djangojs.po) has them, so they
   are put right wherever its menu shows them; in English this changes nothing. */
"use strict";

const NAMES = ["title", "aria-label"];
const SPELT = ".prose-menubar__option > *, .prose-menubar__button:not(.material-icons)";

function translateMenu(menu) {
  for (const node of menu.querySelectorAll("[title], [aria-label]")) {
    for (const name of NAMES) {
      const word = node.getAttribute(name);
      if (word && gettext(word) !== word) node.setAttribute(name, gettext(word));
    }
  }
  for (const node of menu.querySelectorAll(SPELT)) {
    const word = node.children.length ? "" : node.textContent;
    if (word && gettext(word) !== word) node.textContent = gettext(word);
  }
}

const translateMenus = () => document.querySelectorAll(".prose-menubar").forEach(translateMenu);

// The menu is made after this script ran, and its drop-down buttons are made anew whenever the cursor moves.
new MutationObserver(translateMenus).observe(document.body, { childList: true, subtree: true });
translateMenus();
