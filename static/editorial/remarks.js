/* Remarks by keyboard and by selection: R begins one about the selected words, @ offers people, T and D settle the
   first suggestion. Without this script the same forms and buttons do the same. */
"use strict";

(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable=true], [contenteditable='']");
  const box = () => document.getElementById("new-remark");

  const selected = () => {
    const selection = window.getSelection();
    const reading = document.getElementById("reading");
    if (!selection.rangeCount || selection.isCollapsed || !reading) return "";
    return reading.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim().slice(0, 500) : "";
  };

  const begin = (passage) => {
    const details = box();
    if (!details) return false;
    details.open = true;
    const field = details.querySelector("[data-passage]");
    if (field && passage) field.value = passage;
    const text = details.querySelector("textarea[name=text]");
    text.focus();
    details.scrollIntoView({ block: "nearest" });
    return true;
  };

  // A click on the button takes the selection away, so that it is noted before.
  let quoted = "";
  const button = box() && box().querySelector("summary");
  if (button) {
    button.addEventListener("pointerdown", () => { quoted = selected(); });
    button.addEventListener("click", () => setTimeout(() => { if (box().open) begin(quoted); }, 0));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "r" && begin(selected())) event.preventDefault();
    if (key === "t" || key === "d") {
      const button = document.querySelector(`.suggestion button[aria-keyshortcuts="${key.toUpperCase()}"]`);
      if (!button) return;
      event.preventDefault();
      button.focus();
      button.click();
    }
  });

  if (location.hash === "#new-remark") begin("");

  /* What is quoted stands marked in the text. */
  const reading = document.getElementById("reading");
  const marks = [];
  const plain = (text) => text.replace(/\s+/g, "");
  const place = (quote) => {
    const walker = document.createTreeWalker(reading, NodeFilter.SHOW_TEXT);
    const letters = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      [...node.data].reduce((at, letter) => {
        if (letter.trim()) { text += letter; for (let unit = 0; unit < letter.length; unit += 1) letters.push([node, at + unit]); }
        return at + letter.length;
      }, 0);
    }
    const start = text.indexOf(plain(quote));
    if (start < 0) return;
    const range = new Range();
    range.setStart(...letters[start]);
    const [node, at] = letters[start + plain(quote).length - 1];
    range.setEnd(node, at + 1);
    marks.push(range);
  };
  if (reading && window.CSS && CSS.highlights) {
    reading.dataset.quotes.split(" ").filter(Boolean).forEach((name) => {
      const passage = document.querySelector(`${name} .passage`);
      if (passage) place(passage.textContent);
    });
    if (marks.length) CSS.highlights.set("remarked", new Highlight(...marks));
  }

  /* People at hand: the list below the form, offered where somebody types an at sign. */
  const people = [...document.querySelectorAll("[data-people] li")].map((line) => ({
    name: line.querySelector("[data-name]").dataset.name, words: line.textContent.toLowerCase(), label: line.textContent.trim(),
  }));
  const list = document.createElement("ul");
  list.className = "people-at-hand";
  list.id = "people-at-hand";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  let field = null;
  let offered = [];
  let chosen = 0;

  const close = () => {
    list.hidden = true;
    if (field) { field.removeAttribute("aria-activedescendant"); field.removeAttribute("aria-controls"); }
  };
  const show = () => {
    list.replaceChildren(...offered.map((person, at) => {
      const line = document.createElement("li");
      line.id = `person-at-hand-${at}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", String(at === chosen));
      line.textContent = person.label;
      line.addEventListener("mousedown", (event) => { event.preventDefault(); put(person); });
      return line;
    }));
    field.parentElement.style.position = "relative";
    field.after(list);
    list.hidden = false;
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-activedescendant", `person-at-hand-${chosen}`);
  };
  const begun = () => {
    const before = field.value.slice(0, field.selectionStart);
    const match = /(?:^|[^A-Za-z0-9_.+-])[@＠]([^\s@＠，。、：；！？,:;!?]*)$/.exec(before);
    return match ? match[1] : null;
  };
  const put = (person) => {
    const end = field.selectionStart;
    const start = end - begun().length;
    field.setRangeText(`${person.name} `, start, end, "end");
    close();
    field.focus();
  };
  const offer = () => {
    const word = begun();
    offered = word === null ? [] : people.filter((person) => person.words.includes(word.toLowerCase())).slice(0, 8);
    chosen = 0;
    if (offered.length) show(); else close();
  };
  document.querySelectorAll("textarea[data-mentions]").forEach((each) => {
    each.addEventListener("input", () => { field = each; offer(); });
    each.addEventListener("blur", close);
    each.addEventListener("keydown", (event) => {
      if (list.hidden || field !== each) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        chosen = (chosen + step + offered.length) % offered.length;
        show();
      } else if (event.key === "Enter" || event.key === "Tab") put(offered[chosen]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  });
  document.querySelectorAll("[data-people] [data-name]").forEach((name) => {
    name.addEventListener("click", () => {
      const text = name.closest("form").querySelector("textarea[name=text]");
      text.setRangeText(`@${name.dataset.name} `, text.selectionStart, text.selectionEnd, "end");
      text.focus();
    });
  });
})();
