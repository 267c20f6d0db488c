/** Pages, or parts of them, asked for without leaving this one; an answer is never thrown, only told. */

/**
 * Ask for a page; resolves to {status, address, moved, found}: `found` is its document, null where there is none to be had.
 * Status 0: nobody answered. `moved`: another address answered, such as the way in.
 */
export async function page(asked, options = {}) {
  try {
    const answer = await fetch(asked, { credentials: "same-origin", ...options });
    const found = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    return { status: answer.status, address: answer.url, moved: answer.redirected, found };
  } catch {
    return { status: 0, address: "", moved: false, found: null };
  }
}
