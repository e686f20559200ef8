/** One process of `bench log`: `child.ts SHAPE write|load|append COUNT FOLDER`, prints one line of JSON. */
import type { KithEvent } from "@kith/core";
import { median } from "../figure.ts";
import { realEvents } from "./facts.ts";
import type { OpenShape } from "./shape.ts";

const appends = 41;
const shapes: Readonly<Record<string, () => Promise<OpenShape>>> = {
  kith: async () => (await import("./kith.ts")).openKith,
  "list-of-maps": async () => (await import("./list-of-maps.ts")).openListOfMaps,
  yjs: async () => (await import("./yjs.ts")).openYjs,
  json: async () => (await import("./json.ts")).openJson,
};

const [name = "", phase = "", count = "0", folder = "."] = process.argv.slice(2);
const open = await shapes[name]?.();
if (!open) throw new Error(`no shape ${name}`);
const events = phase === "write" ? realEvents(Number(count)) : [];
const shape = await open(folder);
const startMs = performance.now();
if (phase === "write") await shape.write(events);
else if ((await shape.load()) !== Number(count)) throw new Error(`${name}: not the ${count} events that were written`);
const spentMs = performance.now() - startMs;
await shape.settle?.();

const appendMs: number[] = [];
for (const event of phase === "append" ? more(realEvents(1_000)) : []) {
  const before = performance.now();
  await shape.append(event);
  appendMs.push(performance.now() - before);
}
globalThis.gc?.();
process.stdout.write(JSON.stringify({ spentMs, appendMs: median(appendMs), rssBytes: process.memoryUsage().rss }));
process.exit(0);

/** A few interactions as if they happened now: the shape of real ones, other ids. */
function more(held: readonly KithEvent[]): readonly KithEvent[] {
  const talk = held.filter(({ type }) => type === "InteractionRecorded").slice(0, appends);
  return talk.map((event, index) => ({ ...event, id: `${String(index).padStart(4, "0")}${event.id.slice(4)}` as KithEvent["id"] }));
}
