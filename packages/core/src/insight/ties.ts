/**
 * The ties: what the log says about the owner and each person. Every insight starts here; nothing in
 * it is stored.
 */
import type { TieGraph } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Network, Person } from "../projection/network.ts";
import type { Freshness } from "./freshness.ts";
import { MeasuredTie, type Yardstick } from "./measured-tie.ts";
import { createRanking } from "./ranking.ts";
import type { Standing } from "./reason.ts";

export interface Tie {
  readonly person: Person;
  /** Ascending. */
  readonly timesMs: readonly number[];
  readonly lastContactMs: number | undefined;
  /** Undefined where never in touch. */
  readonly pulse: number | undefined;
  readonly bond: number;
  /** 0..1 among the people ever in touch; 0 where never. */
  readonly bondPercentile: number;
  /** 0..1: the owner's rating where there is one, else the bond percentile. */
  readonly closeness: number;
  readonly weeks: number;
  readonly freshness: Freshness | undefined;
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

/** The ties of a network that moves on. */
export interface Ties {
  readonly byPerson: ReadonlyMap<PersonId, Tie>;
  /** From now on judged at this moment. */
  moveTo(nowMs: number): void;
  /** Measures these people again, as `network` shows them now: new ones come, those let go or gone leave. */
  measure(network: Network, people: Iterable<PersonId>): void;
}

/** Measures every person who was not let go. */
export function measureTies(network: Network, nowMs: number): Ties {
  const yardstick: Yardstick = { nowMs, bonds: createRanking([]) };
  const byPerson = new Map<PersonId, Tie>();
  for (const person of network.people.values()) if (person.letGoAtMs === undefined) byPerson.set(person.id, new MeasuredTie(person, yardstick));
  yardstick.bonds = createRanking([...byPerson.values()].map((tie) => tie.bond).filter((bond) => bond > 0));
  const { bonds } = yardstick;
  return {
    byPerson,
    moveTo(moment) { yardstick.nowMs = moment; },
    measure(changed, people) {
      for (const id of people) {
        const before = byPerson.get(id);
        if (before && before.bond > 0) bonds.remove(before.bond);
        const person = changed.people.get(id);
        if (!person || person.letGoAtMs !== undefined) {
          byPerson.delete(id);
          continue;
        }
        const tie = new MeasuredTie(person, yardstick);
        byPerson.set(id, tie);
        if (tie.bond > 0) bonds.add(tie.bond);
      }
    },
  };
}

/** Highest score first; ties by id, so that every device shows the same order. */
export const byScore = (a: { readonly person: PersonId; readonly score: number }, b: { readonly person: PersonId; readonly score: number }): number =>
  b.score - a.score || (a.person < b.person ? -1 : 1);
