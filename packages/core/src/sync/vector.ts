/** A vector says how far each writer's records are held, without holes: {writer: last seq}. */

/** Last seq by writer; a writer of whom nothing is held is absent. */
export type Vector = Readonly<Record<string, number>>;

/** The last seq held of `writer`, 0 for none. */
export const lastSeq = (vector: Vector, writer: string): number => (Object.hasOwn(vector, writer) ? (vector[writer] ?? 0) : 0);

/** The writers of whom `ahead` holds more than `behind`, in a fixed order. */
export const writersAhead = (ahead: Vector, behind: Vector): string[] =>
  Object.keys(ahead)
    .filter((writer) => lastSeq(ahead, writer) > lastSeq(behind, writer))
    .toSorted();

/** How many records `ahead` holds that `behind` lacks. */
export const recordsAhead = (ahead: Vector, behind: Vector): number =>
  writersAhead(ahead, behind).reduce((sum, writer) => sum + lastSeq(ahead, writer) - lastSeq(behind, writer), 0);
