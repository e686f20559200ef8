/** Keyrings for simulations: real chains, with real signatures, from names instead of chance. */
import { sha256, utf8ToBytes } from "../prelude/bytes.ts";
import type { Result } from "../prelude/result.ts";
import { softwareKeys, type DeviceKeys } from "../vault/device-keys.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import { growKeyring, openKeyring, type Keyring } from "../vault/keyring.ts";
import { addDeviceEntry, createKeyring, removeDeviceEntry, type KeyringAuthor } from "../vault/keyring-write.ts";
import type { Line } from "../vault/line.ts";
import { recoveryKeys } from "../vault/recovery-words.ts";
import { idOf } from "./simulated-id.ts";

/** 32 bytes made from a name. */
const seedOf = (name: string): Uint8Array => sha256(utf8ToBytes(name));

/** What the keys of the device called `name` are made from, 32 bytes. */
export const keySeedOf = (name: string): Uint8Array => seedOf(`device ${name}`);

const keysByName = new Map<string, DeviceKeys>();

/** The keys of the device called `name`. Agreeing is slow in plain code and always comes to the same: it is done once. */
export function keysOf(name: string): DeviceKeys {
  const known = keysByName.get(name);
  if (known !== undefined) return known;
  const keys = softwareKeys(keySeedOf(name));
  const agreed = new Map<string, Promise<Uint8Array>>();
  const agree = (publicKey: Uint8Array): Promise<Uint8Array> => {
    const secret = agreed.get(publicKey.join()) ?? keys.agree(publicKey);
    agreed.set(publicKey.join(), secret);
    return secret;
  };
  const made = { ...keys, agree };
  keysByName.set(name, made);
  return made;
}

/** The key of an epoch. */
export const epochKeyOf = (epoch: number): Uint8Array => seedOf(`epoch ${epoch}`);

const author = (keyring: Keyring, name: string): KeyringAuthor => ({
  state: keyring.state,
  author: idOf(name),
  keys: keysOf(name),
  epochKeys: new Map(Array.from({ length: keyring.state.epoch }, (_, index) => [index + 1, epochKeyOf(index + 1)])),
});

/** Random bytes that depend only on what was drawn before. */
function createRandom(): (length: number) => Uint8Array {
  let draws = 0;
  return (length) => {
    draws += 1;
    return sha256(utf8ToBytes(`draw ${draws}`)).subarray(0, length);
  };
}

const must = <Value>(result: Result<Value, unknown>): Value => {
  if (!result.ok) throw new Error("a simulated keyring holds");
  return result.value;
};

/** The keyring of a vault that the device called `name` made. */
export async function keyringOf(name: string): Promise<Keyring> {
  const { vaultId, entry } = await createKeyring({ deviceId: idOf(name), name, keys: keysOf(name), recovery: recoveryKeys(seedOf(`words ${name}`).subarray(0, 16)), epochKey: epochKeyOf(1) }, createRandom());
  return must(openKeyring([entry], vaultId));
}

/** The same with one more device, added by the one called `by`. */
export async function withDevice(keyring: Keyring, name: string, by: string): Promise<Keyring> {
  const { signPublic, wrapPublic } = keysOf(name);
  return grown(keyring, must(await addDeviceEntry(author(keyring, by), { deviceId: idOf(name), name, signPublic, wrapPublic }, createRandom())));
}

/** The same with an entry that gives nobody a key: its wraps are for other keys than those of the members. */
export async function withDeadWraps(keyring: Keyring, { name, line }: { readonly name: string; readonly line: Line }, by: string): Promise<Keyring> {
  const { state } = keyring;
  const { wrapPublic } = softwareKeys(seedOf("nobody"));
  const members = state.members.map((member) => ({ ...member, wrapPublic }));
  const deaf = { ...author(keyring, by), state: { ...state, members, recovery: { ...state.recovery, wrapPublic } } };
  return grown(keyring, await removeDeviceEntry(deaf, { deviceId: idOf(name), line, epochKey: epochKeyOf(state.epoch + 1) }, createRandom()));
}

/** The same without a device, removed at `line` by the one called `by`: the next epoch begins. */
export async function withoutDevice(keyring: Keyring, { name, line }: { readonly name: string; readonly line: Line }, by: string): Promise<Keyring> {
  return grown(keyring, await removeDeviceEntry(author(keyring, by), { deviceId: idOf(name), line, epochKey: epochKeyOf(keyring.state.epoch + 1) }, createRandom()));
}

const grown = (keyring: Keyring, entry: SignedEntry): Keyring => must(growKeyring(keyring, [entry]));
