/** The network while it is folded. A draft belongs to the fold that owns it; nobody else sees it change. */
import type { PersonId } from "../prelude/id.ts";
import type { Gathering, ImportRun, Network, Owner, Person } from "./network.ts";

type Draft<Value> = Value extends readonly (infer Item)[] ? Item[] : Value;
/** Without `readonly`, one level deep and in lists. */
export type Mutable<Shape> = { -readonly [Key in keyof Shape]: Draft<Shape[Key]> };
type MutableMap<Shape> = Shape extends ReadonlyMap<infer Key, infer Value> ? Map<Key, Value> : Shape;

export type PersonDraft = Mutable<Person>;
export type GatheringDraft = Mutable<Gathering>;

/** Everything of a network that the fold writes. Who goes by which id, and who is forgotten, is known before (`rulings.ts`). */
type Folded = Omit<Network, "owner" | "people" | "gatherings" | "imports" | "merged" | "forgotten">;

export interface NetworkDraft extends Readonly<{ [Key in keyof Folded]: MutableMap<Folded[Key]> }> {
  readonly owner: Mutable<Owner>;
  readonly people: Map<PersonId, PersonDraft>;
  /** People nobody named yet, or whose profile was undone: kept, nothing to show. */
  readonly nameless: Map<PersonId, PersonDraft>;
  readonly gatherings: Map<string, GatheringDraft>;
  readonly imports: ImportRun[];
}

export const emptyDraft = (): NetworkDraft => ({
  owner: { affiliations: [], activities: [] }, people: new Map(), nameless: new Map(), gatherings: new Map(), imports: [],
  circles: new Map(), goals: new Map(), commitments: new Map(), introductions: new Map(), opportunities: new Map(), assertedTies: new Map(), organisationAliases: new Map(),
});

/** The person, or a nameless one where a fact about them arrived before any that names them. */
export function personIn(draft: NetworkDraft, id: PersonId): PersonDraft {
  const held = draft.people.get(id) ?? draft.nameless.get(id);
  if (held) return held;
  const person: PersonDraft = {
    id, name: "", observedAtMs: Number.NEGATIVE_INFINITY, jobs: [], addedByHand: false, contacts: [], invitations: [], endorsements: [], recommendations: [], notes: [],
  };
  draft.nameless.set(id, person);
  return person;
}

/** Puts a person among the named or the nameless, as their name now says. */
export function place(draft: NetworkDraft, person: PersonDraft): void {
  const [from, to] = person.name === "" ? [draft.people, draft.nameless] : [draft.nameless, draft.people];
  if (from.delete(person.id)) to.set(person.id, person);
}

/** What is shown of a draft: one small object, whose maps are the draft's own. */
export function shown(draft: NetworkDraft, { merged, forgotten }: Pick<Network, "merged" | "forgotten">): Network {
  const { nameless: _, ...network } = draft;
  return { ...network, merged, forgotten };
}
