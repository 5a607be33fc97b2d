/* Moving entries in the outline by dragging their handle or by the arrow keys on it; the server decides and answers
   with the page as it now is. Without this file the same moves are buttons. */
"use strict";

let dragged = null;
let moving = false;

const issue = () => document.getElementById("issue");
const lineOf = (node) => node.closest && node.closest(".entry-line");
const linesOf = (list) => [...list.querySelectorAll(".entry-line")].filter((line) => line !== dragged);

async function move(to) {
  const form = document.getElementById("move");
  if (moving || !form || !to) return;
  moving = true;
  announce(issue().dataset.moving);
  const sending = new FormData(form);
  sending.set("to", to);
  try {
    const answer = await fetch(form.action, { method: "POST", body: sending });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.text(), to.split(".")[0]);
  } catch {
    location.reload();
  } finally {
    moving = false;
  }
}

/* Put the answered page in place of this one, and the focus back on the entry that moved. */
function show(text, entry) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.getElementById("content-start").replaceChildren(...page.getElementById("content-start").childNodes);
  const line = document.getElementById(`entry-${entry}`);
  const refusal = document.querySelector(".messagelist .error");
  if (line) line.querySelector(".handle").focus();
  if (refusal) announce(refusal.textContent.trim());
  else if (line) announce(sentence(line));
}

function sentence(line) {
  const number = line.querySelector(".number").textContent.trim();
  return issue().dataset.moved.replace("{number}", number).replace("{section}", line.parentElement.dataset.name);
}

function announce(text) {
  document.getElementById("announcement").textContent = text;
}

function clearMarks() {
  document.querySelectorAll(".drop-before, .drop-end").forEach((node) => node.classList.remove("drop-before", "drop-end"));
}

/* The place from 1 that the pointer asks for among the other entries of a list. */
function placeIn(list, y) {
  const lines = linesOf(list);
  const at = lines.findIndex((line) => {
    const box = line.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at === -1 ? lines.length + 1 : at + 1;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[form=move]");
  if (!button) return;
  event.preventDefault();
  move(button.value);
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: ".up", ArrowDown: ".down" }[event.key];
  const line = step && lineOf(event.target);
  if (!line || !(event.altKey || event.target.matches(".handle"))) return;
  event.preventDefault();
  const button = line.querySelector(step);
  if (button && !button.disabled) move(button.value);
});

document.addEventListener("dragstart", (event) => {
  if (!event.target.matches || !event.target.matches(".handle")) return;
  dragged = lineOf(event.target);
  dragged.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.entry);
  event.dataTransfer.setDragImage(dragged, 12, 12);
});

document.addEventListener("dragover", (event) => {
  const list = dragged && event.target.closest && event.target.closest("ol.entries");
  if (!list) return;
  event.preventDefault();
  clearMarks();
  const line = linesOf(list)[placeIn(list, event.clientY) - 1];
  if (line) line.classList.add("drop-before");
  else list.classList.add("drop-end");
});

document.addEventListener("drop", (event) => {
  const list = dragged && event.target.closest && event.target.closest("ol.entries");
  if (!list) return;
  event.preventDefault();
  move([dragged.dataset.entry, list.dataset.section, placeIn(list, event.clientY)].join("."));
});

document.addEventListener("dragend", () => {
  clearMarks();
  if (dragged) dragged.classList.remove("dragged");
  dragged = null;
});
