/**
 * Small networks for tests, told in days: every fact passes the log's order and the projection, so a
 * test of an insight is one of what the owner would see.
 */
import type { Entry } from "../event/entry.ts";
import type { Closeness, Direction, KithEvent } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { situationAt } from "../insight/situation.ts";
import type { Situation } from "../insight/ties.ts";
import { inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, EventId, PersonId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import type { Network } from "../projection/network.ts";
import { project } from "../projection/project.ts";

/** A fact without what every fact has. */
export type ToldFact = KithEvent extends infer Event ? (Event extends KithEvent ? Omit<Event, "id" | "v" | "atMs"> : never) : never;

/** Day 0: the first day of a week as `bond` counts weeks. */
const dayZeroMs = 2_600 * 7 * dayMs;
export const momentOfDay = (day: number): number => dayZeroMs + day * dayMs;
export const personNamed = (name: string): PersonId => idFromParts(["person", name]) as PersonId;

export interface PersonWish {
  readonly organisation?: string;
  readonly position?: string;
  /** The day the two connected; absent where they didn't. */
  readonly connected?: number;
  readonly closeness?: Closeness;
}

export interface GatheringWish {
  readonly thread: string;
  readonly day: number;
  readonly messages?: number;
  /** Who wrote; the owner where absent. */
  readonly from?: PersonId;
  readonly findings?: readonly Finding[];
}

/** `in`, `out` or `both`; `turns` lets the two write in turn, the owner first. */
export interface ContactWish {
  readonly direction?: Direction | "turns";
  /** Found in the last of them. */
  readonly findings?: readonly Finding[];
}

export interface NetworkBuilder {
  /** Adds a person, seen on day -2000. The same name is the same person. */
  person(name: string, wish?: PersonWish): PersonId;
  /** Messages between the owner and one person, alone. */
  contacts(person: PersonId, days: readonly number[], wish?: ContactWish): void;
  /** A group conversation. */
  gathering(people: readonly PersonId[], wish: GatheringWish): void;
  fact(told: ToldFact, day: number): EventId;
  entries(): readonly Entry[];
  network(): Network;
  situation(nowDay: number): Situation;
}

const device = idFromParts(["device", "builder"]) as DeviceId;

export function createNetworkBuilder(): NetworkBuilder {
  const entries: Entry[] = [];
  const fact = (told: ToldFact, day: number): EventId => {
    const id = idFromParts(["event", String(entries.length)]) as EventId;
    entries.push({ hlc: entries.length + 1, recordedAtMs: momentOfDay(day), device, event: { ...told, id, v: told.type === "PersonAdded" ? 2 : 1, atMs: momentOfDay(day) } as KithEvent });
    return id;
  };
  const network = (): Network => project(inOrder(entries));
  return {
    fact, network,
    person: (name, { organisation, position, connected, closeness } = {}) => {
      const person = personNamed(name);
      fact({ type: "ProfileObserved", person, name, ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }) }, -2_000);
      if (connected !== undefined) fact({ type: "ConnectionMade", person }, connected);
      if (closeness !== undefined) fact({ type: "ClosenessRated", person, closeness }, -1);
      return person;
    },
    contacts: (person, days, { direction = "turns", findings } = {}) => {
      for (const [index, day] of days.entries()) {
        const told = direction === "turns" ? (index % 2 === 0 ? "out" : "in") : direction;
        fact({ type: "InteractionRecorded", kind: "message", direction: told, people: [person], ...(findings && index === days.length - 1 ? { findings } : {}) }, day);
      }
    },
    gathering: (people, { thread, day, messages = 1, from, findings }) => {
      for (let message = 0; message < messages; message += 1) {
        fact({
          type: "InteractionRecorded", kind: "message", direction: from === undefined ? "out" : "in", people, thread,
          ...(from === undefined ? {} : { from }), ...(findings ? { findings } : {}),
        }, day);
      }
    },
    entries: () => [...entries],
    situation: (nowDay) => situationAt(network(), momentOfDay(nowDay)),
  };
}
