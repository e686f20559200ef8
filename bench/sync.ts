/**
 * Sync beside the official automerge-repo sync server with stock clients: the same events, side by side
 * in one run, each server and each measured client a process of its own, every byte through one kind of
 * counting proxy. Kith's relay runs as it is run on one's own machine, its clients are the browser's own sync with
 * a store in memory, as the peer's have. A step that takes more than five minutes isn't waited for. What is done is
 * told on stderr.
 */
import { buildWhereOlder } from "../scripts/build.ts";
import { createRelayProcess, type RelayProcess } from "../tests/processes/relay-process.ts";
import { cpuMsOf } from "../tests/processes/usage.ts";
import { rounded, type Figure } from "./figure.ts";
import { startCountingProxy, type CountingProxy } from "./sync/counting-proxy.ts";
import { floorOf } from "./sync/floor.ts";
import { createPeerServer, type PeerServer } from "./sync/peer-server.ts";
import { pause, startMeasured, type Measured, type Said } from "./sync/talk.ts";

const [few, many] = [1_000, 100_000] as const;
const waitMsMax = 300_000;
const writeMsMax = 2 * waitMsMax;
const shapes = { "list-of-maps": "list of maps", "list-of-bytes": "list of opaque events", "map-of-bytes": "map of opaque events" } as const;
type Shape = keyof typeof shapes;
const crowds = [{ vaults: 1, devices: 50, events: 10 }, { vaults: 500, devices: 2, events: 5 }] as const;

/** One step of a measured process, with what went over the wire until it was done, and until a second of calm after. */
interface Step extends Said { readonly up: number; readonly down: number; readonly calmMs: number; readonly calmBytes: number }

/** What one side did with `many` events. `first` is undefined where it wasn't done in time. */
interface Side { readonly contentBytes: number; readonly first: Step | undefined; readonly again: Step | undefined; readonly withSocket: Step | undefined; readonly rssBytes: number }

async function measureStep({ proxy, client }: { readonly proxy: CountingProxy; readonly client: Measured }, what: string): Promise<Step | undefined> {
  if (!await client.next(waitMsMax)) return undefined;
  // What the last step left open ends first.
  await pause(1000);
  const [up, down, startMs] = [proxy.up, proxy.down, performance.now()];
  client.go();
  const said = await client.next(waitMsMax);
  tell(what, said);
  const [doneUp, doneDown] = [proxy.up - up, proxy.down - down];
  await pause(1000);
  return said && { ...said, up: doneUp, down: doneDown, calmMs: Math.max(0, proxy.lastMs - startMs), calmBytes: proxy.up - up + proxy.down - down };
}

/** A run takes a while: what is done, for who waits. */
const tell = (what: string, said: Said | undefined): void => { process.stderr.write(`${what}: ${said ? `${Math.round(said.spentMs)} ms` : "not done in time"}\n`); };

async function kithSide(relay: RelayProcess, count: number): Promise<Side> {
  await relay.start();
  const proxy = await startCountingProxy(Number(new URL(relay.address).port));
  const writer = startMeasured("kith-client.ts", "write", `http://${proxy.host}`, String(count));
  const written = await measureStep({ proxy, client: writer }, `Kith, ${count} events up`);
  await relay.kill();
  await relay.start();
  const fresh = startMeasured("kith-client.ts", "fresh", `http://${proxy.host}`, String(count), written?.key ?? "");
  const first = await measureStep({ proxy, client: fresh }, `Kith, ${count} events down`);
  const rssBytes = relay.residentBytes();
  const again = await measureStep({ proxy, client: fresh }, "Kith, back with nothing new");
  const withSocket = await measureStep({ proxy, client: fresh }, "Kith, the same with the socket");
  proxy.close();
  await relay.kill();
  return { contentBytes: written?.contentBytes ?? Number.NaN, first, again, withSocket, rssBytes };
}

/** The peer's document is laid into its server's folder beforehand: its upload alone takes more than ten minutes. */
async function peerSide(server: PeerServer, shape: Shape, count: number): Promise<Side> {
  const writer = startMeasured("peer-client.ts", "write", server.folder, shape, String(count));
  await writer.next(waitMsMax);
  writer.go();
  const written = await writer.next(writeMsMax);
  const named = `automerge-repo, ${shapes[shape]}, ${count} events`;
  tell(`${named} written`, written);
  await server.start();
  const proxy = await startCountingProxy(server.port);
  const fresh = written && startMeasured("peer-client.ts", "fresh", `ws://${proxy.host}`, shape, String(count), written.key ?? "");
  const first = fresh && await measureStep({ proxy, client: fresh }, `${named} down`);
  const rssBytes = server.residentBytes();
  const again = first && fresh && await measureStep({ proxy, client: fresh }, `${named}, back with nothing new`);
  fresh?.kill();
  proxy.close();
  return { contentBytes: Number.NaN, first, again, withSocket: undefined, rssBytes };
}

