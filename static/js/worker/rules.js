/**
 * The service worker is a list of rules. The first that fits a request answers it; what none fits (the API, the desk, the way
 * in) goes to the network as if there were no worker, and is never kept.
 */
import { fromClips, isClip } from "./clips.js";
import { fromChild, isChild, isLeaving, leave } from "./pages.js";
import { fill, fromShell, isAlone, isFile, openAlone, sweep } from "./shell.js";
import { fromTest, isTest } from "./tests.js";

const RULES = [
  [isFile, fromShell], // files of a build: never change under their address
  [isClip, fromClips], // clips: named by their content
  [isChild, fromChild], // a child's pages: the network first, soon what this tablet keeps
  [isLeaving, leave], // "that's not me" works alone too
  [isTest, fromTest], // a test under way: as the page itself has kept it
  [isAlone, openAlone], // pages that say nothing of anyone
];

/** Begin, for this build; `alone` and `files` ([address, bytes]) are what the shell holds. */
export function serve(build, alone, files) {
  addEventListener("install", (event) => event.waitUntil(fill(build, alone, files).then(() => skipWaiting())));
  addEventListener("activate", (event) => event.waitUntil(sweep(build).then(() => clients.claim())));
  addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (url.origin !== location.origin) return;
    const [, answer] = RULES.find(([fits]) => fits(event.request, url)) ?? [];
    if (answer) event.respondWith(answer(event.request, url));
  });
}
