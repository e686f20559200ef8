/** One person may have had several ids: each file that named them by another key gave one. */
import type { PersonId } from "../prelude/id.ts";
import type { Network } from "./network.ts";

/** All ids that are this person, whichever of them is given: the one they go by first, then those merged into it. */
export function idsOf({ merged }: Network, person: PersonId): readonly PersonId[] {
  const goesBy = merged.get(person) ?? person;
  return [goesBy, ...[...merged].flatMap(([from, into]) => (into === goesBy ? [from] : []))];
}
