/* Counts down to the hour of a scheduled release; without it the page says how long it is as of its loading. */
"use strict";

(() => {
  const times = [...document.querySelectorAll("time.countdown")].filter((time) => new Date(time.dateTime) > Date.now());
  const two = (number) => String(number).padStart(2, "0");
  const left = (seconds) => [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  const tick = () => {
    times.forEach((time) => {
      const seconds = Math.ceil((new Date(time.dateTime) - Date.now()) / 1000);
      // A day or more ahead, the words of the page are easier to read than a clock.
      if (seconds >= 86400) return;
      time.textContent = seconds > 0 ? left(seconds) : time.dataset.due;
      // Once, a moment after the hour, to show what became of it; a page loaded after the hour does not count.
      if (seconds === -4) location.reload();
    });
  };
  if (times.length) setInterval(tick, 1000);
})();
