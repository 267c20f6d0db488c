/** The ear of a page before the lesson: it says whose page this is, if it knows, and says and shows what to do. */
import { html } from "./draw.js";
import { press } from "./press.js";
import { play, unlock } from "./sound.js";
import { show } from "./tell.js";

for (const button of document.querySelectorAll("[data-told]")) {
  button.hidden = false;
  press(button, () => explain(button.dataset));
}

async function explain({ told, name, skip }) {
  await unlock();
  if (name) await play({ url: name });
  const over = html("div.over-all");
  await show(JSON.parse(told), skip, (demo) => {
    over.append(demo);
    document.body.append(over);
  });
  over.remove();
}
