/** Put the parts (`[data-part]`) of another page in the place of this page's; what that page told comes back. */
export function renew(found, names) {
  for (const name of names) {
    const [here, there] = [document, found].map((one) => one.querySelector(`[data-part="${name}"]`));
    if (here && there) here.replaceWith(document.adoptNode(there));
  }
  return found.querySelector(".said[role=status]")?.textContent ?? "";
}
