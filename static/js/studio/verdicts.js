/** A verdict in place: the parts of the page it changes are made anew, a take beside them stays. */
import { page, renew } from "./parts.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-verdict]");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form);
  body.append(event.submitter.name, event.submitter.value);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const found = await page(form.action, { method: "POST", body });
  if (!found) return location.reload(); // the page as it now is, whatever became of the verdict
  const told = renew(found, ["rooms", "present", "versions", "waiting"]);
  const place = document.querySelector("[data-told]");
  if (place) place.textContent = told;
  document.querySelector("[data-part=versions], [data-part=waiting]")?.focus({ preventScroll: true });
});
