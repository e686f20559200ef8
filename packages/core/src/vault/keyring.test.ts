import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToBase64url, bytesToUtf8, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import type { Result } from "../prelude/result.ts";
import { softwareKeys, type DeviceKeys } from "./device-keys.ts";
import { decodeEntry, encodeEntry, signedBytes } from "./keyring-entry.ts";
import type { SignedEntry } from "./keyring-fact.ts";
import type { KeyringState } from "./keyring-state.ts";
import { addDeviceEntry, createKeyring } from "./keyring-write.ts";
import { extendsKeyring, openEveryEpoch, verifyKeyring, vaultIdOf } from "./keyring.ts";
import { runs } from "../testing/runs.ts";

let draws = 0;
const random = (length: number): Uint8Array => sha256(utf8ToBytes(`draw ${(draws += 1)}`)).slice(0, length);
const randomId = (): string => bytesToBase64url(random(16));
const epochKey = random(32);
const recovery = softwareKeys(random(32));
const first = { deviceId: randomId(), keys: softwareKeys(random(32)) };
const second = { deviceId: randomId(), keys: softwareKeys(random(32)) };

function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const create = () => createKeyring({ ...first, name: "First", recovery, epochKey }, random);
const add = async (state: KeyringState, device: { deviceId: string; keys: DeviceKeys }, author: { deviceId: string; keys: DeviceKeys } = first): Promise<SignedEntry> =>
  must(
    await addDeviceEntry(
      { state, author: author.deviceId, keys: author.keys, epochKeys: new Map([[1, epochKey]]) },
      { deviceId: device.deviceId, name: "Second", signPublic: device.keys.signPublic, wrapPublic: device.keys.wrapPublic },
      random,
    ),
  );
const kindOf = (entries: readonly SignedEntry[], vaultId: string): string => {
  const state = verifyKeyring(entries, vaultId);
  return state.ok ? "ok" : state.error.kind;
};
const flip = (bytes: Uint8Array, index: number, mask: number): Uint8Array => bytes.map((byte, at) => (at === index ? byte ^ mask : byte));
/** The first wrap's sealed part, as text. */
const wrapIn = (entry: SignedEntry): string => /"ephemeralPublic.*?\}/u.exec(bytesToUtf8(entry.bytes))?.[0] ?? "";
/** The entry with its JSON changed by `change`, signed again by `keys`. */
const resigned = async (entry: SignedEntry, keys: DeviceKeys, change: (text: string) => string): Promise<SignedEntry> => {
  const bytes = utf8ToBytes(change(bytesToUtf8(entry.bytes)));
  return { bytes, signature: await keys.sign(signedBytes(bytes)) };
};

describe("keyring", () => {
  it("[V10] the first entry makes the vault: its hash is the vault id, its author the first member", async () => {
    const { vaultId, entry } = await create();
    const state = must(verifyKeyring([entry], vaultId));
    expect([vaultIdOf(entry), state.members.map(({ name }) => name), state.epoch, state.length]).toEqual([vaultId, ["First"], 1, 1]);
    expect(kindOf([entry], randomId())).toBe("otherVault");
    expect(kindOf([], vaultId)).toBe("empty");
  });

  it("[V11] a member or the recovery adds a device, which then opens every epoch", async () => {
    const { vaultId, entry } = await create();
    const state = must(verifyKeyring([entry], vaultId));
    for (const author of [first, { deviceId: "recovery", keys: recovery }]) {
      const grown = must(verifyKeyring([entry, await add(state, second, author)], vaultId));
      expect(must(await openEveryEpoch(grown, second.deviceId, second.keys)).get(1)).toEqual(epochKey);
      expect(must(await openEveryEpoch(grown, "recovery", recovery)).get(1)).toEqual(epochKey);
      expect((await openEveryEpoch(grown, second.deviceId, first.keys)).ok).toBe(false);
      expect((await openEveryEpoch(grown, randomId(), second.keys)).ok).toBe(false);
    }
  });

  it("[V12] an entry by a stranger, or signed by another than its author, is refused", async () => {
    const { vaultId, entry } = await create();
    const state = must(verifyKeyring([entry], vaultId));
    expect(kindOf([entry, await add(state, second, second)], vaultId)).toBe("notAMember");
    expect(kindOf([entry, await add(state, second, { deviceId: first.deviceId, keys: second.keys })], vaultId)).toBe("badSignature");
  });

  it("[V13] any flipped byte of any entry is refused", async () => {
    const { vaultId, entry } = await create();
    const added = await add(must(verifyKeyring([entry], vaultId)), second);
    fc.assert(
      fc.property(fc.nat(added.bytes.length - 1), fc.nat(63), fc.integer({ min: 1, max: 255 }), (index, at, mask) => {
        expect(kindOf([entry, { ...added, bytes: flip(added.bytes, index, mask) }], vaultId)).not.toBe("ok");
        expect(kindOf([entry, { ...added, signature: flip(added.signature, at, mask) }], vaultId)).toBe("badSignature");
        expect(kindOf([{ ...entry, bytes: flip(entry.bytes, index % entry.bytes.length, mask) }], vaultId)).toBe("otherVault");
      }),
      runs(60),
    );
  });

  it("[V14] a fork is refused: entries in another order, on another head, or left out", async () => {
    const { vaultId, entry } = await create();
    const state = must(verifyKeyring([entry], vaultId));
    const [here, there] = [await add(state, second), await add(state, { deviceId: randomId(), keys: softwareKeys(random(32)) })];
    expect(kindOf([entry, here, there], vaultId)).toBe("brokenChain");
    expect(kindOf([here], vaultId)).toBe("otherVault");
    expect(extendsKeyring([entry, here], [entry, there])).toBe(false);
    expect(extendsKeyring([entry, here], [entry])).toBe(false);
    expect(extendsKeyring([entry], [entry, here])).toBe(true);
  });

});

