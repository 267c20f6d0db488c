/** Clips: what the class took along first; in parts where a part is asked for, as Safari does. */
export const CLIPS = "clips";
const PATHS = ["/audio/", "/clips/"];

export const isClip = (request, url) => request.method === "GET" && PATHS.some((path) => url.pathname.startsWith(path));

export async function fromClips(request) {
  const kept = await (await caches.open(CLIPS)).match(request.url, { ignoreVary: true });
  if (!kept) return fetch(request);
  const range = request.headers.get("Range");
  return range ? part(await kept.blob(), range) : kept;
}

/** Return the bytes a range asks for: 206, or 416 where there are none. */
export function part(whole, range) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (from === undefined || (from === "" && to === "")) return new Response(whole, { status: 200 });
  const first = from === "" ? Math.max(0, whole.size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? whole.size - 1 : Math.min(Number(to), whole.size - 1);
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  return new Response(whole.slice(first, last + 1, whole.type), {
    status: 206,
    headers: {
      "Content-Type": whole.type || "audio/mpeg",
      "Content-Length": String(last - first + 1),
      "Content-Range": `bytes ${first}-${last}/${whole.size}`,
      "Accept-Ranges": "bytes",
    },
  });
}
