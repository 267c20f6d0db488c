/** A take on its way to the server; an answer is never thrown, only told. */
import { csrfToken, renewToken } from "./api.js";

const TIMEOUT_MS = 60_000; // a slow line and a megabyte
const SILENCE = { status: 0, body: null, sound: null };

/**
 * Send a form; resolves to {status, body, sound}: `body` is JSON or null, `sound` a Blob when audio came back.
 * Status 0: nobody answered. Status 401: someone has to sign in again.
 */
export async function post(path, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) form.append(name, value, value.name ?? "take");
    else if (value !== null && value !== undefined) form.append(name, value);
  }
  const answer = await send(path, form);
  if (answer.body?.reason !== "stale") return answer;
  return (await renewToken()) ? send(path, form) : SILENCE; // someone has signed in anew since the page was opened
}

async function send(path, form) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      redirect: "error",
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json, audio/mpeg" },
      body: form,
      signal: AbortSignal.timeout?.(TIMEOUT_MS),
    });
    const sound = answer.ok && answer.headers.get("Content-Type") === "audio/mpeg" ? await answer.blob() : null;
    return { status: answer.status, body: sound ? null : await answer.json().catch(() => null), sound };
  } catch {
    return SILENCE;
  }
}
