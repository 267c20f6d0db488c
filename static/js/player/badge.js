/** Show your card to the camera: only where the tablet can read a QR by itself; nothing it sees leaves the tablet. */
import { drawing, html } from "./draw.js";
import { press } from "./press.js";

const LOOKS_MS = 200;
const WAITS_MS = 60_000; // then the camera goes off by itself

const button = document.querySelector("[data-badge]");

async function ready() {
  if (!button || !navigator.mediaDevices?.getUserMedia || !("BarcodeDetector" in globalThis)) return;
  if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return;
  button.hidden = false;
  press(button, look);
}

async function look() {
  let camera;
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } });
  } catch (error) {
    console.info("no camera:", error.name);
    button.hidden = true;
    return;
  }
  const video = html("video", { muted: true, playsinline: true });
  const close = html("button.tool", { "aria-label": button.dataset.close }, drawing("back"));
  const over = html("div.looking", { role: "dialog", "aria-label": button.getAttribute("aria-label") }, video, close);
  document.body.append(over);
  close.focus();
  video.srcObject = camera;
  let open = true;
  const off = () => {
    open = false;
    for (const track of camera.getTracks()) track.stop();
    over.remove();
  };
  press(close, off);
  setTimeout(off, WAITS_MS);
  video.play().catch(() => {}); // before its first picture nothing is found in it
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  while (open) {
    const found = await reader.detect(video).catch(() => []);
    const link = found.map(({ rawValue }) => badgeIn(rawValue)).find(Boolean);
    if (open && link) {
      off();
      location.href = link;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
  }
}

/** Return the path of a badge on this site: a card may have been printed under another name of it. */
function badgeIn(text) {
  try {
    const { pathname } = new URL(text);
    return /^\/badge\/[\w-]{24,64}$/.test(pathname) ? pathname : null;
  } catch {
    return null;
  }
}

ready().catch((error) => console.info("no badge reader:", error.message));
