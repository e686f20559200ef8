/**
 * One spelling for a network, so that two can be compared by a hash: keys sorted, maps as sorted
 * lists, sets likewise, no undefined.
 */
import { bytesToHex, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import type { Network } from "./network.ts";

/** SHA-256 of the canonical JSON, hex. Equal for equal networks, on every device. */
export const networkHash = (network: Network): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(canonical(network)))));

function canonical(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, item]) => [key, canonical(item)] as const).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  if (value instanceof Set) return [...value].map(String).toSorted();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, canonical(item)]));
}
