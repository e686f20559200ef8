/**
 * The list of records that were emptied when a person was forgotten. It travels as a record of its own,
 * so that every device empties its copies; it is about storage, not about the world, and so no event.
 */
import { assert } from "../prelude/assert.ts";
import { base64urlToBytes, bytesToBase64url, bytesToUtf8, concatBytes, utf8ToBytes } from "../prelude/bytes.ts";
import { isId } from "../prelude/id.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { erasurePayload } from "./payload.ts";

/** Where a record lies. */
export interface RecordAddress {
  readonly writer: string;
  readonly seq: number;
}

/** A record to be emptied: where it lies, and the hash it keeps, so that nothing else can be taken for it. */
export interface NamedRecord extends RecordAddress {
  /** SHA-256 of its header and body, 32 bytes; absent in lists of an older Kith. */
  readonly sha256?: Uint8Array;
}

/** So many fit a record with room to spare. */
const addressesMax = 2_500;

/** Payloads that together name all `addresses`. Throws where one of them is none. */
export function encodeErasure(addresses: readonly NamedRecord[]): readonly Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let start = 0; start < addresses.length; start += addressesMax) {
    const page = addresses.slice(start, start + addressesMax);
    const payload = concatBytes(Uint8Array.of(erasurePayload), utf8ToBytes(JSON.stringify({ v: 1, records: page.map(rowOf) })));
    const isReadable = payload.length <= maxPayloadBytes && decodeErasure(payload.subarray(1))?.length === page.length;
    assert(isReadable, "a list of emptied records fits a record, and reads back as it was");
    payloads.push(payload);
  }
  return payloads;
}

const rowOf = ({ writer, seq, sha256 }: NamedRecord): readonly (string | number)[] => (sha256 === undefined ? [writer, seq] : [writer, seq, bytesToBase64url(sha256)]);

/** The addresses in a payload without its kind; undefined where it isn't such a list. */
export function decodeErasure(bytes: Uint8Array): readonly NamedRecord[] | undefined {
  try {
    const list = JSON.parse(bytesToUtf8(bytes)) as { readonly v?: unknown; readonly records?: unknown } | null;
    if (list?.v !== 1 || !Array.isArray(list.records)) return undefined;
    const addresses = (list.records as readonly unknown[]).map(readAddress);
    return addresses.every((address) => address !== undefined) ? addresses : undefined;
  } catch {
    return undefined;
  }
}

function readAddress(input: unknown): NamedRecord | undefined {
  if (!Array.isArray(input)) return undefined;
  const [writer, seq, hash] = input as readonly unknown[];
  if (!isId(writer) || typeof seq !== "number" || !Number.isSafeInteger(seq) || seq <= 0) return undefined;
  const sha256 = typeof hash === "string" ? base64urlToBytes(hash) : undefined;
  return sha256?.length === 32 ? { writer, seq, sha256 } : { writer, seq };
}
