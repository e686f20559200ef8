/**
 * The ties: what the log says about the owner and each person, measured once per question. Every
 * insight starts here; nothing in it is stored.
 */
import type { TieGraph } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Network, Person } from "../projection/network.ts";
import { bond, distinctWeeks } from "./bond.ts";
import { quietFreshness } from "./constants.ts";
import { freshness, type Freshness } from "./freshness.ts";
import { pulse } from "./pulse.ts";
import type { Standing } from "./reason.ts";

export interface Tie {
  readonly person: Person;
  /** Ascending. */
  readonly timesMs: readonly number[];
  readonly lastContactMs?: number;
  readonly pulse?: number;
  readonly bond: number;
  /** 0..1 among the people ever in touch; 0 where never. */
  readonly bondPercentile: number;
  /** 0..1: the owner's rating where there is one, else the bond percentile. */
  readonly closeness: number;
  readonly weeks: number;
  readonly freshness?: Freshness;
  readonly standing: Standing;
  /** Contacts started by the owner and by the other; meetings count for both. */
  readonly outgoing: number;
  readonly incoming: number;
  /** True where the owner can write to them: connected, talked alone, or added by hand. */
  readonly direct: boolean;
}

/** What every insight is a function of. */
export interface Situation {
  readonly network: Network;
  readonly graph: TieGraph;
  readonly ties: ReadonlyMap<PersonId, Tie>;
  readonly nowMs: number;
}

/** A rating of 5 stands above every percentile, a rating of 1 near the bottom. */
const closenessOfRating = { 1: 0.1, 2: 0.35, 3: 0.6, 4: 0.85, 5: 1 } as const;

/** Measures every person who was not let go. */
export function measureTies(network: Network, nowMs: number): ReadonlyMap<PersonId, Tie> {
  const people = [...network.people.values()].filter(({ letGoAtMs }) => letGoAtMs === undefined);
  const bonds = new Map(people.map((person) => [person.id, bondWith(person)]));
  const percentileOf = percentiles([...bonds.values()].filter((value) => value > 0));
  return new Map(people.map((person) => {
    const value = bonds.get(person.id) ?? 0;
    return [person.id, measureTie(person, { nowMs, bond: value, bondPercentile: value > 0 ? percentileOf(value) : 0 })];
  }));
}

/** Those who meet are all in touch with each other; a text to a group of k is a k-th of one to each. */
const bondWith = ({ contacts }: Person): number =>
  bond(contacts.map(({ atMs }) => atMs), (index) => { const contact = contacts[index]; return !contact || contact.direction === "both" ? 1 : 1 / contact.groupSize; });

function measureTie(person: Person, { nowMs, bond: value, bondPercentile }: { readonly nowMs: number; readonly bond: number; readonly bondPercentile: number }): Tie {
  const timesMs = person.contacts.map(({ atMs }) => atMs);
  const lastContactMs = timesMs.at(-1);
  const beat = pulse(timesMs, nowMs);
  const fresh = freshness(timesMs, nowMs);
  return {
    person, timesMs, bond: value, bondPercentile,
    ...(lastContactMs === undefined ? {} : { lastContactMs }), ...(beat === undefined ? {} : { pulse: beat }), ...(fresh === undefined ? {} : { freshness: fresh }),
    closeness: person.rating ? closenessOfRating[person.rating.closeness] : bondPercentile,
    weeks: distinctWeeks(timesMs),
    standing: standingOf(beat, fresh),
    outgoing: person.contacts.filter(({ direction }) => direction !== "in").length,
    incoming: person.contacts.filter(({ direction }) => direction !== "out").length,
    direct: person.connectedAtMs !== undefined || person.addedByHand || person.contacts.some(({ groupSize }) => groupSize === 1),
  };
}

function standingOf(beat: number | undefined, fresh: Freshness | undefined): Standing {
  if (beat === undefined || fresh === undefined) return "unknown";
  if (fresh.gaps > quietFreshness) return "quiet";
  return beat >= 0.3 ? "warm" : "cooling";
}

/** The share of `values` below a value plus half of those equal to it (mid-rank), 0..1. */
function percentiles(values: readonly number[]): (value: number) => number {
  const sorted = Float64Array.from(values).toSorted();
  const below = (limit: number, orEqual: boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = sorted[middle] ?? 0;
      if (at < limit || (orEqual && at === limit)) low = middle + 1; else high = middle;
    }
    return low;
  };
  return (value) => (below(value, false) + below(value, true)) / 2 / Math.max(1, sorted.length);
}

/** Highest score first; ties by id, so that every device shows the same order. */
export const byScore = (a: { readonly person: PersonId; readonly score: number }, b: { readonly person: PersonId; readonly score: number }): number =>
  b.score - a.score || (a.person < b.person ? -1 : 1);
