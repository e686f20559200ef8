import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, inOrder, knownFrom, networkHash, project, type Command, type DeviceId, type Entry, type EventId, type ImportId, type KithEvent, type Network, type PersonId } from "@kith/core";
import { runs } from "@kith/core/testing";
import { changeOf, historySteps, type Step } from "./history-steps.ts";

const idOf = (kind: string, index: number): string => `${kind}${index}`.padEnd(22, "_");
const devices = [idOf("laptop", 0), idOf("phone", 0)] as DeviceId[];
const people = [0, 1, 2].map((index) => idOf("person", index) as PersonId);
const dayMs = 86_400_000;
const startMs = 1_700_000_000_000;

/** A log that devices write in turn; what they wish is decided as in the product. */
function createLog() {
  const entries: Entry[] = [];
  let nowMs = startMs;
  let made = 0;
  const newId = (): string => { made += 1; return idOf("made", made); };
  const record = (events: readonly KithEvent[], device: DeviceId, importId?: ImportId): void => {
    const hlc = Math.max(nowMs * 1024, (entries.at(-1)?.hlc ?? 0) + 1);
    entries.push(...events.map((event, index) => ({ hlc: hlc + index, recordedAtMs: nowMs, device, event, ...(importId === undefined ? {} : { importId }) })));
  };
  return {
    entries, record, newId,
    wait: (ms: number): void => { nowMs += ms; },
    get nowMs() { return nowMs; },
    wish(command: Command, device = devices[0] as DeviceId): void {
      const decided = decide(command, knownFrom(project(inOrder(entries)), (id) => entries.some(({ event }) => event.id === id)), { nowMs, newId });
      if (decided.ok) record(decided.value, device, command.type === "RecordImport" ? command.importId : undefined);
    },
  };
}
type Log = ReturnType<typeof createLog>;

function importInto(log: Log, facts: number, device?: DeviceId): ImportId {
  const importId = log.newId() as ImportId;
  const events = Array.from({ length: facts }, (_, index): KithEvent => {
    const person = people[index % people.length] as PersonId;
    const fact = { id: log.newId() as EventId, v: 1, atMs: log.nowMs - index * dayMs } as const;
    return index % 2 === 0 ? { ...fact, type: "ProfileObserved", person, name: `Person ${index}` } : { ...fact, type: "InteractionRecorded", kind: "message", direction: "in", people: [person] };
  });
  log.wish({ type: "RecordImport", importId, fileName: "a.zip", snapshotAtMs: log.nowMs, events, files: [] }, device);
  return importId;
}

const networkOf = (entries: readonly Entry[]): Network => project(inOrder(entries));
const hashOf = (network: Network): string => networkHash(network);
/** An import that was taken back stays listed; beside that it must be as if it had never been. */
const unlisted = (network: Network, importId: ImportId | undefined): string => hashOf({ ...network, imports: network.imports.filter((run) => run.importId !== importId) });
const stepsOf = (log: Log): readonly Step[] => historySteps(inOrder(log.entries));
const stepNamed = (log: Log, id: string): Step => { const step = stepsOf(log).find((one) => one.id === id); if (!step) throw new Error("the step stays listed"); return step; };
const change = (log: Log, step: Step): void => { for (const command of changeOf(step)) log.wish(command); };

const aimless = fc.record({ who: fc.integer({ min: 0, max: 2 }), which: fc.nat(), device: fc.constantFrom(...devices), waitMs: fc.constantFrom(0, 0, 1, dayMs) });
const action = fc.record({ does: fc.constantFrom("rate", "note", "meet", "letGo", "import", "change", "undoTwo"), by: aimless });

function act(log: Log, { does, by: { who, which, device, waitMs } }: { readonly does: string; readonly by: { readonly who: number; readonly which: number; readonly device: DeviceId; readonly waitMs: number } }): void {
  log.wait(waitMs);
  const person = people[who] as PersonId;
  const steps = stepsOf(log);
  const pick = (offset: number): Step | undefined => steps[(which + offset) % Math.max(1, steps.length)];
  const [one, other] = [pick(0), pick(1)];
  if (does === "rate") log.wish({ type: "RateCloseness", person, closeness: ((which % 5) + 1) as 1 | 2 | 3 | 4 | 5 }, device);
  else if (does === "note") log.wish({ type: "AddNote", person, text: `note ${which}` }, device);
  else if (does === "meet") log.wish({ type: "RecordInteraction", people: [...new Set([person, people[0] as PersonId])], kind: "coffee", atMs: log.nowMs - (which % 400) * dayMs }, device);
  else if (does === "letGo") log.wish({ type: "LetGo", person }, device);
  else if (does === "import") importInto(log, 1 + (which % 5), device);
  else if (does === "change" && one) change(log, one);
  else if (one && other) log.wish({ type: "Undo", events: [one, other].flatMap((step) => (step.importId === undefined ? step.entries.map(({ event }) => event.id) : [])) }, device);
}

