/** Plain workerd over the build: how it is started, and until when to wait for it. */
import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { clientFolder, relayFolder, workerdPath } from "./places.ts";

/** What stands in the way of a start, in words for whoever starts it. */
export class CannotStart extends Error {}

export interface RelayOptions {
  /** "127.0.0.1:8787". */
  readonly listen: string;
  /** The folder of the objects' databases (`KITH_STATE/objects`). */
  readonly objectsFolder: string;
  /** Where set and not empty, creating a vault needs an invitation. */
  readonly inviteSecret?: string | undefined;
}

/** The arguments of workerd. */
export const relayArguments = ({ listen, objectsFolder }: RelayOptions): readonly string[] =>
  ["serve", join(relayFolder, "kith.capnp"), "--socket-addr", `http=${listen}`, "--directory-path", `state=${objectsFolder}`, "--directory-path", `client=${clientFolder}`];

/** Starts it. It is given the secret, and nothing else of this process's environment. */
export function spawnRelay(options: RelayOptions, stdio: StdioOptions, isDetached = false): ChildProcess {
  const { inviteSecret } = options;
  return spawn(workerdPath(), relayArguments(options), { stdio, detached: isDetached, env: inviteSecret ? { KITH_INVITE_SECRET: inviteSecret } : {} });
}

/** Throws where nothing was built, or workerd isn't there. */
export function expectBuild(): void {
  try {
    workerdPath();
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new CannotStart(`workerd isn't installed here: ${reason} Run npm ci. It comes for Linux and macOS, on x64 and arm64.`, { cause: error });
  }
  for (const path of [join(relayFolder, "kith.capnp"), join(clientFolder, "index.html")]) {
    if (!existsSync(path)) throw new CannotStart(`Nothing is built yet: ${path} isn't there. Run npm ci && npm run build first.`);
  }
}

/** On SIGTERM workerd waits until every connection has ended, and a device's socket never does. What it answered is on disk, so nothing is lost. */
export const endsAtOnce = "SIGINT";

/** True once it answers, false where it ended before, or didn't answer within `limitMs`. */
export async function answers(address: string, relay: ChildProcess, limitMs = 60_000): Promise<boolean> {
  for (const endMs = Date.now() + limitMs; Date.now() < endMs && relay.exitCode === null && relay.signalCode === null; ) {
    if (await fetch(`${address}/v1/`, { headers: { connection: "close" } }).then(({ status }) => status === 404, () => false)) return true;
    await new Promise((wait) => { setTimeout(wait, 20); });
  }
  return false;
}
