/** Appending: an own record goes behind all that the store holds or ever held of its writer. */
import type { SealedRecord } from "../vault/record.ts";
import type { StoreTransaction } from "./tables.ts";

/** New records of `writer`: `sealAt(index, seq)` for each of `count` at its turn. */
export interface Append {
  readonly writer: string;
  readonly count: number;
  readonly sealAt: (index: number, seq: number) => SealedRecord;
}

/** Gives the seq of the first. A seq that was used is never used again: rows can be lost, or set aside. */
export async function appendIn(transaction: StoreTransaction, { writer, count, sealAt }: Append): Promise<number> {
  const first = (await lastUsed(transaction, writer)) + 1;
  for (let index = 0; index < count; index += 1) await transaction.records.put(sealAt(index, first + index));
  return first;
}

/** The last seq of `writer` that is held, was set aside, or that the relay is known to hold from this store. */
export async function lastUsed(transaction: StoreTransaction, writer: string): Promise<number> {
  const { records, damaged } = transaction;
  return Math.max(...await Promise.all([records.lastSeq(writer), damaged.lastSeq(writer), sentIn(transaction, writer)]));
}

async function sentIn({ state }: StoreTransaction, writer: string): Promise<number> {
  const [vault, sent = 0] = await Promise.all([state.get("vault"), state.get("sent")]);
  return vault?.writer === writer ? sent : 0;
}
