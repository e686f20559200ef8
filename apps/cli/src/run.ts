/** One command, one room. */
import type { Call } from "./arguments.ts";
import { runImport } from "./import-command.ts";
import { insightByCommand, runInsight } from "./insight-commands.ts";
import { printJson, printLine } from "./output.ts";
import { runPath, runPerson, runRecord } from "./people-commands.ts";
import { whileLocked } from "./lock.ts";
import { Misused } from "./refused.ts";
import { openSession } from "./session.ts";
import { createVaultFile } from "./vault-file.ts";
import { runExport, runForget, runRestore } from "./whole-log-commands.ts";

export async function run(call: Call): Promise<void> {
  const insight = insightByCommand.get(call.command);
  if (!insight && !["init", "import", "path", "person", "record", "export", "restore", "forget"].includes(call.command)) throw new Misused(`there is no command ${call.command}`);
  if (call.command === "init") {
    createVaultFile(call.vault);
    if (call.json) printJson({ vault: call.vault });
    else printLine(`Created ${call.vault}. Next: kith import YOUR-ARCHIVE.zip --vault ${call.vault}`);
    return;
  }
  const work = (): Promise<void> => runOnVault(call, insight);
  await (["import", "record", "restore", "forget"].includes(call.command) ? whileLocked(call.vault, work) : work());
}

async function runOnVault(call: Call, insight: ReturnType<typeof insightByCommand.get>): Promise<void> {
  const session = await openSession({ vault: call.vault, nowMs: call.asOfMs ?? Date.now(), timeTravel: call.asOfMs !== undefined });
  if (session.damaged > 0) process.stderr.write(`kith: ${session.damaged} entries of ${call.vault} are damaged and were left out; the others are intact. Restore the file from a backup, or import again.\n`);
  const unread = session.log.unread.length;
  if (unread > 0) process.stderr.write(`kith: ${unread} ${unread === 1 ? "entry needs" : "entries need"} a newer Kith. They are kept and will count after an update.\n`);
  if (insight) runInsight(session, insight, call);
  else if (call.command === "import") runImport(session, call);
  else if (call.command === "path") runPath(session, call);
  else if (call.command === "person") runPerson(session, call);
  else if (call.command === "export") runExport(session, call);
  else if (call.command === "restore") runRestore(session, call);
  else if (call.command === "forget") runForget(session, call);
  else runRecord(session, call);
}