/** `cpuMs`: the server's, from when all are level until all are level again. */
interface Crowded { readonly said: Said | undefined; readonly rssBefore: number; readonly rssAfter: number; readonly cpuMs: number }

async function crowdOn(server: { readonly pid: number | undefined; start(): Promise<void>; residentBytes(): number }, script: string, args: readonly string[]): Promise<Crowded> {
  await server.start();
  const rssBefore = server.residentBytes();
  const crowd = startMeasured(script, ...args);
  // Bringing all of them together takes its time and isn't measured.
  const ready = await crowd.next(2 * waitMsMax);
  const startMs = cpuMsOf(server.pid ?? 0);
  if (ready) crowd.go();
  const said = ready && await crowd.next(waitMsMax);
  const cpuMs = cpuMsOf(server.pid ?? 0) - startMs;
  tell(`${script} ${args.slice(1).join(" ")}`, said || undefined);
  const rssAfter = server.residentBytes();
  crowd.kill();
  return { said, rssBefore, rssAfter, cpuMs };
}

interface Against { readonly name: string; readonly unit: string; readonly value: number | undefined; readonly peer: string; readonly peerValue: number | undefined; readonly target?: readonly [words: string, holds: (value: number, peerValue: number) => boolean] }

/** A peer that was not done in time is held to its limit. */
function against({ name, unit, value = Number.NaN, peer, peerValue, target }: Against): Figure {
  const isLate = peerValue === undefined;
  return {
    name, unit, value: rounded(value), peer: isLate ? `${peer}: its download took more than 5 minutes` : peer, peerValue: isLate ? null : rounded(peerValue), ratio: isLate || peerValue === 0 ? null : rounded(value / peerValue),
    target: target?.[0] ?? null, holds: target ? target[1](value, peerValue ?? waitMsMax) : null,
  };
}

async function firstSync(relay: RelayProcess): Promise<readonly Figure[]> {
  const small = await kithSide(relay, few);
  relay.restore(undefined);
  const kith = await kithSide(relay, many);
  const peers = new Map<Shape, Side>();
  const memory = new Map<number, number>();
  for (const [shape, count] of [["map-of-bytes", few], ["list-of-maps", many], ["list-of-bytes", many], ["map-of-bytes", many]] as const) {
    const server = await createPeerServer();
    try {
      const side = await peerSide(server, shape, count);
      if (count === many) peers.set(shape, side);
      if (shape === "map-of-bytes") memory.set(count, side.rssBytes);
    } finally { await server.remove(); }
  }
  const spent = (shape: Shape): number | undefined => peers.get(shape)?.first?.spentMs;
  const opaque: Shape = (spent("list-of-bytes") ?? waitMsMax) < (spent("map-of-bytes") ?? waitMsMax) ? "list-of-bytes" : "map-of-bytes";
  const [best, wire] = [peers.get(opaque), (kith.first?.up ?? Number.NaN) + (kith.first?.down ?? Number.NaN)];
  const named = (what: string): string => `${many} events, a fresh device: ${what}`;
  const lost = (kith.first?.lost ?? many) + (small.first?.lost ?? few);
  return [
    against({ name: named("until they can be read"), unit: "ms", value: kith.first?.spentMs, peer: `automerge-repo, ${shapes["list-of-maps"]}`, peerValue: spent("list-of-maps"), target: ["at least 10 times as fast", (value, peer) => value * 10 <= peer] }),
    against({ name: named("until they can be read"), unit: "ms", value: kith.first?.spentMs, peer: `automerge-repo, ${shapes[opaque]}`, peerValue: best?.first?.spentMs, target: ["at least 3 times as fast", (value, peer) => value * 3 <= peer] }),
    against({ name: named("bytes on the wire, both ways"), unit: "bytes", value: wire, peer: "the sealed content", peerValue: kith.contentBytes, target: ["at most 1.2 times", (value, peer) => value <= peer * 1.2] }),
    against({ name: named("bytes on the wire, both ways"), unit: "bytes", value: wire, peer: `automerge-repo, ${shapes[opaque]}`, peerValue: best?.first && best.first.up + best.first.down }),
    against({ name: named("events lost"), unit: "", value: lost, peer: "none", peerValue: 0, target: ["none", (value) => value === 0] }),
    against({ name: "back with nothing new: bytes both ways", unit: "bytes", value: kith.again?.calmBytes, peer: `automerge-repo, ${shapes[opaque]}`, peerValue: best?.again?.calmBytes, target: ["at most 2 048", (value) => value <= 2048] }),
    against({ name: "back with nothing new: time", unit: "ms", value: kith.again?.calmMs, peer: `automerge-repo, ${shapes[opaque]}`, peerValue: best?.again?.calmMs }),
    against({ name: "back with nothing new, socket and its first word included: bytes both ways", unit: "bytes", value: kith.withSocket?.calmBytes, peer: `automerge-repo, ${shapes[opaque]}`, peerValue: best?.again?.calmBytes, target: ["at most 2 048", (value) => value <= 2048] }),
    against({ name: `server memory after a restart and a fresh device of ${many} events`, unit: "MB", value: kith.rssBytes / 1e6, peer: `the same with ${few}`, peerValue: small.rssBytes / 1e6, target: ["at most 1.2 times", (value, peer) => value <= peer * 1.2] }),
    against({ name: `automerge-repo's server memory after a restart and a fresh device of ${many} events (${shapes["map-of-bytes"]})`, unit: "MB", value: (memory.get(many) ?? Number.NaN) / 1e6, peer: `the same with ${few}`, peerValue: (memory.get(few) ?? Number.NaN) / 1e6 }),
  ];
}

