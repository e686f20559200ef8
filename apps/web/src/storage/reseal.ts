/**
 * After a device was removed: what stands above a line under an older epoch is refused by all, so what
 * it says is sealed again as this store's own under the newest epoch, and the old goes. So does what
 * this store holds below a line in another form than the line's: it is a clone's. One transaction: a
 * crash leaves the old or the new.
 */
import { admits, isErased, recordHash, sameBytes, extendChain, startOfChain, type KeyringState, type SealedRecord } from "@kith/core/relay";
import { result, writing } from "./database.ts";
import { keyOf, lastSeqOf, ofWriterFrom, readEnds } from "./record-reads.ts";
import type { StoredVault } from "./vault-store.ts";

export interface Reseal {
  readonly state: KeyringState;
  /** Takes the own writer id's place where own records are among those that go. */
  readonly freshWriter: string;
  /** The same content at another address under the newest epoch; undefined where the record can't be opened. */
  readonly sealAgain: (record: SealedRecord, address: { readonly writer: string; readonly seq: number }) => SealedRecord | undefined;
}

/** Gives the vault as it is afterwards. Doing it twice is doing it once. */
export function reseal(database: IDBDatabase, { state, freshWriter, sealAgain }: Reseal): Promise<StoredVault> {
  return writing(database, ["records", "damaged", "state"], async (transaction) => {
    const [records, kept] = [transaction.objectStore("records"), transaction.objectStore("state")];
    const vault = (await result(kept.get("vault"))) as StoredVault;
    const since = ((await result(kept.get("sealedEpoch"))) as number | undefined) ?? 1;
    const going: SealedRecord[] = [];
    for (const writer of (await readEnds(records)).keys()) going.push(...(await refusedOf(records, { writer, since, isOwn: writer === vault.writer }, state)));
    const isOwnAmong = going.some(({ writer }) => writer === vault.writer);
    const now = isOwnAmong ? { ...vault, writer: freshWriter } : vault;
    let seq = Math.max(await lastSeqOf(records, now.writer), await lastSeqOf(transaction.objectStore("damaged"), now.writer));
    for (const record of going) {
      const again = isErased(record) ? undefined : sealAgain(record, { writer: now.writer, seq: seq + 1 });
      await result(records.delete(keyOf(record)));
      if (again === undefined) continue;
      await result(records.add(again));
      seq += 1;
    }
    await result(kept.put(state.epoch, "sealedEpoch"));
    if (isOwnAmong) {
      await result(kept.put(now, "vault"));
      await result(kept.put(0, "sent"));
    }
    if (going.length > 0) await result(kept.delete("snapshot"));
    return now;
  });
}

/** What this store may no longer hold of a writer, in order. Of the own writer all behind the first: the relay would never take what stands behind a hole. */
async function refusedOf(records: IDBObjectStore, of: { readonly writer: string; readonly since: number; readonly isOwn: boolean }, state: KeyringState): Promise<readonly SealedRecord[]> {
  const { writer, since, isOwn } = of;
  const ends = state.lines.map((line) => line.get(writer));
  if (ends.length === 0) return [];
  const from = Math.min(...ends.map((end) => (end?.seq ?? 0) + 1));
  // What is held under older lines was held against them when they came.
  for (const end of ends.slice(since - 1)) if (end !== undefined && !(await isOfLine(records, { vaultId: state.vaultId, writer }, end))) return result(records.getAll(ofWriterFrom(writer, 1)) as IDBRequest<SealedRecord[]>);
  const above = await result(records.getAll(ofWriterFrom(writer, from)) as IDBRequest<SealedRecord[]>);
  const first = above.findIndex((record) => admits(state, record) !== "yes");
  if (first < 0) return [];
  return isOwn ? above.slice(first) : above.filter((record) => admits(state, record) !== "yes");
}

/** False where records up to the line are held in another form. What isn't all here can't be judged yet: the exchange judges what comes. */
async function isOfLine(records: IDBObjectStore, { vaultId, writer }: { readonly vaultId: string; readonly writer: string }, end: { readonly seq: number; readonly chain: Uint8Array }): Promise<boolean> {
  const chain = await chainIn(records, { vaultId, writer, seq: end.seq });
  return chain === undefined || sameBytes(chain, end.chain);
}

const hashedAtOnce = 500;

/** The chain over the writer's records 1 to `seq`; undefined where one isn't held. */
export async function chainIn(records: IDBObjectStore, { vaultId, writer, seq }: { readonly vaultId: string; readonly writer: string; readonly seq: number }): Promise<Uint8Array | undefined> {
  let chain = startOfChain;
  for (let next = 1; next <= seq;) {
    const page = await result(records.getAll(IDBKeyRange.bound([writer, next], [writer, seq]), hashedAtOnce) as IDBRequest<SealedRecord[]>);
    for (const record of page) {
      if (record.seq !== next) return undefined;
      chain = extendChain(chain, recordHash(vaultId, record));
      next += 1;
    }
    if (page.length === 0) return undefined;
  }
  return chain;
}
