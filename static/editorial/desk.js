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
