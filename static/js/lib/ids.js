/** Return a new UUID (version 4); `crypto.randomUUID` is missing on http pages that are not localhost, and on some files. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Return an address that was drawn with a placeholder where an id belongs, with the id. */
export const withId = (address, id) => address.replace("00000000-0000-0000-0000-000000000000", id);
