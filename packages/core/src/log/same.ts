type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is what another became in JSON: an absent field may be undefined, and -0 is 0. Runs for every event that is written. */
export function isSame(read: unknown, written: unknown): boolean {
  if (read === written) return true;
  if (typeof read !== "object" || typeof written !== "object" || read === null || written === null) return false;
  if (Array.isArray(read)) return Array.isArray(written) && read.length === written.length && read.every((value, index) => isSame(value, (written as readonly unknown[])[index]));
  if (Array.isArray(written)) return false;
  let left = Object.keys(read).length;
  for (const name of Object.keys(written)) {
    const value = (written as Fields)[name];
    if (value === undefined) continue;
    if (!Object.hasOwn(read, name) || !isSame((read as Fields)[name], value)) return false;
    left -= 1;
  }
  return left === 0;
}
