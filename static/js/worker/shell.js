/** The shell: the files of one build, and the few pages that are the same for everyone, kept under the build's name. */
import { keptPack } from "../offline/tablet.js";
import { within } from "./waiting.js";

const NAME = "shell ";
const AT_ONCE = 6;
const ALONE = new Set(["/offline", "/tablet"]);
const SOON_MS = 3000;

export const isFile = (request, url) => request.method === "GET" && url.pathname.startsWith("/static/");
export const isAlone = (request, url) => request.mode === "navigate" && ALONE.has(url.pathname);

/** Keep the whole shell of a build; rejects when any part of it cannot be had, and the old one stays in use. */
export async function fill(build, alone, files) {
  const cache = await caches.open(NAME + build);
  const addresses = [...alone, ...files.map(([address]) => address)];
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await several(addresses.filter((address) => ALONE.has(address) || !kept.has(address)), (address) => cache.add(address));
}

/** Keep more files of a build, such as the pictures of a pack; resolves to whether all are here. */
export async function fillMore(build, addresses) {
  const cache = await caches.open(NAME + build);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await several(addresses.filter((address) => !kept.has(address)), (address) => cache.add(address));
}

/** Let go of every shell but this build's, which is whole, and the one the kept pack was written for. */
export async function sweep(build) {
  const needed = new Set([NAME + build, NAME + (await keptPack())?.build]);
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME) && !needed.has(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

export async function fromShell(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Answer with a page of the shell: as the network has it now, else as it is kept. */
export async function openAlone(request, url) {
  const fresh = await within(SOON_MS, fetch(request));
  return fresh?.ok ? fresh : ((await caches.match(url.pathname, { ignoreVary: true })) ?? Response.error());
}

/** Do `act` for each of many, a few at a time. */
export async function several(many, act) {
  const waiting = [...many];
  const worker = async () => {
    while (waiting.length) await act(waiting.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
