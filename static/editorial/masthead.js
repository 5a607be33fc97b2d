// A swatch beside the colour, which is a text by itself: empty means the colour of the design.
for (const text of document.querySelectorAll("input.colour")) {
  const swatch = document.createElement("input");
  swatch.type = "color";
  swatch.className = "swatch";
  swatch.setAttribute("aria-label", text.labels.length ? text.labels[0].textContent.replace(/[:：]\s*$/, "") : "");
  const show = () => {
    const known = /^#[0-9a-f]{6}$/i.test(text.value.trim());
    swatch.value = known ? text.value.trim().toLowerCase() : "#1f3a5f";
    swatch.classList.toggle("unset", !known);
  };
  text.addEventListener("input", show);
  swatch.addEventListener("input", () => {
    text.value = swatch.value;
    show();
  });
  show();
  text.after(" ", swatch);
}
