/** "That's not me": the first press shows the way back to the class wall, a second one takes it. */
import "./idle.js";
import { press } from "./press.js";

const SURE_FOR_MS = 4000;

for (const form of document.querySelectorAll("[data-not-me]")) {
  const button = form.querySelector("button");
  let timer = 0;
  press(button, () => {
    if (button.classList.contains("sure")) return form.submit();
    button.classList.add("sure");
    clearTimeout(timer);
    timer = setTimeout(() => button.classList.remove("sure"), SURE_FOR_MS);
  });
}
