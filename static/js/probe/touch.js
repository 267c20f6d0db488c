/**
 * Fingers and keys on the grid: a press acts on release within the target and 16 px around it; a bounce under 80 ms is one tap.
 * Arrows walk, Enter and Space tap, L asks for the last item.
 */
const AROUND_PX = 16;
const BOUNCE_MS = 80;

/** Call `act(button)` for every tap on a `selector` within `grid`. */
export function listenForTaps(grid, selector, act) {
  let pressed = null;
  let before = { button: null, at: -Infinity };

  const tap = (button, at) => {
    if (button === before.button && at - before.at < BOUNCE_MS) return;
    before = { button, at };
    act(button);
  };
  grid.addEventListener("pointerdown", (event) => {
    const button = event.target.closest(selector);
    if (!button || !event.isPrimary || event.button > 0) return;
    pressed = { button, id: event.pointerId };
    button.classList.add("pressed");
    if (event.pointerType === "mouse") button.setPointerCapture(event.pointerId); // a finger is captured anyway
  });
  const release = (event, within) => {
    if (pressed?.id !== event.pointerId) return;
    const { button } = pressed;
    pressed = null;
    button.classList.remove("pressed");
    if (within(button)) tap(button, event.timeStamp);
  };
  grid.addEventListener("pointerup", (event) => release(event, (button) => near(button, event)));
  grid.addEventListener("pointercancel", (event) => release(event, () => false));
  grid.addEventListener("click", (event) => {
    const button = event.target.closest(selector);
    if (button && event.detail === 0) tap(button, event.timeStamp); // keyboard, switch, screen reader
  });
}

function near(button, { clientX, clientY }) {
  const box = button.getBoundingClientRect();
  return (
    clientX >= box.left - AROUND_PX && clientX <= box.right + AROUND_PX &&
    clientY >= box.top - AROUND_PX && clientY <= box.bottom + AROUND_PX
  );
}

const STEPS = { ArrowRight: () => 1, ArrowLeft: () => -1, ArrowDown: (columns) => columns, ArrowUp: (columns) => -columns };

/** Let arrows walk over the cells of a grid, `columns()` to a row; only one of them is in the tab order. */
export function listenForKeys(grid, columns, askLast) {
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea")) return;
    if (event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey && !event.altKey) askLast();
  });
  grid.addEventListener("keydown", (event) => {
    if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
    const cell = event.target.closest("[data-item]");
    const step = STEPS[event.key]?.(columns());
    const next = cell && step && cell.closest("[data-grid]").querySelector(`[data-item="${Number(cell.dataset.item) + step}"]`);
    if (!next) return;
    event.preventDefault();
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
