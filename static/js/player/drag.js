/** Dragging, beside tapping and never instead of it: a tile follows the finger and drops into the nearest place. */
const FROM = 14; // px before a press becomes a drag
const NEAR = 48; // px around a place that still count

/** Let `tile` be dragged onto one of `places`; `drop(n)` tells which. */
export function draggable(tile, places, drop) {
  let start = null;

  const move = (event) => {
    if (event.pointerId !== start.pointerId) return;
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    if (!tile.classList.contains("dragged") && Math.hypot(x, y) < FROM) return;
    tile.classList.add("dragged");
    tile.style.translate = `${x}px ${y}px`;
  };
  const end = (event) => {
    if (event.pointerId !== start.pointerId) return;
    const dragged = tile.classList.contains("dragged") && event.type === "pointerup";
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    tile.classList.remove("dragged");
    tile.style.translate = "";
    start = null;
    if (dragged) place(event);
  };
  const place = ({ clientX, clientY }) => {
    const found = places.findIndex((one) => near(one.getBoundingClientRect(), clientX, clientY));
    if (found >= 0) drop(found);
  };

  tile.addEventListener("pointerdown", (event) => {
    if (start || event.button > 0) return;
    start = event;
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  });
}

function near(box, x, y) {
  return x >= box.left - NEAR && x <= box.right + NEAR && y >= box.top - NEAR && y <= box.bottom + NEAR;
}
