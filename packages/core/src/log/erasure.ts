/**
 * The list of records that were emptied when a person was forgotten. It travels as a record of its own,
 * so that every device empties its copies; it is about storage, not about the world, and so no event.
 */
import { assert } from "../prelude/assert.ts";
import { bytesToUtf8, concatBytes, utf8ToBytes } from "../prelude/bytes.ts";
import { isId } from "../prelude/id.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { erasurePayload } from "./payload.ts";

/** Where a record lies. */
export interface RecordAddress {
  readonly writer: string;
  readonly seq: number;
}

/** So many addresses fit a record with room to spare. */
const addressesMax = 5_000;

/** Payloads that together name all `addresses`. Throws where one of them is none. */
export function encodeErasure(addresses: readonly RecordAddress[]): readonly Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let start = 0; start < addresses.length; start += addressesMax) {
    const page = addresses.slice(start, start + addressesMax).map(({ writer, seq }) => [writer, seq] as const);
    const payload = concatBytes(Uint8Array.of(erasurePayload), utf8ToBytes(JSON.stringify({ v: 1, records: page })));
    assert(payload.length <= maxPayloadBytes && decodeErasure(payload.subarray(1))?.length === page.length, "a list of emptied records fits a record, and reads back as it was");
    payloads.push(payload);
  }
  return payloads;
}

/** The addresses in a payload without its kind; undefined where it isn't such a list. */
export function decodeErasure(bytes: Uint8Array): readonly RecordAddress[] | undefined {
  try {
    const list = JSON.parse(bytesToUtf8(bytes)) as { readonly v?: unknown; readonly records?: unknown } | null;
    if (list?.v !== 1 || !Array.isArray(list.records)) return undefined;
    const addresses = (list.records as readonly unknown[]).map(readAddress);
    return addresses.every((address) => address !== undefined) ? addresses : undefined;
  } catch {
    return undefined;
  }
}

function readAddress(input: unknown): RecordAddress | undefined {
  if (!Array.isArray(input)) return undefined;
  const [writer, seq] = input as readonly unknown[];
  return isId(writer) && typeof seq === "number" && Number.isSafeInteger(seq) && seq > 0 ? { writer, seq } : undefined;
}
