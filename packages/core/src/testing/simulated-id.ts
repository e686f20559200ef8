/** Ids for simulations. */
import { bytesToBase64url, sha256, utf8ToBytes } from "../prelude/bytes.ts";

/** An id made from a name. */
export const idOf = (name: string): string => bytesToBase64url(sha256(utf8ToBytes(name)).subarray(0, 16));
