/** Lists of erased records among the payloads of a log. */
import { decodeErasure, type NamedRecord } from "../log/erasure.ts";
import { erasurePayload } from "../log/payload.ts";

/** What a payload names as erased; undefined where it is no such list. */
export const namesIn = (payload: Uint8Array): readonly NamedRecord[] | undefined =>
  (payload[0] === erasurePayload ? decodeErasure(payload.subarray(1)) : undefined);
