/** The child's card: turns with the teacher's page while there is a network, by its arrows always. */
const FOLLOW_MS = 2000;
const sheets = [...document.querySelectorAll("[data-sheet]")];
const beads = [...document.querySelectorAll("[data-place] i")];
let at = Number(document.body.dataset.card);
let told = at; // what the teacher's page said last: only when it turns, the card turns too

function turn(to) {
  at = Math.min(Math.max(to, 0), sheets.length - 1);
  sheets.forEach((sheet, i) => (sheet.hidden = i !== at));
  beads.forEach((bead, i) => bead.classList.toggle("on", i === at));
  scrollTo(0, 0);
}

async function follow() {
  try {
    const answer = await fetch(document.body.dataset.state, { headers: { Accept: "application/json" } });
    const { part } = answer.ok ? await answer.json() : { part: told };
    if (part !== told) turn((told = part));
  } catch {
    // alone: the arrows are there
  }
  setTimeout(follow, FOLLOW_MS);
}

for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => turn(at + Number(button.dataset.step)));
turn(at);
setTimeout(follow, FOLLOW_MS);
navigator.wakeLock?.request("screen").catch(() => {});
