/** How safe what is kept here is: whether the browser may throw it away, and whether the tablet is nearly full. */
const MB = 1e6;
const NEARLY = 0.9;
const LEAST_FREE_MB = 50;

/** Return {kept, nearlyFull, used_mb, all_mb}; asks the browser once more to keep everything. */
export async function space(storage = navigator.storage) {
  const kept = Boolean((await storage?.persisted?.()) || (await storage?.persist?.()));
  const { usage = 0, quota = Infinity } = (await storage?.estimate?.()) ?? {};
  const free_mb = (quota - usage) / MB;
  return { kept, nearlyFull: usage > NEARLY * quota || free_mb < LEAST_FREE_MB, used_mb: Math.round(usage / MB), all_mb: Math.round(quota / MB) };
}
