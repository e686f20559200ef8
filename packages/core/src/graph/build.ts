/** Builds the graph from a network: a whole rebuild, when an insight asks and something it shows has changed. */
import type { Network } from "../projection/network.ts";
import { organisationsOf } from "./organisations.ts";
import { rowsOf } from "./rows.ts";
import { pairKey, type Affiliation, type PairEvidence, type SharedThread, type TieGraph } from "./tie-graph.ts";

/** Above this many people a gathering says little about any two of them: it becomes an affiliation. */
const gatheringCliqueMax = 12;

export function buildGraph(network: Network): TieGraph {
  const present = [...network.people.values()].filter(({ letGoAtMs }) => letGoAtMs === undefined);
  const people = present.map(({ id }) => id).toSorted();
  const numberOf = new Map(people.map((person, number) => [person, number]));
  const organisations = organisationsOf(network);
  const employers = new Map<string, { readonly key: string; readonly name: string; readonly members: number[] }>();
  for (const { id, organisation } of present) {
    const key = organisations.sharedKeyOf(organisation);
    if (key === undefined || organisation === undefined) continue;
    const held = employers.get(key);
    const number = numberOf.get(id) ?? 0;
    if (held) held.members.push(number); else employers.set(key, { key, name: organisation, members: [number] });
  }
  const pairs = createPairs(people.length);
  const crowds: { readonly thread: string; readonly members: readonly number[] }[] = [];
  for (const { thread, people: met, messages, lastAtMs } of network.gatherings.values()) {
    const members = met.flatMap((person) => numberOf.get(person) ?? []);
    if (members.length > gatheringCliqueMax) crowds.push({ thread, members });
    else if (members.length > 1) pairs.see(members, { thread, messages, size: members.length, lastAtMs });
  }
  for (const { between: [one, other], knows, atMs } of network.assertedTies.values()) {
    const [a, b] = [numberOf.get(one), numberOf.get(other)];
    // The owner's word beats every sight: who doesn't know whom has no tie.
    if (a !== undefined && b !== undefined) pairs.say(a, b, knows ? atMs : undefined);
  }
  const affiliations: readonly Affiliation[] = [
    ...[...employers.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((employer) => ({ kind: "organisation" as const, ...employer, members: Int32Array.from(employer.members).toSorted() })),
    ...crowds.toSorted((a, b) => (a.thread < b.thread ? -1 : 1)).map(({ thread, members }) => ({ kind: "gathering" as const, thread, members: Int32Array.from(members).toSorted() })),
  ];
  return {
    people, numberOf, ...pairs.laidOut(), affiliations, affiliationsOf: affiliationsOf(affiliations, people.length), organisations,
    organisationPlaces: new Map(affiliations.flatMap((affiliation, place) => (affiliation.kind === "organisation" ? [[affiliation.key, place] as const] : []))),
    denied: new Set([...network.assertedTies.values()].filter(({ knows }) => !knows).map(({ between: [a, b] }): string => pairKey(a, b))),
  };
}

function affiliationsOf(affiliations: readonly Affiliation[], size: number): readonly (readonly number[])[] {
  const places: number[][] = Array.from({ length: size }, () => []);
  for (const [place, { members }] of affiliations.entries()) for (const member of members) places[member]?.push(place);
  return places;
}

/** Ties of two people by number, as they are gathered. A pair is one number: a million of them as texts would take longer than all the rest. */
interface Pairs {
  see(members: readonly number[], shared: SharedThread): void;
  /** The two know each other, as said at that moment; undefined: they don't. */
  say(a: number, b: number, assertedAtMs: number | undefined): void;
  laidOut(): Pick<TieGraph, "starts" | "neighbours" | "edges" | "evidence">;
}

function createPairs(size: number): Pairs {
  const held = new Map<number, { assertedAtMs: number | undefined; readonly shared: SharedThread[] }>();
  const pairOf = (a: number, b: number): number => (a < b ? a * size + b : b * size + a);
  return {
    see(members, shared) {
      for (let index = 0; index < members.length; index += 1) {
        for (let next = index + 1; next < members.length; next += 1) {
          const pair = pairOf(members[index] ?? 0, members[next] ?? 0);
          const evidence = held.get(pair);
          if (evidence) evidence.shared.push(shared); else held.set(pair, { assertedAtMs: undefined, shared: [shared] });
        }
      }
    },
    say(a, b, assertedAtMs) {
      if (assertedAtMs === undefined) held.delete(pairOf(a, b));
      else held.set(pairOf(a, b), { assertedAtMs, shared: held.get(pairOf(a, b))?.shared ?? [] });
    },
    laidOut() {
      const ends = new Int32Array(2 * held.size);
      let edge = 0;
      for (const pair of held.keys()) {
        ends[2 * edge] = Math.floor(pair / size);
        ends[2 * edge + 1] = pair % size;
        edge += 1;
      }
      return { ...rowsOf(ends, size), evidence: Array.from(held.values(), (evidence): PairEvidence => { inOrder(evidence.shared); return evidence; }) };
    },
  };
}

/** The newest first, in one order on every device: strengths are products, and products hang on their order. */
function inOrder(shared: SharedThread[]): void {
  if (shared.length > 1) shared.sort((a, b) => b.lastAtMs - a.lastAtMs || (a.thread < b.thread ? -1 : 1));
}
