/** Return a promise's value, or null when it fails or takes longer than `most_ms`. */
export function within(most_ms, promise) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(most_ms, 2 ** 31 - 1), null);
    promise
      .catch(() => null)
      .then((value) => {
        clearTimeout(timer);
        resolve(value);
      });
  });
}
