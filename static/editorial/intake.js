/* The reading view: a field lights up the lines that it was read from, keys go from entry to entry, ticks are counted. */
"use strict";

window.addEventListener("DOMContentLoaded", () => {
  const source = document.querySelector(".intake-source");
  const form = document.querySelector(".intake-reading");
  const pieces = [...document.querySelectorAll(".read-piece")];
  const beside = () => source && getComputedStyle(source).position === "sticky";
  let held = null;

  const lines = (range) => {
    const [first, last] = range.split("-").map(Number);
    const found = [];
    for (let no = first; no <= last; no += 1) {
      const line = document.getElementById(`L${no}`);
      if (line) found.push(line);
    }
    return found;
  };

  const show = (line) => {
    if (!line || !beside()) return;
    const top = line.offsetTop - source.offsetTop;
    if (top < source.scrollTop + 40 || top > source.scrollTop + source.clientHeight - 80) source.scrollTop = Math.max(0, top - source.clientHeight / 3);
  };

  const light = (found) => {
    document.querySelectorAll(".source-line.lit").forEach((line) => line.classList.remove("lit"));
    found.forEach((line) => line.classList.add("lit"));
    show(found[0]);
  };

  const passagesOf = (target) => {
    const own = target.closest("[data-lines]");
    if (own) return [own];
    const field = target.closest(".piece-field");
    return field ? [...field.querySelectorAll("[data-lines]")] : [];
  };

  const follow = (event) => {
    const found = passagesOf(event.target).flatMap((passage) => lines(passage.dataset.lines));
    if (found.length) light(found);
    const piece = event.target.closest(".read-piece");
    if (!piece) return;
    document.querySelectorAll(".source-line.of-entry").forEach((line) => line.classList.remove("of-entry"));
    document.querySelectorAll(`.source-line[data-ref="${CSS.escape(piece.dataset.ref)}"]`).forEach((line) => line.classList.add("of-entry"));
  };

  if (source) {
    document.addEventListener("mouseover", (event) => { if (!held) follow(event); });
    document.addEventListener("focusin", follow);
    document.addEventListener("click", (event) => {
      const passage = event.target.closest("[data-lines]");
      if (!passage || !beside()) return;
      event.preventDefault();
      held = held === passage ? null : passage;
      light(lines(passage.dataset.lines));
    });
  }

  /* Ticks */
  const ticks = [...document.querySelectorAll(".read-piece .tick")];
  const all = document.getElementById("tick-all");
  const label = document.querySelector(".tick-count");
  const count = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    ticks.forEach((tick) => tick.closest(".read-piece").classList.toggle("unticked", !tick.checked));
    document.querySelectorAll(".take-bar button[value=place], .take-bar button[value=pool], .take-bar button[value=issue]").forEach((button) => { button.disabled = !ticked; });
    if (!all) return;
    all.hidden = label.hidden = false;
    all.checked = ticked > 0;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
    label.textContent = label.dataset.of.replace("{count}", ticked);
  };
  if (all) all.addEventListener("change", () => { ticks.forEach((tick) => { tick.checked = all.checked; }); count(); });
  ticks.forEach((tick) => tick.addEventListener("change", count));
  count();
  window.addEventListener("pageshow", count);

  /* Fields */
  if (form) {
    form.addEventListener("change", (event) => {
      if (event.target.name && event.target.name.endsWith("-take")) {
        event.target.closest(".piece-field").classList.toggle("not-taken", !event.target.checked);
      }
      if (event.target.closest(".piece-field")) form.dataset.changed = "yes";
    });
    form.addEventListener("submit", () => { delete form.dataset.changed; });
    window.addEventListener("beforeunload", (event) => { if (form.dataset.changed) event.preventDefault(); });
  }

  /* Keys */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const here = document.activeElement.closest(".read-piece");
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const at = pieces.indexOf(here) + (key === "j" ? 1 : -1);
      const piece = pieces[Math.min(Math.max(at, 0), pieces.length - 1)];
      if (!piece) return;
      piece.tabIndex = -1;
      piece.focus({ preventScroll: true });
      piece.scrollIntoView({ block: "start" });
      show(document.querySelector(`.source-line[data-ref="${CSS.escape(piece.dataset.ref)}"]`));
    } else if (key === "x" && here) {
      const tick = here.querySelector(".tick");
      if (tick) tick.click();
    }
  });
});
