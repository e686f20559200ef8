/** Lists of erased records among the payloads of a log. */
import { decodeErasure } from "../log/erasure.ts";
import { erasurePayload } from "../log/payload.ts";
import type { Address } from "../vault/record.ts";

/** What a payload names as erased; undefined where it is no such list. */
export const namesIn = (payload: Uint8Array): readonly Address[] | undefined =>
  (payload[0] === erasurePayload ? decodeErasure(payload.subarray(1)) : undefined);
