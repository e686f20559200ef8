/** What a device of a simulation has on its disk, read by who holds every key. */
import { isErased, openKeyring, openRecord, type Keyring, type SealedRecord } from "@kith/core/relay";
import { epochKeyOf, type MemoryStore } from "@kith/core/testing";
import { keyOfPayload } from "./contents.ts";
import { vault } from "./members.ts";

/** What a record says, with its key. */
export interface Said {
  readonly key: string;
  readonly payload: Uint8Array;
}

/** Opening is asked for often and of few records. */
const opened = new WeakMap<Uint8Array, Said | "nothing">();

/** What a record says to who holds `epoch` keys; undefined where it is erased, altered, or of an epoch that isn't known. */
export function openFor(epoch: number, record: SealedRecord): Said | undefined {
  if (record.epoch > epoch || isErased(record)) return undefined;
  const said = opened.get(record.body) ?? openOnce(record);
  opened.set(record.body, said);
  return said === "nothing" ? undefined : said;
}

function openOnce(record: SealedRecord): Said | "nothing" {
  const payload = openRecord(record, vault, epochKeyOf(record.epoch));
  return payload.ok ? { key: keyOfPayload(payload.value), payload: payload.value } : "nothing";
}

const keyrings = new WeakMap<object, Keyring>();

/** The keyring on a disk. */
export function keyringOn(store: MemoryStore): Keyring {
  const entries = store.state("keyring") ?? [];
  const known = keyrings.get(entries);
  if (known !== undefined) return known;
  const keyring = openKeyring(entries, vault);
  if (!keyring.ok) throw new Error("a keyring on a disk holds");
  keyrings.set(entries, keyring.value);
  return keyring.value;
}

/** What can be read on a disk, by key. */
export const readableOn = (store: MemoryStore): ReadonlyMap<string, SealedRecord> => {
  const { epoch } = keyringOn(store).state;
  return new Map(store.all().flatMap((record) => {
    const said = openFor(epoch, record);
    return said === undefined ? [] : [[said.key, record] as const];
  }));
};
