/* Keeps what is typed into an entry: at the desk while it answers, in this browser while it does not. */
"use strict";

(() => {
  const PAUSE = 3_000;
  const line = document.querySelector("[data-autosave]");
  const form = document.querySelector(".entry-form");
  if (!line || !form) return;

  const url = line.dataset.autosave;
  const key = `bulletin:autosave:${line.dataset.user}:${url}`;
  const local = document.querySelector(".autosave-local");
  let waits = "waits" in line.dataset;
  let timer = null;
  let keeping = null;
  let dirty = false;
  let sent = false;

  const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");
  const typed = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields.append(name, value);
    return fields;
  };
  // What tells one text from another; the version it was typed on does not.
  const essence = (fields) => {
    const plain = new URLSearchParams(fields);
    for (const name of ["version", "seen"]) plain.delete(name);
    return plain.toString();
  };
  const opened = essence(typed());

  const say = (text, link) => {
    line.textContent = text;
    line.classList.toggle("trouble", Boolean(link !== undefined));
    if (!link) return;
    const way = document.createElement("a");
    way.href = line.dataset.signInAt;
    way.target = "_blank";
    way.textContent = line.dataset.signIn;
    line.append(" ", way);
  };

  const store = (text, link = false) => {
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), posted: typed().toString() }));
      say(text, link);
    } catch {
      say(line.dataset.full, link);
    }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* A browser that keeps nothing has nothing to forget. */ } };
  const stored = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

  const post = (fields) => {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", tokens()[0].value);
    return fetch(url, { method: "POST", body, redirect: "manual", keepalive: body.toString().length < 60_000 });
  };

  // Signed in again in another tab, this page still holds the token of before: fetch the new one and try once more.
  const renewed = async () => {
    const answer = await fetch(url, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) return "out";
    const { token, user } = await answer.json();
    if (String(user) !== line.dataset.user) return "other";
    tokens().forEach((field) => { field.value = token; });
    return "";
  };

  /* Keep the form as it is now; answers whether the desk has it. */
  const keep = async () => {
    clearTimeout(timer);
    const fields = typed();
    try {
      let answer = await post(fields);
      if (!answer.ok) {
        const trouble = await renewed();
        if (trouble) {
          store(line.dataset[trouble], true);
          return false;
        }
        answer = await post(fields);
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const { at } = await answer.json();
      dirty = essence(typed()) !== essence(fields);
      forget();
      say(at ? line.dataset.kept.replace("{time}", at) : "");
      return true;
    } catch {
      store(line.dataset.unreached, false);
      return false;
    }
  };

  const soon = () => {
    if (waits || sent) return;
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => { keeping = keep(); }, PAUSE);
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Buttons of the editor change the body without any typing; what it writes when it starts is no change.
  const body = form.querySelector("textarea[name=body_html]");
  let last = null;
  if (body) {
    setInterval(() => {
      if (last !== null && body.value !== last) soon();
      last = body.value;
    }, 1_000);
  }

  // Saving asks first whether the desk would take it, so that a sign-in page never swallows what was typed.
  form.addEventListener("submit", (event) => {
    if (sent || waits || !(dirty || line.classList.contains("trouble"))) {
      sent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    Promise.resolve(keeping).then(keep).then((taken) => {
      if (!taken) return;
      sent = true;
      form.requestSubmit(button);
    });
  }, true);

  window.addEventListener("pagehide", () => {
    if (!dirty || sent || waits) return;
    const fields = typed();
    fields.set("csrfmiddlewaretoken", tokens()[0].value);
    navigator.sendBeacon(url, fields);
  });

  // What this browser kept is offered once the page is open again.
  const before = stored();
  if (before && essence(before.posted) === opened) forget();
  else if (before && local) {
    waits = true;
    local.hidden = false;
    local.querySelector(".autosave-when").textContent = new Date(before.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "short", timeStyle: "short" });
    local.querySelector(".autosave-restore").addEventListener("click", async () => {
      const answer = await post(before.posted);
      if (!answer.ok) return;
      forget();
      const here = new URL(location.href);
      here.searchParams.set("restore", "");
      location.assign(here);
    });
    local.querySelector(".autosave-forget").addEventListener("click", () => {
      forget();
      local.hidden = true;
      waits = "waits" in line.dataset;
    });
  }
})();
