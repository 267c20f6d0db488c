/** Says what is not yet sent from this tablet: in the rail (`[data-unsent]`) and in full on Today (`[data-outbox]`). */
import { onState } from "../offline/outbox.js";

const list = document.querySelector("[data-outbox]");
const rail = document.querySelector("[data-unsent]");

function show({ waiting, parked, held, online }) {
  if (list) list.replaceChildren(...lines({ waiting, parked, held, online }, list.dataset).map(item));
  if (!rail) return;
  rail.hidden = !(waiting || parked);
  rail.textContent = rail.dataset.say.replace("{n}", waiting + parked);
}

function lines({ waiting, parked, held, online }, say) {
  const own = waiting - held;
  return [
    !waiting && !parked && [say.sayAll, false],
    own > 0 && [say.sayWaiting.replace("{n}", own), true],
    own > 0 && !online && [say.sayOffline, false],
    held > 0 && [say.sayHeld.replace("{n}", held), false],
    parked > 0 && [say.sayParked.replace("{n}", parked), true],
  ].filter(Boolean);
}

function item([text, loud]) {
  const line = document.createElement("li");
  line.textContent = text;
  line.className = loud ? "" : "soft";
  return line;
}

onState(show);
