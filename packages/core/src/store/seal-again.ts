/**
 * What moves a store's records to other addresses. After a device was removed, what stands above a line
 * under an older epoch is refused by all, so it is sealed again as this store's own (reseal). A store that
 * was copied or put back shares its writer id with another: it takes a fresh one and seals again what the
 * relay never showed it (reseat); so it does where an own record was lost before it was pushed.
 */
import { sameBytes } from "../prelude/bytes.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import { admits } from "../vault/line.ts";
import { isErased, type Address, type SealedRecord } from "../vault/record.ts";
import { lastUsed } from "./append.ts";
import { chainIn, pinnedIn } from "./chain.ts";
import { moveNamesIn } from "./erase.ts";
import { vaultIn, type StoredRecord, type StoredVault, type StoreTransaction } from "./tables.ts";

/** The same content at another address under the newest epoch; undefined where the record can't be opened. */
export type SealAgain = (record: StoredRecord, address: Address) => SealedRecord | undefined;

export interface SealingAgain {
  readonly state: KeyringState;
  /** Takes the own writer id's place where own records are among those that move. */
  readonly freshWriter: string;
  readonly sealAgain: SealAgain;
}

const everything = Number.POSITIVE_INFINITY;

/** Brings the store up to the keyring's newest epoch. Gives the own writer id afterwards. Doing it twice is doing it once. */
export async function resealIn(transaction: StoreTransaction, { state, freshWriter, sealAgain }: SealingAgain): Promise<string> {
  const { records, state: rows } = transaction;
  const vault = await vaultIn(transaction);
  const since = (await rows.get("sealedEpoch")) ?? 1;
  const going: StoredRecord[] = [];
  for (const writer of (await records.ends()).keys()) {
    going.push(...await refusedOf(transaction, { writer, since, isOwn: writer === vault.writer }, state));
  }
  const isOwnAmong = going.some(({ writer }) => writer === vault.writer);
  const writer = isOwnAmong ? freshWriter : vault.writer;
  if (isOwnAmong) await takeWriter(transaction, vault, freshWriter);
  await move(transaction, going, { writer, sealAgain });
  await rows.put("sealedEpoch", state.epoch);
  return writer;
}

/** What this store may no longer hold of a writer, in order. */
async function refusedOf(
  transaction: StoreTransaction, of: { readonly writer: string; readonly since: number; readonly isOwn: boolean }, state: KeyringState,
): Promise<readonly StoredRecord[]> {
  const { writer, since, isOwn } = of;
  const { records } = transaction;
  const ends = state.lines.map((line) => line.get(writer));
  if (ends.length === 0) return [];
  // What is held under older lines was held against them when they came. What isn't all here can't be judged yet.
  let isJudged = true;
  for (const end of ends.slice(since - 1)) {
    const chain = end && (await chainIn(transaction, { writer, seq: end.seq }));
    if (end && chain && !sameBytes(chain, end.chain)) return records.page({ writer, fromSeq: 1 }, everything);
    if (end && !chain) isJudged = false;
  }
  const from = Math.min(...ends.map((end) => (end?.seq ?? 0) + 1));
  const above = await records.page({ writer, fromSeq: from }, everything);
  const first = above.findIndex((record) => admits(state, record) !== "yes");
  if (first < 0) return [];
  if (!isOwn) return above.filter((record) => admits(state, record) !== "yes");
  // Nobody compares what is left under an id that isn't one's own any more: what the relay never showed goes along.
  if (!isJudged) return records.page({ writer, fromSeq: (await shownIn(transaction, writer)) + 1 }, everything);
  // Of the own writer all behind the first: the relay would never take what stands behind a hole.
  return above.slice(first);
}

/** How far the relay showed the own records to be what is held here. */
async function shownIn({ state }: StoreTransaction, writer: string): Promise<number> {
  const proved = await state.get("proved");
  return proved?.writer === writer ? proved.seq : 0;
}

/**
 * Gives the own records behind what both sides are known to hold a fresh writer id. `conflictSeq`: where the
 * relay holds another record, or an own one is lost. Gives the last seq that stays.
 */
export async function reseatIn(
  transaction: StoreTransaction, conflictSeq: number, { state, freshWriter, sealAgain }: SealingAgain,
): Promise<number> {
  const { records } = transaction;
  const vault = await vaultIn(transaction);
  const shown = await shownIn(transaction, vault.writer);
  // What a line pins stays, whatever the relay shows: one that lost it could else never be given what the line asks for.
  const shared = Math.max(Math.min(shown, conflictSeq - 1), await pinnedIn(transaction, state, vault.writer));
  const last = await lastUsed(transaction, vault.writer);
  const held = new Set((await records.page({ writer: vault.writer, fromSeq: shared + 1 }, everything)).map(({ seq }) => seq));
  // A list that is lost here proves nothing any more: what it named is a claim.
  for (let seq = shared + 1; seq <= last; seq += 1) if (!held.has(seq)) await moveNamesIn(transaction, { writer: vault.writer, seq }, undefined);
  const tail = await records.page({ writer: vault.writer, fromSeq: shared + 1 }, everything);
  await takeWriter(transaction, vault, freshWriter);
  await move(transaction, tail, { writer: freshWriter, sealAgain });
  return shared;
}

async function takeWriter({ state }: StoreTransaction, vault: StoredVault, writer: string): Promise<void> {
  await state.put("vault", { ...vault, writer });
  await state.put("sent", 0);
}

async function move(
  transaction: StoreTransaction, going: readonly StoredRecord[], to: { readonly writer: string; readonly sealAgain: SealAgain },
): Promise<void> {
  const { records, state } = transaction;
  let seq = await lastUsed(transaction, to.writer);
  for (const record of going) {
    const address = { writer: to.writer, seq: seq + 1 };
    // What is erased, or can't be opened, has no content to carry over.
    const again = isErased(record) ? undefined : to.sealAgain(record, address);
    await records.delete(record);
    await moveNamesIn(transaction, record, again && address);
    if (again === undefined) continue;
    await records.put(again);
    seq += 1;
  }
  if (going.length > 0) await state.delete("snapshot");
}