describe("keyring entries", () => {
  it("[V15] a wrap taken from elsewhere doesn't open, even in a well-signed entry", async () => {
    const [mine, other] = [await create(), await createKeyring({ ...first, name: "First", recovery, epochKey: random(32) }, random)];
    const [myState, otherState] = [must(verifyKeyring([mine.entry], mine.vaultId)), must(verifyKeyring([other.entry], other.vaultId))];
    const [added, foreign] = [await add(myState, second), await add(otherState, second)];
    const swapped = await resigned(added, first.keys, (text) => text.replace(wrapIn(added), wrapIn(foreign)));
    const state = must(verifyKeyring([mine.entry, swapped], mine.vaultId));
    expect((await openEveryEpoch(state, second.deviceId, second.keys)).ok).toBe(false);
  });

  it("[V16] wraps must be for exactly the device added, and ids and keys are never used twice", async () => {
    const { vaultId, entry } = await create();
    const state = must(verifyKeyring([entry], vaultId));
    const added = await add(state, second);
    const stray = await resigned(added, first.keys, (text) => text.replace(`"to":"${second.deviceId}"`, `"to":"${first.deviceId}"`));
    expect(kindOf([entry, stray], vaultId)).toBe("badEntry");
    expect(kindOf([entry, await add(state, first)], vaultId)).toBe("badEntry");
    expect(kindOf([entry, await add(state, { deviceId: randomId(), keys: first.keys })], vaultId)).toBe("badEntry");
    expect(kindOf([entry, await add(state, { deviceId: randomId(), keys: recovery })], vaultId)).toBe("badEntry");
  });

  it("[V17] an entry of a later app makes the chain unreadable, and says so", async () => {
    const { vaultId, entry } = await create();
    const later = await resigned(await add(must(verifyKeyring([entry], vaultId)), second), first.keys, (text) => text.replace("addDevice", "laterFact"));
    expect(verifyKeyring([entry, later], vaultId)).toEqual({ ok: false, error: { kind: "unknownType", position: 1 } });
  });

  it("[V18] only canonical bytes are an entry, and no bytes make reading throw", async () => {
    const { entry } = await create();
    const text = bytesToUtf8(entry.bytes);
    expect(encodeEntry(must(decodeEntry(entry.bytes)))).toEqual(entry.bytes);
    for (const other of [` ${text}`, text.replace('"version":1', '"version":1,"extra":1'), text.replace('{"version":1', '{"version":1,"version":1')]) {
      expect(decodeEntry(utf8ToBytes(other)).ok).toBe(false);
    }
    fc.assert(fc.property(fc.uint8Array(), (bytes) => !decodeEntry(bytes).ok));
    fc.assert(fc.property(fc.json(), (json) => !decodeEntry(utf8ToBytes(json)).ok));
    fc.assert(fc.property(fc.nat(text.length), fc.string({ maxLength: 4 }), (at, junk) => void decodeEntry(utf8ToBytes(text.slice(0, at) + junk + text.slice(at + 2)))));
  });
});
