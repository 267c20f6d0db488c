/** Parts of a page made anew by the server: every `[data-part]` is replaced by its namesake of another answer. */

/** Return the page an address or an answer holds, or null when there is none to be had. */
export async function page(asked, options = {}) {
  try {
    const answer = await fetch(asked, { credentials: "same-origin", ...options });
    if (!answer.ok) return null;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.address = answer.url;
    return found.querySelector("[data-part]") ? found : null; // else it is the way in
  } catch {
    return null;
  }
}

/** Put the parts of that page in the place of this page's; what it told comes back. */
export function renew(found, names) {
  for (const name of names) {
    const [here, there] = [document, found].map((one) => one.querySelector(`[data-part="${name}"]`));
    if (here && there) here.replaceWith(document.adoptNode(there));
  }
  return found.querySelector(".said[role=status]")?.textContent ?? "";
}
