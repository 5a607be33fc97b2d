/* Mends what the proof marks, in the form and nowhere else; asks for the marks anew when something was typed. */
"use strict";

(() => {
  const PAUSE = 1_200;
  const panel = document.querySelector("[data-proof]");
  const form = document.querySelector(".entry-form");
  if (!panel || !form) return;

  const list = panel.querySelector(".proof-marks");
  const said = panel.querySelector(".proof-said");
  const marks = (root) => [...root.querySelectorAll(".proof-mark")];
  const buttons = () => [...list.querySelectorAll("summary, button:not([hidden])")].filter((each) => each.checkVisibility());
  const editor = () => form.querySelector(".tiptap")?.editor;
  let timer = null;
  let asked = 0;

  // A field is looked at as lines of words, each with the way to select and to replace a piece of it.
  const bodyLines = () => {
    const { state, view } = editor();
    const lines = [];
    state.doc.descendants((node, at) => {
      if (!node.isTextblock) return true;
      lines.push({ text: node.textBetween(0, node.content.size, null, "\n"), at: at + 1 });
      return false;
    });
    return lines.map(({ text, at }) => ({
      text,
      // The words take the marks of what they stand for; the step can be undone.
      put: (start, end, words) => view.dispatch(view.state.tr.insertText(words, at + start, at + end)),
      show: (start, end) => {
        editor().chain().focus().setTextSelection({ from: at + start, to: at + end }).run();
        const { node } = view.domAtPos(at + start);
        // The bar for saving covers the end of the page.
        (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).scrollIntoView({ block: "center" });
      },
    }));
  };

  const select = (control, start, end) => {
    control.closest("details:not([open])")?.setAttribute("open", "");
    control.focus();
    control.setSelectionRange(start, end);
    control.scrollIntoView({ block: "center" });
  };
  const fieldLines = (control) => [{
    text: control.value,
    put: (start, end, words) => {
      control.setRangeText(words, start, end, "end");
      control.dispatchEvent(new Event("input", { bubbles: true }));
    },
    show: (start, end) => select(control, start, end),
  }];
  const linesOf = (name) => {
    if (name === "body_html" && editor()) return bodyLines();
    const control = form.elements[name];
    return control?.setSelectionRange ? fieldLines(control) : [];
  };

  const occurrence = (lines, passage, nth) => {
    for (const line of lines) {
      for (let at = line.text.indexOf(passage); at >= 0; at = line.text.indexOf(passage, at + 1)) {
        if (nth-- === 0) return { line, at };
      }
    }
    return null;
  };
  /* Where the words of a mark stand now; null when that cannot be told for certain. */
  const find = (mark, lines) => {
    const { words, before, after, nth } = mark.dataset;
    const exact = occurrence(lines, before + words + after, Number(nth));
    if (exact) return { line: exact.line, start: exact.at + before.length, end: exact.at + before.length + words.length };
    // A neighbour was mended a moment ago: half of the surroundings will do where it stands only once.
    for (const [head, tail] of [[before, ""], ["", after]]) {
      const passage = head + words + tail;
      const half = passage === words ? null : occurrence(lines, passage, 0);
      if (half && !occurrence(lines, passage, 1)) return { line: half.line, start: half.at + head.length, end: half.at + head.length + words.length };
    }
    return null;
  };

  const say = (text) => { said.textContent = text; };
  const mend = (chosen) => {
    const places = chosen.map((mark) => ({ words: mark.dataset.replacement, found: find(mark, linesOf(mark.dataset.field)) }));
    const done = places.filter(({ found }) => found);
    // From the end, so that what was found before still stands where it was found.
    for (const { words, found } of [...done].reverse()) found.line.put(found.start, found.end, words);
    say(done.length ? panel.dataset.mended.replace("{words}", done.slice(0, 3).map(({ words }) => words).join(" ")) : panel.dataset.gone);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    ask();
  };

  const reveal = () => { for (const button of list.querySelectorAll("button[hidden]")) button.hidden = false; };
  const opened = () => new Map([...list.querySelectorAll("details")].map((each) => [each.dataset.code, each.open]));
  const replace = (html) => {
    const place = list.contains(document.activeElement) ? buttons().indexOf(document.activeElement) : -1;
    const before = opened();
    list.innerHTML = html;
    for (const group of list.querySelectorAll("details")) group.open = before.get(group.dataset.code) ?? group.open;
    reveal();
    if (place < 0) return;
    const left = buttons();
    if (left.length) left[Math.min(place, left.length - 1)].focus();
    else said.focus();
  };

  const ask = async () => {
    clearTimeout(timer);
    const number = ++asked;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    try {
      const answer = await fetch(panel.dataset.proof, { method: "POST", body, redirect: "manual" });
      // Only the answer to the latest question counts.
      if (number !== asked) return;
      if (!answer.ok) throw new Error(answer.statusText);
      replace(await answer.text());
    } catch {
      if (number === asked) say(panel.dataset.unreached);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  list.addEventListener("click", (event) => {
    const mark = event.target.closest(".proof-mark");
    if (event.target.closest(".proof-all")) mend(marks(event.target.closest(".proof-group")));
    else if (event.target.closest(".proof-mend")) mend([mark]);
    else if (event.target.closest(".proof-show")) {
      const found = find(mark, linesOf(mark.dataset.field));
      if (found) found.line.show(found.start, found.end);
      else say(panel.dataset.gone);
    }
  });
  said.tabIndex = -1;
  form.addEventListener("input", soon);
  document.addEventListener("prose-editor:ready", () => editor()?.on("update", soon));
  editor()?.on("update", soon);
  reveal();
})();
