/** Throws on a broken invariant: a bug of ours, never bad input. `message` says what must hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Kith, broken invariant: ${message}`);
}
