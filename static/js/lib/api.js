/** JSON to and from the server, with the page's CSRF token; never throws for an answer, only for silence. */
import { page } from "./pages.js";

const TIMEOUT_MS = 15_000;
const TOKEN = 'meta[name="csrf-token"]';

/** Return this page's CSRF token. */
export function csrfToken() {
  return document.querySelector(TOKEN)?.content ?? "";
}

/** Take up the token of the session as it now is: someone may have signed in anew in another tab. Resolves to whether there is one. */
export async function renewToken() {
  const { found } = await page(location.href);
  const fresh = found?.querySelector(TOKEN)?.content;
  if (!fresh) return false;
  document.querySelector(TOKEN).content = fresh;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = fresh;
  return true;
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
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify(json),
      signal: stop.signal,
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } finally {
    clearTimeout(timer);
  }
}
