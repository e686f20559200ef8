/** The questions a decision may ask about the present. The projection happens to answer them. */
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";

export interface Known {
  hasPerson(person: PersonId): boolean;
  hasEvent(event: EventId): boolean;
  hasImport(importId: ImportId): boolean;
  /** Of a circle, goal, introduction, commitment or opportunity. */
  hasPlan(plan: string): boolean;
  /** All ids that are this person: the one they go by first. */
  idsOf(person: PersonId): readonly PersonId[];
  /** Every id of everybody forgotten for good. */
  readonly forgotten: ReadonlySet<PersonId>;
}
