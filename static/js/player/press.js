/**
 * A press shows at once; the act happens on release within the target and 16 px around it.
 * Double prods within `gap_ms` count once. Keys and switches act through `click`.
 */
const AROUND = 16;
const GAP_MS = 350;

/** Call `act(event)` whenever `target` is pressed; returns a function that lets go of it. */
export function press(target, act, gap_ms = GAP_MS) {
  let last = -Infinity;
  let finger = null;

  const down = (event) => {
    if (finger !== null || dead(target) || event.button > 0) return;
    finger = event.pointerId;
    target.classList.add("down");
    addEventListener("pointerup", up);
    addEventListener("pointercancel", off);
  };
  const up = (event) => {
    if (event.pointerId !== finger) return;
    off(event);
    if (within(target.getBoundingClientRect(), event)) go(event);
  };
  const off = (event) => {
    if (event.pointerId !== finger) return;
    finger = null;
    target.classList.remove("down");
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", off);
  };
  const click = (event) => {
    event.preventDefault();
    if (event.detail === 0) go(event); // a key; a finger has been heard already
  };
  const go = (event) => {
    const now = performance.now();
    if (dead(target) || now - last < gap_ms) return;
    last = now;
    act(event);
  };

  target.addEventListener("pointerdown", down);
  target.addEventListener("click", click);
  return () => {
    target.removeEventListener("pointerdown", down);
    target.removeEventListener("click", click);
  };
}

/** Follow a link by the same rules, calling `before` first: only its `false` bars the way, not its failure. */
export function pressLink(link, before = () => {}) {
  press(link, async () => {
    let goes = true;
    try {
      goes = await before();
    } finally {
      if (goes !== false) location.href = link.href?.baseVal ?? link.href;
    }
  });
}

/** Call `act()` when `target` has been held down for a while; a key acts at once, a tap never. */
export function pressLong(target, act, held_ms = 1200) {
  let timer = 0;
  const off = () => clearTimeout(timer);
  target.addEventListener("pointerdown", () => {
    off();
    timer = setTimeout(act, held_ms);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) target.addEventListener(end, off);
  target.addEventListener("contextmenu", (event) => event.preventDefault());
  target.addEventListener("click", (event) => {
    event.preventDefault();
    if (event.detail === 0) act();
  });
}

function dead(target) {
  return target.disabled || target.getAttribute("aria-disabled") === "true";
}

function within(box, { clientX: x, clientY: y }) {
  return x >= box.left - AROUND && x <= box.right + AROUND && y >= box.top - AROUND && y <= box.bottom + AROUND;
}