const history = fc.array(action, { maxLength: 14 }).map((actions) => {
  const log = createLog();
  importInto(log, 5);
  for (const one of actions) act(log, one);
  return log;
});

describe("the steps of the history", () => {
  test("[W30] what one wish or one import recorded is one step, newest first; a retraction is none", () => {
    const log = createLog();
    const importId = importInto(log, 7);
    log.wait(5);
    log.wish({ type: "RateCloseness", person: people[0] as PersonId, closeness: 4 });
    log.wait(dayMs);
    log.wish({ type: "AddNote", person: people[1] as PersonId, text: "likes tea" }, devices[1]);
    log.wish({ type: "UndoImport", importId });
    expect(stepsOf(log).map(({ importId: run, entries, undoneBy }) => [run === importId, entries.length, undoneBy.length])).toEqual([[false, 1, 0], [false, 1, 0], [true, 8, 1]]);
  });

  test("[W31] two facts of one wish are one step; two wishes of one moment on two devices are two", () => {
    const log = createLog();
    const rated = (index: number): KithEvent => ({ id: log.newId() as EventId, v: 1, atMs: index, type: "ClosenessRated", person: people[0] as PersonId, closeness: 3 });
    log.record([rated(1), rated(2)], devices[0] as DeviceId);
    log.record([rated(3)], devices[1] as DeviceId);
    expect(stepsOf(log).map(({ entries }) => entries.length).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  test("[W32] undoing any step leaves the network as if it had never been recorded; bringing it back gives the same network again", () => {
    fc.assert(fc.property(history, (log) => {
      for (const step of stepsOf(log)) {
        const held = log.entries.length;
        const before = hashOf(networkOf(log.entries));
        const own = new Set(step.entries.map(({ event }) => event.id));
        if (step.undoneBy.length > 0) continue;
        const without = unlisted(networkOf(log.entries.filter(({ event }) => !own.has(event.id))), step.importId);
        change(log, step);
        expect(unlisted(networkOf(log.entries), step.importId)).toBe(without);
        expect(stepNamed(log, step.id).undoneBy.length).toBeGreaterThan(0);
        change(log, stepNamed(log, step.id));
        expect(hashOf(networkOf(log.entries))).toBe(before);
        log.entries.length = held;
      }
    }), runs(1_000));
  });

  test("[W33] bringing back one of several that were undone together brings back that one alone", () => {
    fc.assert(fc.property(history, (log) => {
      for (const step of stepsOf(log)) {
        const held = log.entries.length;
        if (step.undoneBy.length === 0) continue;
        const own = new Set<string>([step.id, ...step.entries.map(({ event }) => event.id)]);
        const spared = log.entries.map((entry): Entry => {
          if (entry.event.type !== "EventsRetracted") return entry;
          const { importId, events = [], ...event } = entry.event;
          return { ...entry, event: { ...event, events: events.filter((id) => !own.has(id)), ...(importId === undefined || own.has(importId) ? {} : { importId }) } };
        });
        change(log, step);
        expect(hashOf(networkOf(log.entries))).toBe(hashOf(networkOf(spared)));
        log.entries.length = held;
      }
    }), runs(1_000));
  });

  test("[W34] what is forgotten for good, and an import still arriving, can't be undone", () => {
    const log = createLog();
    log.record([{ id: log.newId() as EventId, v: 1, atMs: 1, type: "PersonForgotten", person: people[0] as PersonId }], devices[0] as DeviceId);
    const importId = importInto(log, 3);
    const [whole] = stepsOf(log).filter((step) => step.importId === importId);
    const part = historySteps(inOrder(log.entries.slice(0, -1))).find((step) => step.importId === importId);
    expect([whole && changeOf(whole).length, part && changeOf(part).length]).toEqual([1, 0]);
    expect(stepsOf(log).filter((step) => step.importId === undefined).map(changeOf)).toEqual([[]]);
  });
});
