/**
 * `npm start`: builds what is older than its sources, then serves client and relay on one local port, with
 * the state under `.kith/` (KITH_STATE) and the port that is free from PORT on.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { buildWhereOlder } from "./build.ts";
import { freePort } from "./free-port.ts";
import { root } from "./places.ts";
import { orSayWhy, prepare, stateFolderOf } from "./prepare.ts";
import { answers, CannotStart, endsAtOnce, spawnRelay } from "./relay.ts";

/** KITH_INVITE_SECRET of the environment, else of `.dev.vars`, where older set-ups have it. */
function inviteSecret(): string | undefined {
  const path = join(root, ".dev.vars");
  return process.env["KITH_INVITE_SECRET"] ?? (existsSync(path) ? parseEnv(readFileSync(path, "utf8"))["KITH_INVITE_SECRET"] : undefined);
}

function wantedPort(): number {
  const port = Number(process.env["PORT"] ?? 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new CannotStart(`PORT is ${process.env["PORT"] ?? ""}, which isn't a port. Give a number from 1 to 65535.`);
  return port;
}

async function start(): Promise<void> {
  const wanted = wantedPort();
  const stateFolder = stateFolderOf(process.env);
  await buildWhereOlder();
  const objectsFolder = await prepare(stateFolder);
  const port = await freePort(wanted);
  const relay = spawnRelay({ listen: `127.0.0.1:${port}`, objectsFolder, inviteSecret: inviteSecret() }, ["ignore", "inherit", "inherit"]);
  relay.once("error", (error) => { process.stderr.write(`workerd doesn't run here: ${error.message}.\n`); process.exit(1); });
  let isWanted = false;
  relay.once("exit", (code) => process.exit(isWanted ? 0 : code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => { isWanted = true; relay.kill(endsAtOnce); });
  const address = `http://localhost:${port}`;
  if (await answers(address, relay)) process.stdout.write(`\nKith is at ${address}  (data of the sync server: ${stateFolder}; stop with Ctrl+C)\n`);
}

await orSayWhy(start);
