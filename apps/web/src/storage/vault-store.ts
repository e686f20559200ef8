/**
 * What this device is: its vault, its keys, its copy of the keyring. Epoch keys are not stored: the
 * device key opens them from the keyring at every start.
 */
import type { Address, SignedEntry, WordsCheck } from "@kith/core/relay";
import type { StoredKeys } from "../sync/platform-keys.ts";
import { reading, result, writing } from "./database.ts";

export interface StoredVault {
  readonly vaultId: string;
  readonly deviceId: string;
  /** The random id of this local store, under which it appends. */
  readonly writer: string;
  readonly keys: StoredKeys;
}

export interface VaultStore {
  /** Undefined in an empty store: never a reason to make a new vault unasked. */
  readonly read: () => Promise<StoredVault | undefined>;
  readonly create: (vault: StoredVault, keyring: readonly SignedEntry[]) => Promise<void>;
  readonly readKeyring: () => Promise<readonly SignedEntry[]>;
  readonly saveKeyring: (entries: readonly SignedEntry[]) => Promise<void>;
  /** The epoch every record held stands under or below the line of; 1 before anybody was removed. */
  readonly readSealedEpoch: () => Promise<number>;
  /** This store's writer id and sealed epoch, read as one. */
  readonly readOwn: () => Promise<{ readonly writer: string | undefined; readonly sealedEpoch: number }>;
  /** What whoever runs the relay gave for this vault; undefined where none was asked for. */
  readonly readInvitation: () => Promise<string | undefined>;
  readonly saveInvitation: (invitation: string) => Promise<void>;
  /** The last own seq the relay is known to hold from this very store; 0 before the first push. */
  readonly readSent: () => Promise<number>;
  readonly saveSent: (seq: number) => Promise<void>;
  /** The last seq of `writer`, this store's own, whose hash the relay showed; 0 where it didn't yet. What a receipt says may be no more than a claim. */
  readonly readProved: (writer: string) => Promise<number>;
  readonly saveProved: (proved: Address) => Promise<void>;
  /** What a start goes on from; undefined before the first, and after records were erased. */
  readonly readSnapshot: () => Promise<StoredSnapshot | undefined>;
  readonly saveSnapshot: (snapshot: StoredSnapshot) => Promise<void>;
  /** Undefined where the words were never shown or typed on this device. */
  readonly readWords: () => Promise<StoredWords | undefined>;
  readonly saveWords: (words: StoredWords) => Promise<void>;
}

/** What this device knows of the recovery words; never the words. It counts while the keyring's recovery key is `recovery`. */
export type StoredWords = { readonly recovery: Uint8Array } & (
  | { readonly kind: "toAsk"; readonly check: WordsCheck; readonly fromMs: number }
  | { readonly kind: "known"; readonly atMs: number }
);

/** A snapshot as it lies on the disk: sealed under the key of its epoch. */
export interface StoredSnapshot {
  readonly epoch: number;
  readonly sealed: Uint8Array;
}

export function createVaultStore(database: IDBDatabase): VaultStore {
  const get = <Value>(key: string): Promise<Value | undefined> =>
    reading(database, ["state"], (transaction) => result(transaction.objectStore("state").get(key) as IDBRequest<Value | undefined>));
  const put = (values: Readonly<Record<string, unknown>>): Promise<void> => writing(database, ["state"], async (transaction) => {
    for (const [key, value] of Object.entries(values)) await result(transaction.objectStore("state").put(value, key));
  });
  return {
    read: () => get<StoredVault>("vault"),
    create: (vault, keyring) => put({ vault, keyring }),
    readKeyring: async () => (await get<readonly SignedEntry[]>("keyring")) ?? [],
    saveKeyring: (keyring) => put({ keyring }),
    readSealedEpoch: async () => (await get<number>("sealedEpoch")) ?? 1,
    readOwn: () => reading(database, ["state"], async (transaction) => {
      const state = transaction.objectStore("state");
      const [vault, sealedEpoch] = await Promise.all([result(state.get("vault") as IDBRequest<StoredVault | undefined>), result(state.get("sealedEpoch") as IDBRequest<number | undefined>)]);
      return { writer: vault?.writer, sealedEpoch: sealedEpoch ?? 1 };
    }),
    readInvitation: () => get<string>("invitation"),
    saveInvitation: (invitation) => put({ invitation }),
    readSent: async () => (await get<number>("sent")) ?? 0,
    saveSent: (sent) => put({ sent }),
    readProved: async (writer) => {
      const proved = await get<Address>("proved");
      return proved?.writer === writer ? proved.seq : 0;
    },
    // Told after every pull: written where it is news.
    saveProved: async (proved) => {
      const held = await get<Address>("proved");
      if (held?.writer !== proved.writer || held.seq !== proved.seq) await put({ proved });
    },
    readSnapshot: () => get<StoredSnapshot>("snapshot"),
    saveSnapshot: (snapshot) => put({ snapshot }),
    readWords: () => get<StoredWords>("words"),
    saveWords: (words) => put({ words }),
  };
}
