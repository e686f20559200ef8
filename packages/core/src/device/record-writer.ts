/** Seals payloads as this store's next records and keeps them. Only under the write lock: `seq` follows on what is held. */
import { assert } from "../prelude/assert.ts";
import { sameBytes } from "../prelude/bytes.ts";
import { encodeErasure } from "../log/erasure.ts";
import type { Append } from "../store/append.ts";
import type { DeviceStore } from "../store/device-store.ts";
import type { Address, Random, SealedRecord } from "../vault/record.ts";
import { openRecord, sealRecord } from "../vault/seal.ts";
import { namesIn } from "./erasure-lists.ts";
import type { EpochKeys } from "./keyring-keeper.ts";

export interface RecordWriterDeps {
  readonly store: Pick<DeviceStore, "append" | "replace" | "hashes">;
  readonly vaultId: string;
  /** The random id of this store now. */
  readonly writer: () => string;
  readonly keys: EpochKeys;
  readonly random: Random;
}

export interface RecordWriter {
  /** Resolves after all are on the disk, with their addresses. */
  append(payloads: readonly Uint8Array[]): Promise<readonly Address[]>;
  /** Appends `payloads` and a list of what is to be emptied, and empties it: all or nothing. How many bodies were emptied. */
  replace(payloads: readonly Uint8Array[], erase: readonly Address[]): Promise<number>;
  /** The same record under another address, or undefined where it doesn't open. */
  sealAgain(record: SealedRecord, address: Address): SealedRecord | undefined;
}

export function createRecordWriter({ store, vaultId, writer: currentWriter, keys, random }: RecordWriterDeps): RecordWriter {
  const seal = (payload: Uint8Array, { writer, seq }: Address): SealedRecord => {
    const { epoch } = keys;
    const epochKey = keys.byEpoch.get(epoch);
    assert(epochKey !== undefined, "the newest epoch's key is held");
    const sealed = sealRecord(payload, { vault: vaultId, writer, seq, epoch }, { epochKey, random });
    assert(sealed.ok, "a payload fits a record");
    // What is called saved was opened once: a record that doesn't open could never be read again.
    const again = openRecord(sealed.value, vaultId, epochKey);
    assert(again.ok && sameBytes(again.value, payload), "what was sealed opens");
    return sealed.value;
  };
  const sealing = (payloads: readonly Uint8Array[]): Append => {
    const writer = currentWriter();
    return { writer, count: payloads.length, sealAt: (index, seq) => seal(payloads[index] ?? new Uint8Array(), { writer, seq }) };
  };
  return {
    async append(payloads) {
      const append = sealing(payloads);
      const first = await store.append(append);
      return payloads.map((_, index) => ({ writer: append.writer, seq: first + index }));
    },
    async replace(payloads, erase) {
      const all = [...payloads, ...encodeErasure(await store.hashes(erase))];
      const lists = all.flatMap((payload, index) => {
        const names = index < payloads.length ? undefined : namesIn(payload);
        return names === undefined ? [] : [{ index, names }];
      });
      return store.replace({ append: sealing(all), lists });
    },
    sealAgain(record, address) {
      const key = keys.byEpoch.get(record.epoch);
      const opened = key && openRecord(record, vaultId, key);
      return opened?.ok ? seal(opened.value, address) : undefined;
    },
  };
}
