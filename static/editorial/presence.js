/* Who else has this page open: asked every few seconds, shown in a line, in nobody's way. */
"use strict";

(() => {
  const EVERY = 15_000;
  const STILL = 60_000;
  // Pages put new content in place of old: look for the line anew each time.
  const line = () => document.querySelector("[data-presence]");
  const said = () => document.querySelector("[data-presence-said]");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]");
  let touched = Date.now();
  let names = "";

  const beat = (leaving) => {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", token().value);
    if (line().dataset.entry) form.set("entry", line().dataset.entry);
    if (document.visibilityState === "visible" && Date.now() - touched < STILL) form.set("active", "on");
    if (leaving) form.set("leaving", "on");
    return form;
  };

  const person = (here) => {
    const row = document.createElement("li");
    row.className = here.active ? "present active" : "present";
    row.title = [here.state, here.place].filter(Boolean).join(" · ");
    const face = document.createElement("span");
    face.className = "face";
    face.setAttribute("aria-hidden", "true");
    face.textContent = [...here.name][0];
    const words = document.createElement("span");
    words.textContent = here.name;
    const state = document.createElement("small");
    state.textContent = here.place ? `${here.state} · ${here.place}` : here.state;
    row.append(face, words, state);
    return row;
  };

  const show = (here) => {
    const present = line();
    if (!present) return;
    present.hidden = !here.length;
    present.querySelector(".presence-people").replaceChildren(...here.map(person));
    const now = here.map((each) => each.name).join(", ");
    if (now === names) return;
    // Spoken only when somebody comes or goes, not each time that a hand rests.
    said().textContent = now ? present.dataset.came.replace("{names}", now) : present.dataset.alone;
    names = now;
  };

  const ask = async () => {
    if (!line() || !token()) return;
    try {
      const answer = await fetch(line().dataset.presence, { method: "POST", body: beat(false), redirect: "manual" });
      if (answer.ok) show((await answer.json()).here);
    } catch {
      // The line is information; without an answer it stays as it was until the next one.
    }
  };

  for (const event of ["pointerdown", "keydown", "input", "scroll"]) {
    document.addEventListener(event, () => { touched = Date.now(); }, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ask(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  window.addEventListener("pagehide", () => { if (line() && token()) navigator.sendBeacon(line().dataset.presence, beat(true)); });
  setInterval(ask, EVERY);
  ask();
})();
