/**
 * A snapshot: what a start needs instead of every record ever written. It is disposable: whatever is
 * wrong with it, the log is read from its records instead.
 *
 *     4 bytes: length of the head · head, JSON: version, catalogue, cursor, the log's checkpoint · the projection's base
 */
import type { Entry } from "../event/entry.ts";
import { catalogueKey } from "../event/parse.ts";
import { bytesToUtf8, concatBytes, utf8ToBytes } from "../prelude/bytes.ts";
import type { EventId } from "../prelude/id.ts";
import type { LogCheckpoint } from "../log/event-log.ts";
import type { ProjectionSnapshot } from "../projection/snapshot.ts";

/** Last record taken in, by writer. */
export type Cursor = Readonly<Record<string, number>>;

export interface Snapshot {
  readonly cursor: Cursor;
  readonly log: LogCheckpoint;
  readonly projection: ProjectionSnapshot;
}

const version = 1;
const idLength = 22;

interface Head extends Omit<LogCheckpoint, "ids" | "tail"> {
  readonly v: number;
  /** What the build that wrote it could read: another build reads the records again. */
  readonly catalogue: string;
  readonly cursor: Cursor;
  /** 22 characters each, without anything between: one string is parsed faster than a list. */
  readonly ids: string;
  readonly tail: readonly Entry[];
}

/** The tails of log and projection are the same entries; they are kept once. */
export function encodeSnapshot({ cursor, log, projection }: Snapshot): Uint8Array {
  const head: Head = { v: version, catalogue: catalogueKey, cursor, ...log, ids: log.ids.join("") };
  const bytes = utf8ToBytes(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concatBytes(length, bytes, projection.base);
}

/** Undefined where it is of another version or build, or not a snapshot. The base is checked by the projection that goes on from it. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot | undefined {
  if (bytes.length < 4) return undefined;
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  try {
    const head = JSON.parse(bytesToUtf8(bytes.subarray(4, end))) as Head | null;
    if (head?.v !== version || head.catalogue !== catalogueKey || end > bytes.length) return undefined;
    const { v: _v, catalogue: _catalogue, cursor, ids, ...log } = head;
    return { cursor, log: { ...log, ids: cut(ids) }, projection: { base: bytes.subarray(end), tail: log.tail, markHlc: log.markHlc } };
  } catch {
    return undefined;
  }
}

function cut(joined: string): readonly EventId[] {
  const ids: EventId[] = [];
  for (let at = 0; at < joined.length; at += idLength) ids.push(joined.slice(at, at + idLength) as EventId);
  return ids;
}
