/** The page of one recording: turns to the next line without asking for the microphone again, and keeps what is unsaved. */
import { page } from "../lib/pages.js";
import "./listening.js";
import { renew } from "./parts.js";
import { recorder } from "./recorder.js";
import "./verdicts.js";

let current = mount();

function mount() {
  const root = document.querySelector("[data-recorder]");
  return root ? recorder(root) : null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-turn]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  turn(link);
});

async function turn(link) {
  const asks = document.querySelector("[data-leave]")?.dataset.leave;
  if (current?.unsaved() && !confirm(asks)) return;
  const { address, found } = await page(link.href);
  if (!found?.querySelector("[data-part=line]")) return location.assign(link.href);
  current?.leave();
  renew(found, ["rooms", "line"]);
  document.title = found.title;
  history.pushState(null, "", address);
  scrollTo(0, 0);
  current = mount();
  document.querySelector("[data-part=line] h1")?.focus({ preventScroll: true });
}

addEventListener("popstate", () => location.reload());
addEventListener("beforeunload", (event) => {
  if (current?.unsaved()) event.preventDefault();
});
