/**
 * One tie, measured. What the log alone says is measured once; what time or the others move (pulse,
 * freshness, the percentile) is worked out when it is asked for, so that a minute passed or one
 * contact more costs nobody else anything.
 */
import type { Contact, Person } from "../projection/network.ts";
import { bond, distinctWeeks } from "./bond.ts";
import { closenessOfRating, quietFreshness, warmPulseMin } from "./constants.ts";
import { freshness, type Freshness } from "./freshness.ts";
import { pulse } from "./pulse.ts";
import type { Ranking } from "./ranking.ts";
import type { Standing } from "./reason.ts";
import type { Tie } from "./ties.ts";

/** What all ties of a network are measured against; moves on in place. */
export interface Yardstick {
  nowMs: number;
  /** The bonds above zero. */
  bonds: Ranking;
}

export class MeasuredTie implements Tie {
  readonly person: Person;
  readonly timesMs: readonly number[];
  readonly bond: number;
  readonly direct: boolean;
  readonly outgoing: number;
  readonly incoming: number;
  readonly #yardstick: Yardstick;
  #felt: { readonly nowMs: number; readonly pulse: number | undefined; readonly freshness: Freshness | undefined } | undefined;
  #ranked: { readonly version: number; readonly percentile: number } | undefined;
  #weeks: number | undefined;

  constructor(person: Person, yardstick: Yardstick) {
    const { contacts } = person;
    this.person = person;
    this.#yardstick = yardstick;
    this.timesMs = contacts.map(({ atMs }) => atMs);
    this.bond = bond(this.timesMs, (index) => shareOf(contacts[index]));
    let [outgoing, incoming, alone] = [0, 0, false];
    for (const { direction, groupSize } of contacts) {
      if (direction !== "in") outgoing += 1;
      if (direction !== "out") incoming += 1;
      alone ||= groupSize === 1;
    }
    this.outgoing = outgoing;
    this.incoming = incoming;
    this.direct = person.connectedAtMs !== undefined || person.addedByHand || alone;
  }

  get lastContactMs(): number | undefined { return this.timesMs.at(-1); }
  get weeks(): number { return this.#weeks ??= distinctWeeks(this.timesMs); }
  get pulse(): number | undefined { return this.#feel().pulse; }
  get freshness(): Freshness | undefined { return this.#feel().freshness; }

  get standing(): Standing {
    const { pulse: beat, freshness: fresh } = this.#feel();
    if (beat === undefined || fresh === undefined) return "unknown";
    if (fresh.gaps > quietFreshness) return "quiet";
    return beat >= warmPulseMin ? "warm" : "cooling";
  }

  get bondPercentile(): number {
    if (this.bond === 0) return 0;
    const { bonds } = this.#yardstick;
    if (this.#ranked?.version !== bonds.version) this.#ranked = { version: bonds.version, percentile: bonds.percentile(this.bond) };
    return this.#ranked.percentile;
  }

  get closeness(): number {
    const { rating } = this.person;
    return rating ? closenessOfRating[rating.closeness] : this.bondPercentile;
  }

  #feel(): { readonly pulse: number | undefined; readonly freshness: Freshness | undefined } {
    const { nowMs } = this.#yardstick;
    if (this.#felt?.nowMs !== nowMs) this.#felt = { nowMs, pulse: pulse(this.timesMs, nowMs), freshness: freshness(this.timesMs, nowMs) };
    return this.#felt;
  }
}

/** Those who meet are all in touch with each other; a text to a group of k is a k-th of one to each. */
const shareOf = (contact: Contact | undefined): number => (!contact || contact.direction === "both" ? 1 : 1 / contact.groupSize);
