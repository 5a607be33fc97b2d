/* Small manners of the desk: a form that takes its time says so and cannot be sent twice; open menus close. */
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.busy || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const status = document.createElement("p");
  status.className = "busy";
  status.setAttribute("role", "status");
  form.append(status);
  status.textContent = form.dataset.busy;
  // Disabled only after the form was read, so that the pressed button is still sent.
  setTimeout(() => form.querySelectorAll("button").forEach((button) => { button.disabled = true; }), 0);
});

// A page taken from the browser's memory is as it was when it was left: make its forms usable again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".busy").forEach((status) => status.remove());
    form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
  });
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.desk-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.desk-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/* Entries chosen for one step: how many are ticked, and one box that ticks a whole section. */
function countPicked() {
  const boxes = [...document.querySelectorAll("input.pick")];
  const picked = boxes.filter((box) => box.checked).length;
  document.querySelectorAll(".picked").forEach((place) => {
    place.textContent = picked || "";
    place.closest(".bulk-bar").classList.toggle("has-picked", picked > 0);
  });
  document.querySelectorAll("[data-pick-all]").forEach((all) => {
    const mine = boxes.filter((box) => box.dataset.group === all.dataset.pickAll);
    const ticked = mine.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === mine.length;
    all.indeterminate = ticked > 0 && ticked < mine.length;
    all.closest(".pick-all").hidden = mine.length < 2;
  });
}

document.addEventListener("change", (event) => {
  const group = event.target.dataset && event.target.dataset.pickAll;
  if (group) {
    document.querySelectorAll(`input.pick[data-group="${group}"]`).forEach((box) => { box.checked = event.target.checked; });
  }
  if (group || event.target.matches("input.pick")) countPicked();
});

/* What a page says on arriving is read out too: a screen reader hears only what changes. */
window.addEventListener("DOMContentLoaded", () => {
  countPicked();
  const said = [...document.querySelectorAll("ul.messagelist li")].map((line) => line.textContent.trim());
  if (!said.length) return;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);
  setTimeout(() => { status.textContent = said.join(" "); }, 200);
});
