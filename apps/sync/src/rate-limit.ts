/**
 * Requests per member: a bucket of 200 that refills at 40 a second. Enough for a first sync at full
 * speed, too little to keep a vault busy for nothing. Asked only for names on the keyring, so there are
 * at most 65 buckets and a stranger empties none of the devices'. Eviction refills them, which is fine.
 */
const most = 200;
const perMs = 40 / 1000;

/** Fresh buckets: true where `member` may make one more request at `nowMs`. */
export function createRateLimits(): (member: string, nowMs: number) => boolean {
  const buckets = new Map<string, { left: number; atMs: number }>();
  return (member, nowMs) => {
    const bucket = buckets.get(member) ?? { left: most, atMs: nowMs };
    const left = Math.min(most, bucket.left + Math.max(0, nowMs - bucket.atMs) * perMs);
    buckets.set(member, { left: Math.max(0, left - 1), atMs: nowMs });
    return left >= 1;
  };
}
