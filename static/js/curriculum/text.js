import "./kept.js";

/** The checked text: shows or hides the sounds under its words; the box says at once when a text is too long. */
const toggle = document.querySelector("[data-sounds]");
const passage = document.querySelector("[data-passage]");
const box = document.querySelector("textarea[data-most]");
const warning = document.querySelector("[data-long]");

toggle?.addEventListener("click", () => {
  const shown = passage.classList.toggle("sounded");
  toggle.setAttribute("aria-pressed", String(shown));
});

function measure() {
  const over = box.value.length - Number(box.dataset.most);
  warning.hidden = over <= 0;
  if (over <= 0) return;
  const say = { n: over.toLocaleString("en"), most: Number(box.dataset.most).toLocaleString("en") };
  warning.textContent = box.dataset.say.replace(/\{(\w+)\}/g, (_, name) => say[name]);
}

box?.addEventListener("input", measure);
if (box) measure();
