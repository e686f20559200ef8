/** Files in, events out: read in this worker, recorded as one import. */
import { importArchive, lastObservation, withoutPeople, type EventId, type ImportId, type ImportProgress } from "@kith/core";
import type { Questions, UndoneBefore } from "../contract.ts";
import { changeOf, historySteps } from "./history-steps.ts";
import type { Session } from "./session.ts";

export interface ImportDeps {
  readonly session: Session;
  readonly nowMs: () => number;
  readonly newImportId: () => ImportId;
  readonly onProgress: (progress: ImportProgress) => void;
}

export async function importFiles(files: Questions["importFiles"]["ask"], { session, nowMs, newImportId, onProgress }: ImportDeps): Promise<Questions["importFiles"]["answer"]> {
  await session.catchUp();
  const outcome = importArchive(files, { known: { lastObservation: (person) => lastObservation(session.network, person) }, nowMs: nowMs(), onProgress });
  if (!outcome.ok) return { ok: false, message: outcome.error.message };
  const { events, report, snapshotAtMs, archiveName } = outcome.value;
  const newEvents = withoutPeople(events.filter(({ id }) => !session.log.has(id)), session.network.forgotten).length;
  const undone = await undoneBefore(session, new Set(events.map(({ id }) => id)));
  if (newEvents === 0) return { ok: true, report, newEvents, ...(undone ? { undone } : {}) };
  const importId = newImportId();
  const done = await session.dispatch({ type: "RecordImport", importId, fileName: archiveName, snapshotAtMs, events, files: report.files });
  return done.ok ? { ok: true, importId, report, newEvents, ...(undone ? { undone } : {}) } : done;
}

/** What is in the log already is not recorded again, and so stays undone: said, with the way back. */
async function undoneBefore(session: Session, ids: ReadonlySet<EventId>): Promise<UndoneBefore | undefined> {
  const runs = session.network.imports.filter(({ undone }) => undone);
  if (runs.length === 0) return undefined;
  const step = historySteps(await session.everything()).find(({ undoneBy, importId, entries }) => importId !== undefined && undoneBy.length > 0 && entries.some(({ event }) => ids.has(event.id)));
  const run = runs.find(({ importId }) => importId === step?.importId);
  return step && run && { fileName: run.fileName, change: changeOf(step) };
}
