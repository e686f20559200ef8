/** How a bench and the processes it measures talk: a process says what it did, and goes on when told. */
import { fork, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";

/** What a measured process says after a step. */
export interface Said {
  readonly spentMs: number;
  /** What another process needs to go on from here: words or the address of a document. */
  readonly key?: string;
  /** Of what was written: sealed bodies, bytes. */
  readonly contentBytes?: number;
  readonly messages?: number;
  /** What should be there and isn't. */
  readonly lost?: number;
}

/** A process that measures itself. */
export interface Measured {
  /** What it says next: that it is ready for a step, or what came of one. Undefined where that took more than `limitMs`, and then it is gone. */
  next(limitMs: number): Promise<Said | undefined>;
  /** Lets it begin the step it is ready for. */
  go(): void;
  kill(): void;
}

const nothing = (): void => undefined;

/** Starts `script` of this folder. A measured process that breaks down ends the bench with its complaint. */
export function startMeasured(script: string, ...args: readonly string[]): Measured {
  const child: ChildProcess = fork(resolve(import.meta.dirname, script), args, { execArgv: ["--max-old-space-size=12000"], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-2000); });
  const said: Said[] = [];
  let heard = nothing;
  child.on("message", (message) => { said.push(message as Said); heard(); });
  child.once("exit", () => { heard(); });
  return {
    async next(limitMs) {
      const endMs = Date.now() + limitMs;
      while (said.length === 0) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${script} ${args.join(" ")} ended: ${complaint}`);
        if (Date.now() > endMs) { child.kill("SIGKILL"); return undefined; }
        await new Promise<void>((hear) => { heard = hear; setTimeout(hear, 1000); });
      }
      return said.shift();
    },
    go: () => { child.send("go"); },
    kill: () => { child.kill("SIGKILL"); },
  };
}

/** In a measured process: says that it is ready, waits for the word, does the step, says how long it took. */
export async function step(work: () => Promise<Omit<Said, "spentMs">>): Promise<void> {
  const told = new Promise((begin) => { process.once("message", begin); });
  process.send?.({ spentMs: 0 });
  await told;
  const startMs = performance.now();
  const done = await work();
  process.send?.({ spentMs: performance.now() - startMs, ...done });
}

export const pause = (delayMs: number): Promise<void> => new Promise((wait) => { setTimeout(wait, delayMs); });
