/** One command, one room. */
import type { Call } from "./arguments.ts";
import { runImport } from "./import-command.ts";
import { insightByCommand, runInsight } from "./insight-commands.ts";
import { printJson, printLine } from "./output.ts";
import { runPath, runPerson, runRecord } from "./people-commands.ts";
import { runBalance, runGoals, runIntroduce, runPromises } from "./plan-commands.ts";
import { whileLocked } from "./lock.ts";
import { Misused, Refused } from "./refused.ts";
import { openSession, type Session } from "./session.ts";
import { runTell, tellCommands } from "./tell-commands.ts";
import { createVaultFile } from "./vault-file.ts";
import { runExport, runForget, runRestore } from "./whole-log-commands.ts";

type Run = (session: Session, call: Call) => void;

const asks: readonly (readonly [string, Run])[] = [
  ...[...insightByCommand].map(([command, insight]) => [command, (session: Session, call: Call) => { runInsight(session, insight, call); }] as const),
  ["path", runPath], ["person", runPerson], ["introduce", runIntroduce], ["goals", runGoals], ["promises", runPromises], ["balance", runBalance], ["export", runExport],
];
const writes: readonly (readonly [string, Run])[] = [
  ["import", runImport], ["record", runRecord], ["restore", runRestore], ["forget", runForget], ...tellCommands.map((command) => [command, runTell] as const),
];
/** The ways out of a vault of which nothing can be read. */
const rescues: ReadonlySet<string> = new Set(["export", "import", "restore"]);
const runs: ReadonlyMap<string, Run> = new Map([...asks, ...writes]);
const writing: ReadonlySet<string> = new Set(writes.map(([command]) => command));

export async function run(call: Call): Promise<void> {
  if (call.command === "init") {
    createVaultFile(call.vault);
    if (call.json) printJson({ vault: call.vault });
    else printLine(`Created ${call.vault}. Next: kith import YOUR-ARCHIVE.zip --vault ${call.vault}`);
    return;
  }
  const chosen = runs.get(call.command);
  if (!chosen) throw new Misused(`there is no command ${call.command}`);
  const work = (): Promise<void> => runOnVault(call, chosen);
  await (writing.has(call.command) ? whileLocked(call.vault, work) : work());
}

async function runOnVault(call: Call, chosen: Run): Promise<void> {
  const session = await openSession({ vault: call.vault, nowMs: call.asOfMs ?? Date.now(), timeTravel: call.asOfMs !== undefined });
  if (!rescues.has(call.command)) refuseUnreadable(session, call);
  if (session.damaged > 0) process.stderr.write(`kith: ${session.damaged} entries of ${call.vault} are damaged and were left out; the others are intact. Restore the file from a backup, or import again.\n`);
  const unread = session.log.unread.length;
  if (unread > 0) process.stderr.write(`kith: ${unread} ${unread === 1 ? "entry needs" : "entries need"} a newer Kith. They are kept and will count after an update.\n`);
  chosen(session, call);
  refuseUnreadable(session, call);
}

/** Throws Refused where something is in the vault and nothing comes of it, because it can't be read: no answer about it is one. */
function refuseUnreadable(session: Session, { vault }: Call): void {
  const { log: { unread: { length: newer } }, damaged } = session;
  if (damaged + newer === 0) return;
  const { people, circles, goals } = session.network();
  if (people.size + circles.size + goals.size > 0) return;
  const why = [...(damaged > 0 ? [`${damaged} damaged`] : []), ...(newer > 0 ? [`${newer} of a newer Kith`] : [])].join(", ");
  throw new Refused(`nothing in ${vault} can be read (entries: ${why}). Restore the file from a backup, import again, or update Kith.`);
}
