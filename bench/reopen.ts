/**
 * What it costs that every batch is opened before it is called saved: the facts of an archive of 5 000
 * connections and 50 000 messages, encoded and opened as an import does it, beside the opening alone.
 */
import { randomBytes } from "node:crypto";
import { createEventLog, type DeviceId } from "@kith/core";
import { decodeBatch, encodeBatches } from "../packages/core/src/log/batch.ts";
import { createJournalWriter, readJournals } from "../packages/core/src/log/journal.ts";
import { whyUnreadable } from "../packages/core/src/event/readable.ts";
import "../tests/support/start-automerge.ts";
import { median, rounded, type Figure } from "./figure.ts";
import { realEvents } from "./log/facts.ts";

const runs = 5;
const factCount = 60_000;
const device = "A".repeat(22) as DeviceId;
const nowMs = Date.UTC(2026, 10, 20, 8);
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** The median processor time of several runs, after one that warms up: what else the machine does hardly counts. `prepare` isn't timed. */
function timed<Input>(prepare: () => Input, work: (input: Input) => unknown): number {
  const times = Array.from({ length: runs + 1 }, () => {
    const input = prepare();
    const before = process.cpuUsage();
    work(input);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return median(times.slice(1));
}

/** Runs in one process; nothing is stored. */
export function run(): Promise<readonly Figure[]> {
  const events = realEvents(factCount);
  const batches = encodeBatches(events, { hlc: 1024, recordedAtMs: nowMs, device }).map(({ bytes }) => bytes);
  const payloads = createJournalWriter(() => random(16)).write(batches).map((payload) => payload.subarray(1));
  const wholeMs = timed(() => createEventLog({ device, random }), (log) => log.prepare(events, { nowMs }));
  const figure = (name: string, value: number): Figure =>
    ({ name: `${factCount} facts: ${name}`, value: rounded(value), unit: "ms of processor time", peer: "all of preparing them", peerValue: rounded(wholeMs), ratio: rounded(value / wholeMs), target: null, holds: null });
  return Promise.resolve([
    figure("prepared as an import does, every batch opened again", wholeMs),
    figure("the batches opened and their events parsed", timed(() => batches, (all) => all.map((batch) => decodeBatch(batch)))),
    figure("the journal read", timed(() => payloads, readJournals)),
    figure("asked before, fact by fact, whether they can be read", timed(() => structuredClone(events), (copies) => copies.map(whyUnreadable))),
  ]);
}
