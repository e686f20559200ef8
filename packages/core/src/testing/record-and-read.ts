/** From an import to a fresh log: what is said to be added must be there for whoever reads next. */
import { decide } from "../command/decide.ts";
import type { KithEvent } from "../event/event.ts";
import type { ImportedArchive } from "../files/import-archive.ts";
import { createEventLog, type EventLog } from "../log/event-log.ts";
import { inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, ImportId } from "../prelude/id.ts";

/**
 * Records an import into a log that holds nothing yet and reads what was stored with another. Gives the
 * events recorded. Throws where the import is refused, or where what is read isn't all that was recorded.
 */
export function recordAndRead({ events, snapshotAtMs, report, archiveName }: ImportedArchive, nowMs: number): readonly KithEvent[] {
  const importId = idFromParts(["import"]) as ImportId;
  const nothingKnown = { hasPerson: () => true, hasEvent: () => false, hasImport: () => false, hasPlan: () => false, idsOf: () => [], forgotten: new Set<never>() };
  const decided = decide({ type: "RecordImport", importId, fileName: archiveName, snapshotAtMs, events, files: report.files }, nothingKnown, { nowMs, newId: () => idFromParts(["completed"]) });
  if (!decided.ok) throw new Error(decided.error.message);
  const reader = openLog();
  reader.read(openLog().prepare(decided.value, { nowMs, importId }).payloads);
  const read = inOrder(reader.entries());
  if (reader.damaged > 0 || read.length !== decided.value.length) throw new Error(`${decided.value.length} recorded, ${read.length} read, ${reader.damaged} damaged`);
  decided.value.forEach((event, index) => { if (JSON.stringify(read[index]?.event) !== JSON.stringify(event)) throw new Error(`event ${index} reads otherwise than it was recorded`); });
  return decided.value;
}

const openLog = (): EventLog => createEventLog({ device: idFromParts(["device"]) as DeviceId, random: (length) => Uint8Array.from({ length }, (_, index) => index) });
