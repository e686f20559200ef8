/** Seals payloads as this store's next records and keeps them. Only under the write lock: `seq` follows on what is held. */
import { openRecord, sealRecord, type Address, type Random, type SealedRecord } from "@kith/core/relay";
import type { Append, RecordStore } from "../storage/record-store.ts";
import type { EpochKeys } from "./keyring-keeper.ts";

export interface RecordWriterDeps {
  readonly records: RecordStore;
  readonly vaultId: string;
  /** The random id of this local store now. */
  readonly writer: () => string;
  readonly keys: EpochKeys;
  readonly random: Random;
}

export interface RecordWriter {
  /** Resolves after all are on the disk, with their addresses. */
  append(payloads: readonly Uint8Array[]): Promise<readonly Address[]>;
  /** Appends and empties the bodies at `erase`, all or nothing; how many bodies were emptied. */
  replace(payloads: readonly Uint8Array[], erase: readonly Address[]): Promise<number>;
  /** The same record under another address, or undefined where it doesn't open. */
  sealAgain(record: SealedRecord, address: Address): SealedRecord | undefined;
}

export function createRecordWriter({ records, vaultId, writer: currentWriter, keys, random }: RecordWriterDeps): RecordWriter {
  const seal = (payload: Uint8Array, { writer, seq }: Address): SealedRecord => {
    const { epoch } = keys;
    const epochKey = keys.byEpoch.get(epoch);
    if (!epochKey) throw new Error("Kith, broken invariant: the newest epoch's key is held");
    const sealed = sealRecord(payload, { vault: vaultId, writer, seq, epoch }, { epochKey, random });
    if (!sealed.ok) throw new Error("Kith, broken invariant: a payload fits a record");
    return sealed.value;
  };
  const sealing = (payloads: readonly Uint8Array[]): Append => {
    const writer = currentWriter();
    return { writer, count: payloads.length, sealAt: (index, seq) => seal(payloads[index] ?? new Uint8Array(), { writer, seq }) };
  };
  return {
    async append(payloads) {
      const { writer, count, sealAt } = sealing(payloads);
      const addresses: Address[] = [];
      await records.append(writer, count, (index, seq) => {
        addresses.push({ writer, seq });
        return sealAt(index, seq);
      });
      return addresses;
    },
    replace: async (payloads, erase) => records.replace({ append: sealing(payloads), erase }),
    sealAgain(record, address) {
      const key = keys.byEpoch.get(record.epoch);
      const opened = key && openRecord(record, vaultId, key);
      return opened?.ok ? seal(opened.value, address) : undefined;
    },
  };
}
