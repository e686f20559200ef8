/** Files in, events out: read in this worker, recorded as one import. */
import { importArchive, lastObservation, type ImportId, type ImportProgress } from "@kith/core";
import type { Questions } from "../contract.ts";
import type { Session } from "./session.ts";

export interface ImportDeps {
  readonly session: Session;
  readonly newImportId: () => ImportId;
  readonly onProgress: (progress: ImportProgress) => void;
}

export async function importFiles(files: Questions["importFiles"]["ask"], { session, newImportId, onProgress }: ImportDeps): Promise<Questions["importFiles"]["answer"]> {
  await session.catchUp();
  const outcome = importArchive(files, { known: { lastObservation: (person) => lastObservation(session.network, person) }, onProgress });
  if (!outcome.ok) return { ok: false, message: outcome.error.message };
  const { events, report, snapshotAtMs, archiveName } = outcome.value;
  const newEvents = events.filter(({ id }) => !session.log.has(id)).length;
  if (newEvents === 0) return { ok: true, report, newEvents };
  const importId = newImportId();
  const done = await session.dispatch({ type: "RecordImport", importId, fileName: archiveName, snapshotAtMs, events, files: report.files });
  return done.ok ? { ok: true, importId, report, newEvents } : done;
}
