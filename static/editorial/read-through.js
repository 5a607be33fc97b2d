/* Reading a whole issue by keyboard: J and K move, S signs, R remarks; what was opened is counted and can be signed. */
"use strict";

(() => {
  const read = document.querySelector(".read");
  const bar = read.querySelector(".read-bar");
  const all = read.querySelector(".read-all");
  const said = read.querySelector(".read-said");
  const entries = [...read.querySelectorAll(".read-entry")];
  const opened = new Set();
  let at = -1;

  let hushed = null;
  const say = (text) => {
    said.textContent = text;
    clearTimeout(hushed);
    hushed = setTimeout(() => { said.textContent = ""; }, 8_000);
  };
  const placeOf = (key) => read.querySelector(`[data-place="${key}"]`);
  const token = (place) => `${place.dataset.place}:${place.dataset.digest}`;

  /* A part counts as opened when all its entries do, the issue when all of everything does. */
  const isOpened = (place) => {
    if (place.classList.contains("read-entry")) return opened.has(place);
    const within = place.classList.contains("read-part") ? [...place.querySelectorAll(".read-entry")] : entries;
    return within.length > 0 && within.every((entry) => opened.has(entry));
  };
  const footOf = (place) => [...place.querySelectorAll("[data-foot]")].at(-1);
  const buttonOf = (place, stage) => footOf(place).querySelector(stage ? `.sign[value="${stage}"]` : ".sign");
  const signable = (stage) => [...read.querySelectorAll("[data-place]")].filter((place) => buttonOf(place, stage) && isOpened(place));

  const count = () => {
    bar.querySelector("meter").value = opened.size;
    bar.querySelector("[data-progress]").textContent = read.dataset.opened.replace("{opened}", opened.size).replace("{count}", entries.length);
    for (const button of all.querySelectorAll("button")) {
      const ready = signable(button.value).length;
      button.querySelector(".read-count").textContent = ready;
      button.disabled = !ready;
    }
  };

  const open = (entry) => {
    if (opened.has(entry)) return;
    opened.add(entry);
    entry.classList.add("opened");
    count();
  };

  const go = (to) => {
    at = Math.max(0, Math.min(entries.length - 1, to));
    const entry = entries[at];
    if (!entry) return;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "start" });
    open(entry);
  };

  /* Where J and K go on from: the entry that has the focus, else the one that is being read. */
  const here = () => {
    const focused = document.activeElement && document.activeElement.closest(".read-entry");
    if (focused) return entries.indexOf(focused);
    const top = bar.getBoundingClientRect().bottom + 8;
    return at >= 0 ? at : entries.findIndex((entry) => entry.getBoundingClientRect().bottom > top) - 1;
  };

  const refused = (left) => {
    read.querySelectorAll(".read-refused").forEach((line) => { line.hidden = true; });
    for (const { key, reasons } of left) {
      const place = key && placeOf(key);
      if (!place) {
        say([said.textContent, ...reasons].join(" "));
        continue;
      }
      const line = [...place.querySelectorAll(".read-refused")].at(-1);
      line.textContent = reasons.join(" ");
      line.hidden = false;
    }
  };

  const sign = async (stage, places) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", all.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("stage", stage);
    for (const place of places) body.append("seen", token(place));
    read.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(read.dataset.sign, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const { said: sentence, left, feet } = await answer.json();
      const focused = document.activeElement && document.activeElement.closest("[data-place]");
      for (const [key, foot] of Object.entries(feet)) {
        const place = placeOf(key);
        if (place) footOf(place).innerHTML = foot;
      }
      if (focused && !focused.contains(document.activeElement)) focused.focus({ preventScroll: true });
      say(sentence);
      refused(left);
      for (const place of places) place.classList.toggle("signed", Boolean(footOf(place).querySelector(".mark.live")));
      count();
    } catch {
      say(read.dataset.unreached);
    } finally {
      read.removeAttribute("aria-busy");
    }
  };

  const signHere = () => {
    const place = document.activeElement && document.activeElement.closest("[data-place]") || entries[at];
    const button = place && buttonOf(place);
    if (button) sign(button.value, [place]);
    else say(read.dataset.nothing);
  };

  const dialog = read.querySelector(".read-dialog");
  let about = null;

  /* The words of the entry that are selected, to be quoted with the remark. */
  const passage = (entry) => {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return "";
    return entry.querySelector(".read-body").contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim().slice(0, 500) : "";
  };

  const remark = (entry) => {
    if (!dialog) {
      location.assign(entry.querySelector(".read-remark").href);
      return;
    }
    const form = dialog.querySelector("form");
    const quote = passage(entry);
    if (about !== entry) form.reset();
    about = entry;
    form.elements.entry.value = entry.dataset.place.replace("entry-", "");
    form.elements.passage.value = quote;
    dialog.querySelector("[data-about]").textContent = entry.querySelector("h4").textContent;
    dialog.querySelector("[data-quote]").textContent = quote;
    dialog.querySelector("[data-quote]").hidden = !quote;
    dialog.querySelector(".read-refused").hidden = true;
    dialog.showModal();
    form.elements.text.focus();
  };

  const remarkHere = () => {
    const entry = document.activeElement && document.activeElement.closest(".read-entry") || entries[at];
    if (entry) remark(entry);
  };

  /* A remark that was taken leads on to its thread; one that was not says why, and the sign-in page takes none. */
  const sendRemark = async (form) => {
    const refusal = dialog.querySelector(".read-refused");
    const told = (text) => { refusal.textContent = text; refusal.hidden = false; };
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok || !answer.redirected || answer.url.includes("/login/")) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const reasons = page.querySelector(".refusals");
        told(reasons ? reasons.textContent.trim() : read.dataset.untold);
        return;
      }
      form.reset();
      dialog.close();
      say(read.dataset.remarked);
      if (about) {
        const link = about.querySelector(".read-remark");
        const number = link.querySelector(".count") || link.insertBefore(document.createElement("span"), link.querySelector(".visually-hidden"));
        number.className = "count";
        number.textContent = Number(number.textContent) + 1;
      }
    } catch {
      told(read.dataset.untold);
    }
  };

  if (dialog) {
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { if (about) about.focus({ preventScroll: true }); });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      sendRemark(event.target);
    });
  }

  const keys = { j: () => go(here() + 1), k: () => go(here() - 1), s: signHere, r: remarkHere };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && event.key === "s") return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    const step = keys[event.key.toLowerCase()];
    if (!step) return;
    event.preventDefault();
    step();
  });

  bar.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) go(here() + Number(step.dataset.step));
  });
  read.addEventListener("submit", (event) => {
    const form = event.target;
    if (!event.submitter || !form.matches(".read-sign, .read-all")) return;
    event.preventDefault();
    const stage = event.submitter.value;
    sign(stage, form.matches(".read-all") ? signable(stage) : [form.closest("[data-place]")]);
  });
  // Focus that came in another way than by J and K counts all the same.
  read.addEventListener("focusin", (event) => {
    const entry = event.target.closest(".read-entry");
    if (!entry) return;
    at = entries.indexOf(entry);
    open(entry);
  });

  // Whoever scrolls has read an entry once its end came into view.
  const ends = new IntersectionObserver((seen) => {
    for (const each of seen) if (each.isIntersecting) open(each.target.closest(".read-entry"));
  }, { rootMargin: "0px 0px -10% 0px" });
  let scrolled = false;
  window.addEventListener("scroll", () => {
    if (scrolled) return;
    scrolled = true;
    entries.forEach((entry) => ends.observe(entry.querySelector(".read-foot")));
  }, { passive: true });

  bar.hidden = false;
  count();
})();
