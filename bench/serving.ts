/**
 * What serving costs: plain workerd, as Kith is served, beside wrangler's development server, as older
 * set-ups had it, over the same sources, one after the other in one run. Sixty vaults of two devices each
 * come to be, write and level. CPU is that of all processes of a side, from /proc, so on Linux only.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWhereOlder } from "../scripts/build.ts";
import { cpuMsOf, residentBytesOf } from "../tests/processes/usage.ts";
import { startOlderServer } from "../tests/processes/older-server.ts";
import { createRelayProcess } from "../tests/processes/relay-process.ts";
import { devicesOfOneVault, random, syncUntilLevel } from "../tests/support/node-device.ts";
import { median, rounded, type Figure } from "./figure.ts";

const [vaults, devicesOfEach, recordsOfEach, starts] = [60, 2, 5, 5] as const;

interface Server { readonly address: string; readonly pid: number; readonly stop: () => Promise<void> }
type Start = () => Promise<Server>;

interface Side { readonly startMs: number; readonly requests: number; readonly cpuMs: number; readonly idleBytes: number; readonly bytes: number; readonly wallMs: number }

async function measured(start: Start): Promise<Side> {
  const times: number[] = [];
  while (times.length < starts - 1) {
    const startMs = performance.now();
    const server = await start();
    times.push(performance.now() - startMs);
    await server.stop();
  }
  const startMs = performance.now();
  const { address, pid, stop } = await start();
  times.push(performance.now() - startMs);
  const memory = (): number => residentBytesOf({ group: pid, command: "" });
  const [idleBytes, cpuBeforeMs, beginMs] = [memory(), cpuMsOf(pid), performance.now()];
  let requests = 0;
  const counting: typeof fetch = (url, init) => {
    requests += 1;
    return fetch(url, init);
  };
  for (let vault = 0; vault < vaults; vault += 1) {
    const devices = await devicesOfOneVault(devicesOfEach, { serverUrl: address, fetch: counting });
    for (const device of [...devices, ...devices]) {
      await device.append(Array.from({ length: recordsOfEach }, () => random(500)));
      await syncUntilLevel(device, 30_000);
    }
  }
  const side = { startMs: median(times), requests, cpuMs: cpuMsOf(pid) - cpuBeforeMs, idleBytes, bytes: memory(), wallMs: performance.now() - beginMs };
  await stop();
  return side;
}

async function plain(): Promise<Side> {
  const relay = await createRelayProcess();
  try {
    return await measured(async () => {
      await relay.start();
      return { address: relay.address, pid: relay.pid ?? 0, stop: () => relay.kill() };
    });
  } finally { await relay.remove(); }
}

async function older(): Promise<Side> {
  const state = mkdtempSync(join(tmpdir(), "kith-bench-older-"));
  try {
    return await measured(() => startOlderServer(state));
  } finally { rmSync(state, { recursive: true, force: true, maxRetries: 5 }); }
}

/** Takes a minute. */
export async function run(): Promise<readonly Figure[]> {
  if (process.platform !== "linux") throw new Error("bench serving reads CPU times from /proc: run it on Linux");
  await buildWhereOlder();
  const [kith, peer] = [await plain(), await older()];
  const beside = ([name, unit]: readonly [string, string], of: (side: Side) => number, isTarget = false): Figure => {
    const [value, peerValue] = [of(kith), of(peer)];
    return { name, unit, value: rounded(value), peer: "wrangler dev", peerValue: rounded(peerValue), ratio: rounded(value / peerValue), target: isTarget ? "less than the peer" : null, holds: isTarget ? value < peerValue : null };
  };
  const load = `${vaults} vaults of ${devicesOfEach} devices`;
  return [
    beside(["from the start to the first answer, median of 5", "ms"], ({ startMs }) => startMs, true),
    beside([`${load}: requests`, ""], ({ requests }) => requests),
    beside([`${load}: CPU of a request`, "ms"], ({ cpuMs, requests }) => cpuMs / requests, true),
    beside([`${load}: CPU of all`, "ms"], ({ cpuMs }) => cpuMs, true),
    beside([`${load}: until all are level`, "ms"], ({ wallMs }) => wallMs),
    beside(["memory at rest, all processes", "MB"], ({ idleBytes }) => idleBytes / 1e6, true),
    beside([`memory after ${load}, all processes`, "MB"], ({ bytes }) => bytes / 1e6, true),
  ];
}
