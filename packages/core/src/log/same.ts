/** Whether a value is what another became in JSON: an absent field may be undefined, and -0 is 0. */
export function isSame(read: unknown, written: unknown): boolean {
  if (read === written) return true;
  if (typeof read !== "object" || typeof written !== "object" || read === null || written === null) return false;
  if (Array.isArray(read)) return Array.isArray(written) && read.length === written.length && read.every((value, index) => isSame(value, (written as readonly unknown[])[index]));
  if (Array.isArray(written)) return false;
  const fields = Object.entries(written).filter(([, value]) => value !== undefined);
  return Object.keys(read).length === fields.length && fields.every(([name, value]) => Object.hasOwn(read, name) && isSame((read as Readonly<Record<string, unknown>>)[name], value));
}
