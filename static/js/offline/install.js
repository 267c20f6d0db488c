/** On every page of a child: sends what waits, notes who sits here, installs what works alone, looks after the pack. */
import "./outbox.js";
import { sit } from "./tablet.js";

const QUIET_MS = 1500; // the page itself comes first

const { child, proof } = document.body.dataset;
if (child && proof) sit(child, proof);

async function prepare() {
  await navigator.serviceWorker
    ?.register("/sw.js", { type: "module" })
    .catch((error) => console.info("not installed:", error.message)); // such as by http from another machine
  if (document.getElementById("stage")) return; // a lesson has the line to itself
  const { refresh } = await import("./pack.js");
  await refresh(document.body.dataset.class);
}

if (document.readyState === "complete") setTimeout(prepare, QUIET_MS);
else addEventListener("load", () => setTimeout(prepare, QUIET_MS));
