/**
 * Balance: how the owner's people spread over organisations, fields and communities, who starts, and how
 * far the people of the owner overlap. It speaks of balance, never of a total. More even is not better in
 * itself: it is more diverse, and diversity is what brings the new (Burt 1992; Granovetter 1973).
 *
 *     evenness = -sum p ln p / ln groups   (Shannon over its maximum, 0..1; 0 where there is one group or none)
 *
 * Communities: Louvain's (communities.ts). Over people with contact within two years or rated. Effective size and constraint: Burt 1992, over the
 * ties seen among them; absent where none was seen.
 */
import { dayMs } from "../prelude/time.ts";
import { organisationKeyOf } from "../graph/tie-graph.ts";
import { communities as communitiesOf } from "./communities.ts";
import { balanceConstants as c } from "./constants.ts";
import { burt } from "./reach.ts";
import type { Reason } from "./reason.ts";
import { reciprocity, type ReciprocityKind } from "./reciprocity.ts";
import { suggestibleTies } from "./suggestible.ts";
import type { Situation, Tie } from "./ties.ts";
import { topicsOf } from "./topics.ts";

export interface Spread {
  /** Largest first; shares sum to 1. A person in two fields counts in both. */
  readonly groups: readonly { readonly name: string; readonly people: number; readonly share: number }[];
  /** People of whom it isn't known. */
  readonly unknown: number;
  /** 0..1. */
  readonly evenness: number;
}

export interface Balance {
  readonly organisations: Spread;
  readonly fields: Spread;
  /** Of those who hang together; each goes by the name of its closest person. */
  readonly communities: Spread;
  readonly reciprocity: Readonly<Record<ReciprocityKind, number>>;
  /** Burt's, of the owner: low where others don't know each other. */
  readonly constraint?: number;
  readonly effectiveSize?: number;
  readonly notes: readonly Reason[];
}

export function balance(situation: Situation): Balance {
  const counted = suggestibleTies(situation).filter(({ person, lastContactMs }) =>
    person.rating !== undefined || (lastContactMs !== undefined && situation.nowMs - lastContactMs <= c.contactDaysMax * dayMs));
  const organisations = spread(counted, (tie) => organisationOf(situation, tie));
  const fields = spread(counted, fieldsOf);
  const communities = spread(counted, communityOf(situation, counted));
  const kinds = { mutual: 0, mostlyYou: 0, mostlyThem: 0, unknown: 0 };
  for (const tie of counted) kinds[reciprocity(tie).kind] += 1;
  const redundancy = burt(situation);
  return {
    organisations, fields, communities, reciprocity: kinds, ...(redundancy ? { constraint: redundancy.constraint, effectiveSize: redundancy.effectiveSize } : {}),
    notes: notesOn(counted, { organisations, fields, communities, reciprocity: kinds }),
  };
}

/** One group a tie belongs to: ties with one key are together, under a name most of them give it. */
interface Membership { readonly key: string; readonly name: string }

function organisationOf({ graph }: Situation, { person }: Tie): readonly Membership[] {
  const key = organisationKeyOf(graph, person.id);
  return key === undefined || person.organisation === undefined ? [] : [{ key, name: person.organisation }];
}

/** Communities over all that is known, told of those who count: each under the name of the closest among these. */
function communityOf(situation: Situation, counted: readonly Tie[]): (tie: Tie) => readonly Membership[] {
  const numbers = communitiesOf(situation);
  const closest = new Map<number, Tie>();
  for (const tie of counted) {
    const number = numbers.get(tie.person.id);
    const held = number === undefined ? undefined : closest.get(number);
    if (number !== undefined && (!held || tie.closeness > held.closeness || (tie.closeness === held.closeness && tie.person.id < held.person.id))) closest.set(number, tie);
  }
  return ({ person }) => {
    const number = numbers.get(person.id);
    return number === undefined ? [] : [{ key: String(number), name: closest.get(number)?.person.name ?? "" }];
  };
}

const fieldsOf = ({ person }: Tie): readonly Membership[] => topicsOf(person).filter(({ kind }) => kind === "field").map(({ key, text }) => ({ key, name: text }));

function spread(counted: readonly Tie[], groupsOf: (tie: Tie) => readonly Membership[]): Spread {
  const byKey = new Map<string, { people: number; readonly names: Map<string, number> }>();
  let unknown = 0;
  for (const tie of counted) {
    const memberships = groupsOf(tie);
    if (memberships.length === 0) unknown += 1;
    for (const { key, name } of memberships) {
      const group = byKey.get(key) ?? { people: 0, names: new Map<string, number>() };
      group.people += 1;
      group.names.set(name, (group.names.get(name) ?? 0) + 1);
      byKey.set(key, group);
    }
  }
  const all = [...byKey.values()].reduce((sum, { people }) => sum + people, 0);
  const groups = [...byKey.values()].map(({ people, names }) => ({ name: commonest(names), people, share: people / all }))
    .toSorted((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1));
  const entropy = groups.reduce((sum, { share }) => sum - share * Math.log(share), 0);
  return { groups, unknown, evenness: groups.length < 2 ? 0 : entropy / Math.log(groups.length) };
}

/** Of equally common names the first by letters, so that every device says the same. */
const commonest = (names: ReadonlyMap<string, number>): string => [...names].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))[0]?.[0] ?? "";

const spreads = ["organisations", "fields", "communities"] as const;

function notesOn(counted: readonly Tie[], { reciprocity: kinds, ...spreadOver }: Omit<Balance, "notes">): readonly Reason[] {
  const notes: Reason[] = [];
  if (counted.length < c.fewestPeople) return notes;
  for (const of of spreads) {
    const { groups, unknown } = spreadOver[of];
    const [largest] = groups;
    const known = counted.length - unknown;
    if (largest && known >= c.fewestPeople && largest.share >= c.concentratedShareMin) notes.push({ kind: "concentrated", of, name: largest.name, share: largest.share });
    if (unknown / counted.length >= c.unknownShareMin) notes.push({ kind: "mostlyUnknown", of, unknown, people: counted.length });
  }
  for (const { name } of spreadOver.fields.groups.filter(({ people }) => people === 1).slice(0, 2)) {
    const only = counted.find((tie) => fieldsOf(tie).some((field) => field.name === name));
    if (only && spreadOver.fields.groups.length > 1) notes.push({ kind: "onlyOneInField", field: name, person: { person: only.person.id, name: only.person.name } });
  }
  const known = counted.length - kinds.unknown;
  if (known >= c.fewestPeople && kinds.mostlyYou / known >= c.oneSidedShareMin) notes.push({ kind: "mostlyYouStart", people: kinds.mostlyYou, of: known });
  return notes;
}
