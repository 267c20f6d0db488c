/** "That's not me": the first press shows the way back to the class wall, a second one takes it. */
import { csrfToken, renewToken } from "../lib/api.js";
import "./idle.js";
import { press } from "./press.js";

const SURE_FOR_MS = 4000;

for (const form of document.querySelectorAll("[data-not-me]")) {
  const button = form.querySelector("button");
  let timer = 0;
  press(button, async () => {
    if (button.classList.contains("sure")) {
      if (!csrfToken()) await renewToken(); // this page came from the tablet: it has none of its own
      return form.submit();
    }
    button.classList.add("sure");
    clearTimeout(timer);
    timer = setTimeout(() => button.classList.remove("sure"), SURE_FOR_MS);
  });
}
