/* A large document is read while its page is open: how long it takes is told, and the reading comes when it is there. */
"use strict";

window.addEventListener("DOMContentLoaded", async () => {
  const form = document.querySelector(".intake-wait form");
  const line = form.querySelector(".progress-line");
  const said = line.querySelector("[data-said]");
  const refused = form.querySelector(".refusals");
  const began = Date.now();
  const tell = () => { said.textContent = said.dataset.said.replace("{seconds}", Math.round((Date.now() - began) / 1000)); };
  form.querySelector(".steps").hidden = true;
  line.hidden = false;
  document.querySelector("[data-stage]").setAttribute("aria-current", "step");
  tell();
  const clock = setInterval(tell, 1000);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const outcome = await answer.json();
    if (answer.ok) {
      location.reload();
      return;
    }
    refused.textContent = outcome.reasons.join(" ");
  } catch {
    refused.textContent = refused.dataset.unreached;
  }
  clearInterval(clock);
  line.hidden = true;
  refused.hidden = false;
  form.querySelector(".steps").hidden = false;
});
