/**
 * A batch that is too large to be opened whole, as older builds wrote it: inflated piece by piece and cut
 * into its events, each parsed on its own. No more is held than one event and the pieces around it, so
 * that what was made to burst a memory can't; and more than `inflatedBytesMax` no record could ever hold.
 */
import { Inflate } from "fflate";
import { batchJsonBytesMax } from "../event/readable.ts";
import { bytesToUtf8, concatBytes } from "../prelude/bytes.ts";
import { inflatedLength, lengthBytes, ratioMax } from "../prelude/deflated.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";

/** What stands in a batch between the recording and the events. */
export const eventsBegin = ',"events":[';
/** What the largest payload can inflate to at all: 266 MB. */
const inflatedBytesMax = maxPayloadBytes * ratioMax;
/** Deflated bytes for one step, which so gives 4 MB at most. */
const stepBytes = 4_096;
/** Before the events stand a few numbers and ids, and 500 offsets at most. */
const headBytesMax = 65_536;

/** The content of a batch as JSON would give it, with undefined in place of an event that can't be read; undefined where it is no batch. */
export function readLargeBatch(bytes: Uint8Array): unknown {
  const length = inflatedLength(bytes);
  if (length > inflatedBytesMax || length > bytes.length * ratioMax) return undefined;
  const cutter = createCutter();
  let inflated = 0;
  const stream = new Inflate((piece) => { inflated += piece.length; cutter.take(piece); });
  try {
    for (let at = lengthBytes; at < bytes.length; at += stepBytes) {
      stream.push(bytes.subarray(at, at + stepBytes), at + stepBytes >= bytes.length);
      if (inflated > length) return undefined;
    }
    return inflated === length ? cutter.end() : undefined;
  } catch {
    return undefined;
  }
}

const [quote, backslash, comma, braceOpen, braceClose, bracketOpen, bracketClose] = [0x22, 0x5c, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];

/** Takes the JSON of a batch in pieces, cut anywhere. */
function createCutter(): { take(piece: Uint8Array): void; end(): unknown } {
  let head: Uint8Array = new Uint8Array(0);
  let content: object | undefined;
  const events: unknown[] = [];
  /** Of the event being read: its bytes so far, how deep in it, whether within a text or behind a backslash in one. */
  let parts: Uint8Array[] = [];
  let [size, depth, isText, isEscaped, isOver] = [0, 0, false, false, false];

  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > batchJsonBytesMax) parts = [];
    // A copy: the piece is the inflater's own window.
    else if (part.length > 0) parts.push(part.slice());
  };
  const endEvent = (): void => {
    if (size > 0) events.push(size > batchJsonBytesMax ? undefined : parsed(concatBytes(...parts)));
    [parts, size] = [[], 0];
  };
  const cut = (piece: Uint8Array): void => {
    let from = 0;
    for (let at = 0; at < piece.length && !isOver; at += 1) {
      if (isEscaped) { isEscaped = false; continue; }
      if (isText) {
        const next = piece.indexOf(quote, at);
        const end = next < 0 ? piece.length : next;
        // Behind an odd number of backslashes a quotation mark is one of the text's own.
        let behind = end;
        while (behind > at && piece[behind - 1] === backslash) behind -= 1;
        const isMasked = (end - behind) % 2 === 1;
        [isText, isEscaped] = [next < 0 || isMasked, next < 0 && isMasked];
        at = end;
        continue;
      }
      const byte = piece[at];
      if (byte === quote) isText = true;
      else if (byte === braceOpen || byte === bracketOpen) depth += 1;
      else if (depth > 0) { if (byte === braceClose || byte === bracketClose) depth -= 1; }
      else if (byte === comma || byte === bracketClose) {
        keep(piece.subarray(from, at));
        endEvent();
        from = at + 1;
        isOver = byte === bracketClose;
      }
    }
    if (!isOver) keep(piece.subarray(from));
  };
  return {
    take(piece) {
      if (content) { cut(piece); return; }
      head = concatBytes(head, piece.slice(0, headBytesMax));
      const text = bytesToUtf8(head);
      const begin = text.indexOf(eventsBegin);
      if (begin < 0) { if (head.length >= headBytesMax) throw new Error("no events in it"); return; }
      content = JSON.parse(`${text.slice(0, begin)}}`) as object;
      // Ids and numbers before it: a character is a byte.
      cut(concatBytes(head, piece.subarray(headBytesMax)).subarray(begin + eventsBegin.length));
    },
    end: () => (isOver ? { ...content, events } : undefined),
  };
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(bytesToUtf8(json));
  } catch {
    return undefined;
  }
}
