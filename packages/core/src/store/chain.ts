/** Chains over what a store holds, and what lines say of it. */
import { sameBytes } from "../prelude/bytes.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import { extendChain, startOfChain } from "../vault/line.ts";
import { recordHash, type Address } from "../vault/record.ts";
import { vaultIn, type StoreTransaction } from "./tables.ts";

const hashedAtOnceBytes = 1_000_000;

/** The chain over the hashes of the writer's records 1 to `seq`; undefined where one isn't held. */
export async function chainIn(transaction: StoreTransaction, { writer, seq }: Address): Promise<Uint8Array | undefined> {
  const { vaultId } = await vaultIn(transaction);
  let chain = startOfChain;
  for (let next = 1; next <= seq;) {
    const page = await transaction.records.page({ writer, fromSeq: next, toSeq: seq }, hashedAtOnceBytes);
    for (const record of page) {
      if (record.seq !== next) return undefined;
      chain = extendChain(chain, recordHash(vaultId, record));
      next += 1;
    }
    if (page.length === 0) return undefined;
  }
  return chain;
}

/** The furthest end of a line under `writer` whose chain is that of the records held; 0 where there is none. */
export async function pinnedIn(transaction: StoreTransaction, { lines }: KeyringState, writer: string): Promise<number> {
  let pinned = 0;
  for (const { seq, chain } of lines.flatMap((line) => line.get(writer) ?? [])) {
    const held = seq > pinned ? await chainIn(transaction, { writer, seq }) : undefined;
    if (held !== undefined && sameBytes(held, chain)) pinned = seq;
  }
  return pinned;
}
