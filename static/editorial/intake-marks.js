/* Boundaries by hand: J and K go from line to line, one letter says what a line is. */
"use strict";

window.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".marking");
  const choices = [...form.querySelectorAll("select")];
  const keys = Object.fromEntries([...form.querySelectorAll("kbd[data-mark]")].map((each) => [each.textContent.toLowerCase(), each.dataset.mark]));
  const paint = (choice) => choice.closest("li").classList.toggle("marked", choice.value !== "");

  choices.forEach((choice) => choice.addEventListener("change", () => paint(choice)));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = choices.indexOf(document.activeElement);
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      const next = choices[Math.min(Math.max(at + (key === "j" ? 1 : -1), 0), choices.length - 1)];
      if (next) next.focus();
    } else if (at >= 0 && key in keys) {
      // The browser would look for an option that begins with the letter.
      event.preventDefault();
      choices[at].value = keys[key];
      paint(choices[at]);
    }
  });

  // What was left as it is need not be sent; a long document has many lines.
  form.addEventListener("submit", () => choices.forEach((choice) => { if (!choice.value) choice.disabled = true; }));
});
