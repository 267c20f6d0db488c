/** A verdict in place: the parts of the page it changes are made anew, a take beside them stays. */
import { renewToken } from "../lib/api.js";
import { page } from "../lib/pages.js";
import { renew } from "./parts.js";

const UNSAVED = "[data-recorder]:not([data-state=empty], [data-state=saved])";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-verdict]");
  if (!form) return;
  event.preventDefault();
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  let answer = await send(form, event.submitter);
  if (answer.status === 400 && (await renewToken())) answer = await send(form, event.submitter);
  if (answer.found?.querySelector("[data-part]")) return show(answer.found);
  if (answer.status && !document.querySelector(UNSAVED)) return location.reload(); // the page as it now is, or the way in
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  tell((place) => place.dataset.sayUnsent);
});

function send(form, { name, value }) {
  const body = new FormData(form);
  body.append(name, value);
  return page(form.action, { method: "POST", body });
}

function show(found) {
  const told = renew(found, ["rooms", "present", "versions", "waiting"]);
  tell(() => told);
  document.querySelector("[data-part=versions], [data-part=waiting]")?.focus({ preventScroll: true });
}

function tell(words) {
  const place = document.querySelector("[data-told]");
  if (place) place.textContent = words(place);
}
