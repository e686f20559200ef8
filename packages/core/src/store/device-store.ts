/** A device's store: its rules over its tables, one transaction a call. What is sealed is never opened here. */
import type { Vector } from "../sync/vector.ts";
import { isErased, type Address, type SealedRecord } from "../vault/record.ts";
import { acceptIn, setAsideIn, type Fills } from "./accept.ts";
import { adopt, type Adopted, type Adopting } from "./adopt.ts";
import { appendIn, type Append } from "./append.ts";
import { chainIn } from "./chain.ts";
import { dropLostListsIn, hashesIn, nameIn, provenIn, wholeIn, type ErasureList, type Named } from "./erase.ts";
import { createHoldingsReader, type StoreHoldings } from "./holdings.ts";
import { resealIn, reseatIn, type SealingAgain } from "./seal-again.ts";
import type { StoredRecord, StoredVault, StoreState, StoreTables, StoreTransaction } from "./tables.ts";

export interface DeviceStore<Keys = unknown> {
  /** Last seq held without holes, by writer. */
  readonly vector: () => Promise<Record<string, number>>;
  /** Everything an exchange starts from. */
  readonly holdings: () => Promise<StoreHoldings>;
  /** The highest seq held, by writer, holes or not. */
  readonly tops: () => Promise<Record<string, number>>;
  /** Records of `writer` from `fromSeq` on, in order, also behind a hole: at least one if held, else at most `maxBytes` as pages weigh. */
  readonly read: (writer: string, fromSeq: number, maxBytes: number) => Promise<readonly StoredRecord[]>;
  /** Keeps records of others. Gives the addresses held with other content, where nothing was changed. */
  readonly accept: (records: readonly SealedRecord[], fills: Fills) => Promise<readonly Address[]>;
  /** Appends behind all that was ever held of the writer; gives the first seq. */
  readonly append: (append: Append) => Promise<number>;
  /** Appends lists, and all else of `append`, and empties what the lists name: all or nothing. How many bodies were emptied. */
  readonly replace: (wish: { readonly append: Append; readonly lists: readonly { readonly index: number; readonly names: readonly Named[] }[] }) => Promise<number>;
  /** The hashes of these records, as far as they are held: what a list says of them. */
  readonly hashes: (addresses: readonly Address[]) => Promise<readonly Named[]>;
  /** Empties what lists of members name. How many bodies were emptied. */
  readonly name: (lists: readonly ErasureList[]) => Promise<number>;
  /** Rows can be lost between two starts: names whose list is gone count no more. */
  readonly dropLostLists: () => Promise<void>;
  /** Erased records that may be passed on to a relay which holds `theirs`; `last`: how far this page looked. */
  readonly proven: (after: Address | undefined, max: number, theirs: Vector) => Promise<{ readonly proven: readonly SealedRecord[]; readonly last: Address | undefined }>;
  /** Where records are that are only claimed to be erased; at most `max`. */
  readonly claims: (max: number) => Promise<readonly Address[]>;
  /** Of these addresses, the records that are whole here and that no list names. */
  readonly whole: (addresses: readonly Address[]) => Promise<readonly SealedRecord[]>;
  /** Moves a record that doesn't open out of the way: true where it is a hole now. */
  readonly setAside: (address: Address) => Promise<boolean>;
  /** The chain over the hashes of the writer's records 1 to `seq`, all of them held. */
  readonly chain: (writer: string, seq: number) => Promise<Uint8Array>;
  /** How many records are set aside and not yet back, or came back as they were. */
  readonly damagedCount: () => Promise<number>;
  /** As `resealIn`. */
  readonly reseal: (wish: SealingAgain) => Promise<string>;
  /** As `reseatIn`. */
  readonly reseat: (conflictSeq: number, wish: SealingAgain) => Promise<number>;
  /** Records were replaced or removed by another tab: what was counted is counted again. */
  readonly recount: () => void;
  /** As `adopt`. */
  adopt(adopting: Adopting<Keys>, areKept: (keys: Keys) => Promise<boolean>): Promise<Adopted>;
  get<Name extends keyof StoreState<Keys>>(name: Name): Promise<StoreState<Keys>[Name] | undefined>;
  put<Name extends keyof StoreState<Keys>>(name: Name, value: StoreState<Keys>[Name]): Promise<void>;
  readonly remove: (name: keyof StoreState) => Promise<void>;
  /** This store's vault and sealed epoch, read as one. */
  readonly own: () => Promise<{ readonly vault: StoredVault | undefined; readonly sealedEpoch: number }>;
}

