/** A finger drawn across turns the page: `turn(1)` to the left, `turn(-1)` to the right. Beside a button, never instead. */
const FAR = 70; // px

export function swipe(target, turn) {
  let start = null;
  target.classList.add("swiped");
  target.addEventListener("pointerdown", (event) => (start ??= event));
  const end = (event) => {
    if (event.pointerId !== start?.pointerId) return;
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    start = null;
    if (event.type === "pointerup" && target.isConnected && Math.abs(x) > FAR && Math.abs(x) > 2 * Math.abs(y)) turn(x < 0 ? 1 : -1);
  };
  target.addEventListener("pointerup", end);
  target.addEventListener("pointercancel", end);
}
