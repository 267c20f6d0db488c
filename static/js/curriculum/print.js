/** Prints the page, and shows other cards as soon as another choice is made. */
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());

const chooser = document.querySelector("[data-chooser]");
chooser?.addEventListener("change", () => chooser.requestSubmit?.());