async function nameAll(transaction: StoreTransaction, lists: readonly ErasureList[]): Promise<number> {
  let emptied = 0;
  for (const list of lists) emptied += await nameIn(transaction, list);
  return emptied;
}

/** The rules over `tables`. */
export function createDeviceStore<Keys = unknown>(tables: StoreTables): DeviceStore<Keys> {
  const { reading, writing } = tables;
  const holdings = createHoldingsReader(tables);
  return {
    vector: holdings.vector,
    holdings: holdings.read,
    recount: holdings.recount,
    tops: async () => Object.fromEntries(await reading(({ records }) => records.ends())),
    read: (writer, fromSeq, maxBytes) => reading(({ records }) => records.page({ writer, fromSeq }, maxBytes)),
    accept: async (records, fills) => {
      const conflicts = await writing((transaction) => acceptIn(transaction, records, fills));
      if (records.some(isErased)) holdings.recountErased();
      return conflicts;
    },
    append: (append) => writing((transaction) => appendIn(transaction, append)),
    replace: ({ append, lists }) => writing(async (transaction) => {
      const { writer } = append;
      const first = await appendIn(transaction, append);
      return nameAll(transaction, lists.map(({ index, names }) => ({ list: { writer, seq: first + index }, names })));
    }),
    hashes: (addresses) => reading((transaction) => hashesIn(transaction, addresses)),
    name: (lists) => writing((transaction) => nameAll(transaction, lists)),
    dropLostLists: () => writing(dropLostListsIn),
    proven: (after, max, theirs) => reading((transaction) => provenIn(transaction, { after, max, theirs })),
    claims: (max) => reading(async ({ records }) => (await records.claimed(undefined, max)).map(({ writer, seq }) => ({ writer, seq }))),
    whole: (addresses) => reading((transaction) => wholeIn(transaction, addresses)),
    setAside: async (address) => {
      const isHole = await writing((transaction) => setAsideIn(transaction, address));
      if (isHole) holdings.noteHole(address);
      return isHole;
    },
    chain: (writer, seq) => reading(async (transaction) => {
      const chain = await chainIn(transaction, { writer, seq });
      if (!chain) throw new Error("The local store lost a record while it was read. Sync will fetch it again.");
      return chain;
    }),
    damagedCount: () => reading(async ({ damaged }) => (await damaged.addresses()).length),
    reseal: async (wish) => {
      const writer = await writing((transaction) => resealIn(transaction, wish));
      holdings.recount();
      return writer;
    },
    reseat: async (conflictSeq, wish) => {
      const shared = await writing((transaction) => reseatIn(transaction, conflictSeq, wish));
      holdings.recount();
      return shared;
    },
    adopt: (adopting, areKept) => adopt(tables, adopting, areKept),
    get: (name) => reading(({ state }) => state.get(name)) as Promise<never>,
    put: (name, value) => writing(({ state }) => state.put(name, value)),
    remove: (name) => writing(({ state }) => state.delete(name)),
    own: () => reading(async ({ state }) => {
      const [vault, sealedEpoch] = await Promise.all([state.get("vault"), state.get("sealedEpoch")]);
      return { vault, sealedEpoch: sealedEpoch ?? 1 };
    }),
  };
}
