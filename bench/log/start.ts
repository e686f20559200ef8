/** One process of `bench log`: `start.ts prepare|snapshot|replay|snapshot-floor|events-floor FOLDER [COUNT]`, prints one line of JSON. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareEntries, createEventLog, createProjection, decodeSnapshot, encodeSnapshot, inOrder, networkHash, project, restoreProjection, type DeviceId } from "@kith/core";
import { openLocal, sealLocal } from "@kith/core/relay";
import { realEvents } from "./facts.ts";
import { openKithLog, openPayload, readRecords, vault, writer } from "./kith.ts";

const [phase = "", folder = ".", count = "0"] = process.argv.slice(2);
const path = (name: string): string => join(folder, name);
const purpose = { vault, purpose: "snapshot" } as const;
const epochKey = new Uint8Array(Buffer.alloc(32, 3));
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** Plain objects and lists for maps and sets: what a keyed JSON of the same content would be. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? Object.fromEntries(inner) : inner instanceof Set ? [...inner] : inner)));

function prepare(): object {
  const events = realEvents(Number(count));
  const { log, store } = openKithLog(folder);
  store(events);
  const projection = createProjection({ compare: compareEntries, isHeld: (event) => log.has(event) });
  const entries = inOrder(log.entries());
  projection.refold(entries);
  const kept = projection.checkpoint();
  if (!kept) throw new Error("enough entries for a checkpoint");
  const network = plain(projection.network);
  const ids = [...log.entries()].map(({ event }) => event.id);
  const bytes = encodeSnapshot({ cursor: { [writer]: 1 }, log: log.checkpoint(kept.tail, kept.markHlc), projection: kept });
  writeFileSync(path("snapshot"), sealLocal(bytes, purpose, { epochKey, random }));
  writeFileSync(path("snapshot.json"), JSON.stringify({ network, ids, tail: kept.tail }));
  writeFileSync(path("events.json"), JSON.stringify(entries));
  writeFileSync(path("hash"), networkHash(project(entries)));
  return { people: projection.network.people.size, snapshotBytes: bytes.length };
}

function snapshot(): string {
  const opened = openLocal(readFileSync(path("snapshot")), purpose, epochKey);
  const decoded = opened.ok ? decodeSnapshot(opened.value) : undefined;
  if (!decoded) throw new Error("the snapshot opens");
  const log = createEventLog({ device: writer as DeviceId, random, checkpoint: decoded.log });
  const projection = restoreProjection(decoded.projection, { compare: compareEntries, isHeld: (event) => log.has(event) });
  if (!projection.ok) throw new Error("the snapshot restores");
  held.push(log);
  return networkHashLater(() => networkHash(projection.value.network));
}

function replay(): string {
  const log = createEventLog({ device: writer as DeviceId, random });
  log.read(readRecords(folder).map(openPayload));
  const projection = createProjection({ compare: compareEntries, isHeld: (event) => log.has(event) });
  projection.refold(inOrder(log.entries()));
  held.push(log);
  return networkHashLater(() => networkHash(projection.network));
}

/** Kept from the collector until memory was read. */
const held: unknown[] = [];
let hash: (() => string) | undefined;
function networkHashLater(later: () => string): string {
  hash = later;
  return "";
}

function floor(name: string): string {
  held.push(JSON.parse(readFileSync(path(name), "utf8")));
  return "";
}

const phases: Readonly<Record<string, () => unknown>> = {
  prepare, snapshot, replay, "snapshot-floor": () => floor("snapshot.json"), "events-floor": () => floor("events.json"),
};
const startMs = performance.now();
const done = phases[phase]?.();
const spentMs = performance.now() - startMs;
// What is needed is asked for, not what the collector hasn't got round to.
globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
const { rss } = process.memoryUsage();
if (hash && hash() !== readFileSync(path("hash"), "utf8")) throw new Error(`${phase}: another network than the fold's`);
process.stdout.write(JSON.stringify({ spentMs, rssBytes: rss, ...(typeof done === "object" ? done : {}) }));
