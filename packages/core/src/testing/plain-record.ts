/** Records for tests of stores, which never open one. */
import { utf8ToBytes } from "../prelude/bytes.ts";
import type { SealedRecord } from "../vault/record.ts";

/** A record of epoch 1 that says where it stands, in place of a sealed body. */
export const plainRecord = (writer: string, seq: number, text = ""): SealedRecord => ({ writer, seq, epoch: 1, body: utf8ToBytes(`${writer} ${seq} ${text}`) });
