/**
 * What a device's store lies in, as its rules see it: IndexedDB in a browser, maps in tests and in the
 * simulator. A table has no opinions: every rule about records stands beside this file.
 */
import type { SignedEntry } from "../vault/keyring-fact.ts";
import type { Address, SealedRecord } from "../vault/record.ts";
import type { WordsCheck } from "../vault/words-check.ts";

/** A record as it lies in a store. */
export interface StoredRecord extends SealedRecord {
  /** Erased as somebody claimed, and no list of a member is known that names it. Only on erased records. */
  readonly claimed?: 1;
}

/** Which vault this is, and who this store is in it. */
export interface StoredVault {
  readonly vaultId: string;
  readonly deviceId: string;
  /** The random id of this store, under which it appends. */
  readonly writer: string;
}

/** What this device knows of the recovery words; never the words. Counts while the recovery key is `recovery`. */
export type StoredWords = { readonly recovery: Uint8Array } & (
  | { readonly kind: "toAsk"; readonly check: WordsCheck; readonly fromMs: number }
  | { readonly kind: "known"; readonly atMs: number }
);

/** A snapshot as it lies on the disk: sealed under the key of its epoch. */
export interface StoredSnapshot {
  readonly epoch: number;
  readonly sealed: Uint8Array;
}

/** An entry of the relay's keyring that this device can't follow: its wraps give this device no key. */
export interface LockedOut {
  /** SHA-256 of the entry. */
  readonly head: Uint8Array;
  /** Who wrote it: a device's name, or "the recovery words". */
  readonly by: string;
}

/** Everything that is kept once, by name. `Keys` is the form in which the platform keeps a device's keys. */
export interface StoreState<Keys = unknown> {
  readonly vault: StoredVault;
  readonly keys: Keys;
  readonly keyring: readonly SignedEntry[];
  /** The epoch every record held stands under or below the line of; 1 before anybody was removed. */
  readonly sealedEpoch: number;
  /** The last own seq the relay acknowledged from this very store. */
  readonly sent: number;
  /** The last own record whose hash the relay showed. What a receipt says may be no more than a claim. */
  readonly proved: Address;
  readonly snapshot: StoredSnapshot;
  /** What whoever runs the relay gave for this vault. */
  readonly invitation: string;
  readonly words: StoredWords;
  readonly lockedOut: LockedOut;
}

export interface StateRows {
  get<Name extends keyof StoreState>(name: Name): Promise<StoreState[Name] | undefined>;
  put<Name extends keyof StoreState>(name: Name, value: StoreState[Name]): Promise<void>;
  delete(name: keyof StoreState): Promise<void>;
}

/** Records of one writer from `fromSeq` to `toSeq`, both included. */
export interface RecordRange {
  readonly writer: string;
  readonly fromSeq: number;
  /** The last there is where it is left out. */
  readonly toSeq?: number;
}

/** Records by (writer, seq). */
export interface RecordRows {
  get(address: Address): Promise<StoredRecord | undefined>;
  /** Takes the place of what stood there. */
  put(record: StoredRecord): Promise<void>;
  delete(address: Address): Promise<void>;
  /** The highest seq of `writer`, holes or not; 0 for none. */
  lastSeq(writer: string): Promise<number>;
  /** The highest seq by writer, holes or not. */
  ends(): Promise<ReadonlyMap<string, number>>;
  /** How many records of `writer` stand from `fromSeq` to `toSeq`, both included. */
  count(writer: string, fromSeq: number, toSeq: number): Promise<number>;
  /** The records of a range in order: at least one if held, else at most `maxBytes` as pages weigh. */
  page(range: RecordRange, maxBytes: number): Promise<readonly StoredRecord[]>;
  countErased(): Promise<number>;
  countClaimed(): Promise<number>;
  /** Erased records behind `after` by writer, then seq; at most `max`. */
  erased(after: Address | undefined, max: number): Promise<readonly StoredRecord[]>;
  /** The same of those that are only claimed to be erased. */
  claimed(after: Address | undefined, max: number): Promise<readonly StoredRecord[]>;
}

/** Records that were moved out of the way because they don't open, by (writer, seq). */
export interface DamagedRows {
  get(address: Address): Promise<SealedRecord | undefined>;
  put(record: SealedRecord): Promise<void>;
  delete(address: Address): Promise<void>;
  lastSeq(writer: string): Promise<number>;
  addresses(): Promise<readonly Address[]>;
}

/** What a member's list says of a record: that it is to be empty. */
export interface NamedBy {
  /** Where the list stands. */
  readonly list: Address;
  /** The record's hash, as the list has it: another record at this address isn't meant. Absent in lists of an older Kith. */
  readonly sha256?: Uint8Array;
}

/** What lists name as erased, by the address of what they name. */
export interface NamedRows {
  get(address: Address): Promise<NamedBy | undefined>;
  put(address: Address, by: NamedBy): Promise<void>;
  delete(address: Address): Promise<void>;
  /** What the list at this address names. */
  of(list: Address): Promise<readonly Address[]>;
  /** Where the lists are, each once. */
  lists(): Promise<readonly Address[]>;
}

/** One transaction. All it does is kept, or nothing of it. */
export interface StoreTransaction {
  readonly records: RecordRows;
  readonly damaged: DamagedRows;
  readonly named: NamedRows;
  readonly state: StateRows;
}

/** A store's tables. `work` may wait for nothing but the transaction's own calls. */
export interface StoreTables {
  readonly reading: <Value>(work: (transaction: StoreTransaction) => Promise<Value>) => Promise<Value>;
  /** Resolves after the commit; rejects where nothing of it was kept. */
  readonly writing: <Value>(work: (transaction: StoreTransaction) => Promise<Value>) => Promise<Value>;
}

/** The vault this store holds. Throws where it holds none any more: its site data was cleared under a running page. */
export async function vaultIn({ state }: StoreTransaction): Promise<StoredVault> {
  const vault = await state.get("vault");
  if (!vault) throw new Error("This browser holds no vault any more. Reload Kith.");
  return vault;
}