async function crowded(relay: RelayProcess, { vaults, devices, events }: (typeof crowds)[number]): Promise<readonly Figure[]> {
  relay.restore(undefined);
  const sizes = [vaults, devices, events].map(String);
  const kith = await crowdOn(relay, "kith-crowd.ts", [relay.address, ...sizes]);
  await relay.kill();
  const server = await createPeerServer();
  const peer = await crowdOn(server, "peer-crowd.ts", [`ws://127.0.0.1:${server.port}`, ...sizes]);
  await server.remove();
  // Kith's messages are requests and answers.
  const requests = (kith.said?.messages ?? Number.NaN) / 2;
  const floor = await floorOf({ vaults, sockets: devices, requests: Math.ceil((requests || vaults) / vaults) });
  const named = (what: string): string => `${vaults} ${vaults === 1 ? "vault" : "vaults"} of ${devices} devices, ${events} events each, at once: ${what}`;
  const beside = (what: string, unit: string, of: (one: Crowded) => number | undefined): Figure => against({ name: named(what), unit, value: of(kith), peer: "automerge-repo, list of opaque events", peerValue: of(peer) });
  const level = beside("until all are level", "ms", ({ said }) => said?.spentMs);
  return [
    { ...level, ...(vaults > 1 ? { target: "at most 1.5 times", holds: level.ratio !== null && level.ratio <= 1.5 } : {}) },
    beside("messages (of Kith: requests and answers, without the one-word hints)", "", ({ said }) => said?.messages),
    { ...beside("events lost", "", ({ said }) => said?.lost), target: "none", holds: kith.said?.lost === 0 },
    beside("server memory before", "MB", ({ rssBefore }) => rssBefore / 1e6),
    beside("server memory after", "MB", ({ rssAfter }) => rssAfter / 1e6),
    against({
      name: named("server memory of each vault"), unit: "MB", value: (kith.rssAfter - kith.rssBefore) / vaults / 1e6,
      peer: "workerd with an object of one table and the same sockets", peerValue: floor.bytesPerVault / 1e6, ...(vaults > 1 ? { target: ["at most 0.5", (value: number) => value <= 0.5] as const } : {}),
    }),
    against({
      name: named("server CPU of a request"), unit: "ms", value: kith.cpuMs / requests,
      peer: "workerd with an object that keeps one row", peerValue: floor.cpuMsPerRequest, target: ["at most 3", (value) => value <= 3],
    }),
  ];
}

/** Runs everything; half an hour, nearly all of it the peer's. */
export async function run(): Promise<readonly Figure[]> {
  await buildWhereOlder();
  const relay = await createRelayProcess();
  try {
    const figures = [...await firstSync(relay)];
    for (const crowd of crowds) figures.push(...await crowded(relay, crowd));
    return figures;
  } finally {
    await relay.remove();
  }
}
