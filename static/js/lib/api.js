/** JSON to and from the server, with the page's CSRF token; never throws for an answer, only for silence. */

const TIMEOUT_MS = 15_000;

/** Return this page's CSRF token. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/**
 * Send JSON and return {status, body}; body is null when the answer holds no JSON.
 *
 * @throws {Error} when nobody answers in time
 */
export async function send(method, path, json) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify(json),
      signal: stop.signal,
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } finally {
    clearTimeout(timer);
  }
}
