/**
 * Old versions are upcast on read, never rewritten: each step takes a type from one version to the
 * next. A step only fills in what the newer shape adds; the shape is checked after the last one.
 */
type Fields = Readonly<Record<string, unknown>>;

/** One step. It must not throw, whatever the fields hold. */
export type Upcast = (event: Fields) => Fields;

/** Type -> from version -> the step to the next. */
export type Upcasts = ReadonlyMap<string, ReadonlyMap<number, Upcast>>;

/** Every step there ever was. */
export const upcasts: Upcasts = new Map([
  // Before version 2 nobody was sought: who was added was known.
  ["PersonAdded", new Map<number, Upcast>([[1, (event) => ({ ...event, v: 2, relation: "known" })]])],
]);
