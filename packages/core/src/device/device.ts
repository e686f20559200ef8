/**
 * A device of a vault: its store, the keys that open it, and how it meets a relay. The browser, the tests'
 * devices and the simulator's are this code, over tables and a transport of their own.
 */
import type { DeviceStore } from "../store/device-store.ts";
import type { SealingAgain } from "../store/seal-again.ts";
import type { Conflict } from "../sync/exchange.ts";
import type { RunDevice } from "../sync/run.ts";
import type { DeviceKeys } from "../vault/device-keys.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import type { Address, Random, SealedRecord } from "../vault/record.ts";
import { createHeldRecords, type HeldRecords } from "./held-records.ts";
import { createKeyringKeeper, type KeyringKeeper } from "./keyring-keeper.ts";
import { createRecordWriter, type RecordWriter } from "./record-writer.ts";

export interface DeviceDeps {
  /** Holds a vault. */
  readonly store: DeviceStore;
  readonly vaultId: string;
  readonly deviceId: string;
  readonly keys: DeviceKeys;
  readonly random: Random;
  /** 16 random bytes as base64url. */
  readonly newId: () => string;
  /** Runs `work` while nobody else writes to this store. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Records were set aside: sync may have them to give. */
  readonly onSetAside: () => void;
  /** Records of others are stored, or the keyring is longer, or records moved. */
  readonly onArrived: () => void;
}

export interface Device {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly store: DeviceStore;
  readonly keyring: KeyringKeeper;
  readonly held: HeldRecords;
  readonly writer: RecordWriter;
  /** What a run of sync works with. */
  readonly run: RunDevice;
  /** True where this store was brought up to a newer epoch since it was last asked: records were replaced. Asked before every write. */
  wasResealed(): Promise<boolean>;
  /** A run ended with these: where the own writer is among them, this store is a copy, or lost an own record; it takes a fresh id. True where it did. */
  heal(conflicts: readonly Conflict[]): Promise<boolean>;
}

const isBelowLine = ({ seq, writer }: SealedRecord, { lines }: KeyringState): boolean => lines.some((line) => seq <= (line.get(writer)?.seq ?? 0));

/** What no list names. A list that arrived in this very run may not be read yet: what it names isn't given back. */
async function unnamed(store: DeviceStore, held: HeldRecords, addresses: readonly Address[]): Promise<readonly SealedRecord[]> {
  if (addresses.length > 0) await held.all();
  return store.whole(addresses);
}

/** Opens the vault that the store holds. Throws with what to do where its keyring or keys can't be used. */
export async function openDevice(deps: DeviceDeps): Promise<Device> {
  const { store, vaultId, deviceId, random, newId, exclusively, onArrived, onSetAside } = deps;
  const keyring = await createKeyringKeeper(deps);
  await store.dropLostLists();
  let own = await store.own();
  let seenEpoch = own.sealedEpoch;
  const ownWriter = (): string => {
    if (own.vault === undefined) throw new Error("This browser holds no vault any more. Reload Kith.");
    return own.vault.writer;
  };
  const held = createHeldRecords({ store, vaultId, keys: keyring.keys, onSetAside });
  const writer = createRecordWriter({ store, vaultId, writer: ownWriter, keys: keyring.keys, random });
  const sealing = (state: KeyringState): SealingAgain => ({ state, freshWriter: newId(), sealAgain: (record, address) => writer.sealAgain(record, address) });
  const run: RunDevice = {
    vaultId,
    writer: ownWriter,
    keyring: () => keyring.read(),
    saveKeyring: async (longer) => {
      const isKept = await keyring.save(longer);
      onArrived();
      return isKept;
    },
    sealedEpoch: async () => (await store.own()).sealedEpoch,
    holdings: store.holdings,
    read: (of, fromSeq, maxBytes) => held.sound(of, fromSeq, maxBytes),
    hashAt: (of, seq) => held.hashAt(of, seq),
    accept: async (records) => {
      const { state } = await keyring.read();
      await store.accept(records, (record) => held.open(record) !== undefined && !isBelowLine(record, state));
      onArrived();
    },
    proven: store.proven,
    claims: store.claims,
    whole: (addresses) => unnamed(store, held, addresses),
    chain: store.chain,
    sent: (seq) => store.put("sent", seq),
    proved: async (seq) => {
      const now = { writer: ownWriter(), seq };
      const before = await store.get("proved");
      // Told after every pull: written where it is news.
      if (before?.writer !== now.writer || before.seq !== seq) await store.put("proved", now);
    },
    reseal: ({ state }) => exclusively(async () => {
      // A key that isn't here seals nothing: what is held stays as it is, and the run says why.
      if (keyring.keys.epoch === state.epoch) await store.reseal(sealing(state));
      own = await store.own();
      onArrived();
      return ownWriter();
    }),
  };
  return {
    vaultId, deviceId, store, keyring, held, writer, run,
    async wasResealed() {
      own = await store.own();
      if (own.sealedEpoch === seenEpoch) return false;
      seenEpoch = own.sealedEpoch;
      await keyring.read();
      return true;
    },
    async heal(conflicts) {
      // A conflict under another's id is theirs to heal; this store left the record out.
      const conflict = conflicts.find(({ writer: of }) => of === ownWriter());
      if (conflict === undefined) return false;
      await exclusively(async () => {
        const old = ownWriter();
        const shared = await store.reseat(conflict.seq, sealing((await keyring.read()).state));
        held.reread(old, shared);
        own = await store.own();
      });
      return true;
    },
  };
}
