/**
 * Where there is no evidence of a path: who on the owner's side is closest, as data with reasons, so that
 * the owner knows whom to ask what. People the owner can write to who were named with the organisation, were there
 * earlier, share a circle or a field with the person; and the owner's own time there. Closeness of
 * subject, not of people: no tie is claimed. Empty is a legal answer.
 */
import { foldName } from "../event/person-key.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Owner, Person } from "../projection/network.ts";
import { namedBeside, type NamedAt } from "./named-at.ts";
import { maySuggest } from "./suggestible.ts";
import { ownStrength } from "./tie-strength.ts";
import { byScore, type Situation } from "./ties.ts";

export type NearReason =
  | NamedAt
  /** They list it today. */
  | { readonly kind: "listedAt"; readonly organisation: string }
  /** An earlier export showed them there. */
  | { readonly kind: "earlierAt"; readonly organisation: string; readonly sinceMs: number }
  | { readonly kind: "sameCircle"; readonly name: string }
  /** The owner noted the same field, skill or interest of both. */
  | { readonly kind: "sameField"; readonly text: string };

export interface NearPerson { readonly person: PersonId; readonly score: number; readonly reasons: readonly NearReason[] }

export interface Nearest {
  /** Strongest reasons times the owner's own tie; at most five. */
  readonly people: readonly NearPerson[];
  /** Where the owner was or is too. */
  readonly own: Owner["affiliations"];
}

export type Sought = { readonly kind: "person"; readonly person: PersonId } | { readonly kind: "organisation"; readonly name: string };

const peopleMax = 5;
const weights: Readonly<Record<NearReason["kind"], number>> = { listedAt: 1, earlierAt: 0.8, namedAt: 0.6, sameCircle: 0.5, sameField: 0.3 };

export function nearest(situation: Situation, sought: Sought): Nearest {
  const { network, ties, graph } = situation;
  const { keyOf, sharedKeyOf } = graph.organisations;
  const target = sought.kind === "person" ? network.people.get(sought.person) : undefined;
  const places = sought.kind === "organisation" ? [sought.name] : target ? [target.organisation, ...target.jobs.map(({ organisation }) => organisation)] : [];
  const keys = new Set(places.flatMap((name) => sharedKeyOf(name) ?? []));
  const about = target ? fieldsOf(target) : new Map<string, string>();
  const people = [...ties.values()].flatMap((tie): readonly NearPerson[] => {
    const { person } = tie;
    const own = ownStrength(tie);
    if (own === 0 || person.id === target?.id || !maySuggest(person)) return [];
    const reasons = [...reasonsOfPlace(situation, person, keys), ...(target ? reasonsInCommon(situation, [person, target], about) : [])];
    return reasons.length === 0 ? [] : [{ person: person.id, reasons, score: own * reasons.reduce((sum, { kind }) => sum + weights[kind], 0) }];
  });
  return { people: people.toSorted(byScore).slice(0, peopleMax), own: network.owner.affiliations.filter(({ organisation }) => keys.has(keyOf(organisation))) };
}

/** What binds a person to one of these organisations, one reason each. */
function reasonsOfPlace(situation: Situation, person: Person, keys: ReadonlySet<string>): readonly NearReason[] {
  const { keyOf } = situation.graph.organisations;
  return [...keys].flatMap((key): readonly NearReason[] => {
    if (person.organisation !== undefined && keyOf(person.organisation) === key) return [{ kind: "listedAt", organisation: person.organisation }];
    const job = person.jobs.findLast(({ organisation }) => organisation !== undefined && keyOf(organisation) === key);
    if (job?.organisation !== undefined) return [{ kind: "earlierAt", organisation: job.organisation, sinceMs: job.sinceMs }];
    const named = namedBeside(situation).get(key)?.get(person.id);
    return named ? [named] : [];
  });
}

function reasonsInCommon({ network }: Situation, [person, target]: readonly [Person, Person], about: ReadonlyMap<string, string>): readonly NearReason[] {
  const circles = (person.circles ?? []).filter((circle) => target.circles?.includes(circle)).flatMap((circle): readonly NearReason[] => { const name = network.circles.get(circle)?.name; return name === undefined ? [] : [{ kind: "sameCircle", name }]; });
  const fields = [...fieldsOf(person).keys()].flatMap((field): readonly NearReason[] => { const text = about.get(field); return text === undefined ? [] : [{ kind: "sameField", text }]; });
  return [...circles, ...fields];
}

const fieldKinds: ReadonlySet<string> = new Set(["field", "skill", "interest"]);

/** By the folded text, as the owner wrote it. */
const fieldsOf = ({ traits }: Person): ReadonlyMap<string, string> => new Map((traits ?? []).filter(({ trait }) => fieldKinds.has(trait)).map(({ text }) => [foldName(text), text]));
