/** Devices of one vault around one relay, for tests of the exchange. Time, ids and nonces come from names. */
import { bytesToUtf8, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import type { Keyring } from "../vault/keyring.ts";
import { isErased, type Address } from "../vault/record.ts";
import { openRecord } from "../vault/seal.ts";
import { MemoryRelay } from "./memory-relay.ts";
import { MemoryStore } from "./memory-store.ts";
import { SimulatedDevice, storeOf, type Send } from "./simulated-device.ts";
import { idOf } from "./simulated-id.ts";
import { epochKeyOf, keyringOf, withDevice } from "./simulated-keyring.ts";
import { relayOf, sendTo } from "./simulated-relay.ts";

/** The vault of three devices that every world holds: "a" made it. */
export const threeDevices: Keyring = await withDevice(await withDevice(await keyringOf("a"), "b", "a"), "c", "a");
export const worldVault = threeDevices.state.vaultId;

let draws = 0;
/** Bytes that depend only on what was drawn before. */
export const drawn = (length: number): Uint8Array => {
  draws += 1;
  const [first, second] = [sha256(utf8ToBytes(`drawn ${draws}`)), sha256(utf8ToBytes(`more ${draws}`))];
  return Uint8Array.from({ length }, (_, index) => (index < 32 ? first : second)[index % 32] ?? 0);
};

/** Payloads of a kind that no build reads: what they say is theirs. */
const payloadOf = (text: string): Uint8Array => utf8ToBytes(`\u0009${text}`);

export class World {
  relay: MemoryRelay = relayOf(threeDevices);
  readonly send: Send = (request) => sendTo(() => this.relay, worldVault)(request);

  /** The device called `name`, on a store of its own. */
  async device(name: "a" | "b" | "c", keyring = threeDevices): Promise<SimulatedDevice> {
    return new SimulatedDevice(name, await storeOf(keyring, name, idOf(`writer ${name}`)), drawn);
  }

  /** A device of the same name on a copy of the other's store: a clone, or a backup put back. */
  clone(of: SimulatedDevice, store: MemoryStore = of.store.copy()): SimulatedDevice {
    return new SimulatedDevice(of.name, store, drawn);
  }

  /** One whole run; how it ended in a word, with the conflicts. */
  async sync(device: SimulatedDevice, send = this.send): Promise<{ readonly kind: string; readonly conflicts: readonly Address[] }> {
    device.look();
    const ended = await device.sync(send);
    if (ended.ok) return { kind: "level", conflicts: ended.value.conflicts };
    return { kind: ended.error.kind === "refused" ? ended.error.code : ended.error.kind, conflicts: [] };
  }
}

/** Writes texts, one record each. */
export const writeTexts = (device: SimulatedDevice, ...texts: readonly string[]): Promise<readonly Address[]> => device.write(texts.map(payloadOf));

/** What is read on a store, sorted. */
export const textsOf = ({ store }: { readonly store: MemoryStore }): readonly string[] => store.all().flatMap((record) => {
  const payload = isErased(record) ? undefined : openRecord(record, worldVault, epochKeyOf(record.epoch));
  return payload?.ok && payload.value[0] === 9 ? [bytesToUtf8(payload.value.subarray(1)) ?? ""] : [];
}).toSorted();

export const level = { kind: "level", conflicts: [] };
