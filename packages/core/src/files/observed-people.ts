/** Everybody an archive shows, and which of them the log should hear about: only those it shows differently. */
import type { KithEvent, ProfileObserved } from "../event/event.ts";
import { whyUnreadable } from "../event/readable.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { EventId, PersonId } from "../prelude/id.ts";

/** How a source showed a person when the log last heard of it. */
export interface LastObservation {
  readonly atMs: number;
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly organisation?: string;
  readonly position?: string;
}

/** What the log already knows, so that a state fact is emitted only where it differs. */
export interface KnownPeople {
  lastObservation(person: PersonId): LastObservation | undefined;
}

/** Empty texts stand for "not given" and are left out of events. */
interface SeenPerson {
  readonly person: PersonId;
  readonly name: string;
  readonly url?: string | undefined;
  readonly email?: string;
  readonly organisation?: string;
  readonly position?: string;
}

export interface ObservedPeople {
  /** From Connections: everything the source knows. The first of several counts. False, and not seen, where it is too large to keep. */
  seeConnection(seen: SeenPerson): boolean;
  /** From any other file: a name and perhaps an address. False as above. */
  seeElsewhere(seen: SeenPerson): boolean;
  readonly count: number;
  /** How many of `events` were left out, because they and what was known before are too large together. */
  readonly unkept: number;
  /** The facts to record, as of the archive's own date. */
  events(known: KnownPeople, snapshotAtMs: number): readonly KithEvent[];
}

export function createObservedPeople(): ObservedPeople {
  const connections = new Map<PersonId, SeenPerson>();
  const others = new Map<PersonId, SeenPerson>();
  let unkept = 0;
  /** Names found too large: each is looked at once, however many rows it is in. */
  const largeNames = new Set<string>();
  return {
    seeConnection: (seen) => {
      if (isTooLarge(seen)) return false;
      if (!connections.has(seen.person)) connections.set(seen.person, seen);
      others.delete(seen.person);
      return true;
    },
    seeElsewhere: (seen) => {
      if (connections.has(seen.person) || others.has(seen.person)) return true;
      if (largeNames.has(seen.name) || isTooLarge(seen)) {
        largeNames.add(seen.name);
        return false;
      }
      others.set(seen.person, seen);
      return true;
    },
    get unkept() {
      return unkept;
    },
    get count() {
      return connections.size + others.size;
    },
    events: (known, snapshotAtMs) => {
      const events: KithEvent[] = [];
      for (const seen of connections.values()) {
        const last = known.lastObservation(seen.person);
        if (last === undefined || (snapshotAtMs >= last.atMs && !isSame(seen, last))) events.push(observed(seen, snapshotAtMs));
      }
      for (const seen of others.values()) {
        const last = known.lastObservation(seen.person);
        // A message shows no employer, so what Connections once said of this person stays said.
        const merged: SeenPerson = last === undefined ? seen : { ...last, ...seen, person: seen.person, url: seen.url ?? last.url };
        if (last !== undefined && (snapshotAtMs < last.atMs || isSame(merged, last))) continue;
        if (isTooLarge(merged)) unkept += 1;
        else events.push(observed(merged, snapshotAtMs));
      }
      return events;
    },
  };
}

const fields = ["name", "url", "email", "organisation", "position"] as const;

/** Of so few characters none is. */
const surelyFits = 10_000;
const isTooLarge = (seen: SeenPerson): boolean => fields.reduce((sum, field) => sum + (seen[field]?.length ?? 0), 0) > surelyFits && whyUnreadable(observed(seen, 0)) !== undefined;

const isSame = (seen: SeenPerson, last: LastObservation): boolean => fields.every((field) => (seen[field] ?? "") === (last[field] ?? ""));

function observed(seen: SeenPerson, atMs: number): ProfileObserved {
  const { person, name, url = "", email = "", organisation = "", position = "" } = seen;
  return {
    id: idFromParts(["linkedin", "ProfileObserved", person, `${atMs}`, name, url, email, organisation, position]) as EventId,
    type: "ProfileObserved", v: 1, atMs, person, name,
    ...(url === "" ? {} : { url }),
    ...(email === "" ? {} : { email }),
    ...(organisation === "" ? {} : { organisation }),
    ...(position === "" ? {} : { position }),
  };
}
