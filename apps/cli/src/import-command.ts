/** `kith import FILE...`: archives in, a report out; the same archive again changes nothing and says so. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { importArchive, lastObservation, withoutPeople, type ImportedFile, type ImportReport } from "@kith/core";
import type { Call } from "./arguments.ts";
import { printJson, printLine } from "./output.ts";
import { Misused, Refused } from "./refused.ts";
import { newImportId, type Session } from "./session.ts";

export function runImport(session: Session, call: Call): void {
  if (call.operands.length === 0) throw new Misused("import needs at least one FILE");
  const files = call.operands.map(readInput);
  const network = session.network();
  const outcome = importArchive(files, {
    known: { lastObservation: (person) => lastObservation(network, person) },
    nowMs: Date.now(),
    onProgress: ({ file, doneBytes, totalBytes }) => { process.stderr.write(`\r${file}: ${Math.round((100 * doneBytes) / Math.max(1, totalBytes))} %   `); },
  });
  process.stderr.write("\r\u001B[K");
  if (!outcome.ok) throw new Refused(outcome.error.message);
  const { events, report, snapshotAtMs, archiveName } = outcome.value;
  const fresh = withoutPeople(events.filter(({ id }) => !session.log.has(id)), network.forgotten).length;
  if (fresh > 0) session.dispatch({ type: "RecordImport", importId: newImportId(), fileName: archiveName, snapshotAtMs, events, files: report.files });
  if (call.json) printJson({ files: report.files, people: report.people, interactions: report.interactions, closedAccounts: report.closedAccounts, newEvents: fresh, notices: report.notices });
  else printReport(report, { fresh, isKnown: events.length > 0 && fresh === 0 });
  if (events.length === 0) throw new Refused("no fact came of these files; the report says what became of every row. Nothing was changed.");
}

function readInput(path: string): ImportedFile {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch (error) {
    throw new Refused(`${path} can't be read: ${String((error as NodeJS.ErrnoException).code)}. Check the path.`);
  }
}

function printReport(report: ImportReport, { fresh, isKnown }: { readonly fresh: number; readonly isKnown: boolean }): void {
  for (const { name, read, used, setAside } of report.files) {
    const aside = setAside.map(({ reason, count }) => `${count} ${reason}`).join(", ");
    printLine(`${name}: ${read} rows read, ${used} used${aside === "" ? "" : `, set aside: ${aside}`}`);
  }
  printLine(`${report.people} people, ${report.interactions} interactions${report.closedAccounts > 0 ? `, ${report.closedAccounts} closed accounts` : ""}`);
  for (const notice of report.notices) printLine(`Note: ${notice}`);
  if (fresh > 0) printLine(`${fresh} facts added.`);
  if (isKnown) printLine("Everything in this archive was in Kith already; nothing was changed.");
}
