/** A tablet that asks looks now and then whether the teacher has answered, and goes on to the wall by itself. */
const OFTEN_MS = 3000;
const SELDOM_MS = 15_000;
const EAGER_MS = 120_000; // the teacher is likely to stand beside it: after that, more seldom

const { state, wall } = document.querySelector("[data-state]").dataset;
const began = performance.now();
let timer = 0;

async function look() {
  clearTimeout(timer);
  let failed = false;
  if (!document.hidden) {
    try {
      const answer = await fetch(state, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).state !== "waiting") return location.replace(wall);
      failed = !answer.ok;
    } catch {
      failed = true; // no network just now: it goes on asking
    }
  }
  timer = setTimeout(look, failed || performance.now() - began > EAGER_MS ? SELDOM_MS : OFTEN_MS);
}

document.addEventListener("visibilitychange", () => document.hidden || look());
timer = setTimeout(look, OFTEN_MS);
