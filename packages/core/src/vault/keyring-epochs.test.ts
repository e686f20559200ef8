/** Removing a device and replacing the words, against whoever left and against the server that carries the chain. */
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { bytesToBase64url, bytesToUtf8, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import type { Result } from "../prelude/result.ts";
import { runs } from "../testing/runs.ts";
import { softwareKeys, type DeviceKeys } from "./device-keys.ts";
import { decodeEntry, encodeEntry, signedBytes } from "./keyring-entry.ts";
import { recoveryMember, type SignedEntry } from "./keyring-fact.ts";
import { retiredKeyOf, signKeyOf } from "./keyring-state.ts";
import { addDeviceEntry, createKeyring, removeDeviceEntry, replaceRecoveryEntry } from "./keyring-write.ts";
import { growKeyring, openEveryEpoch, openKeyring, type Keyring } from "./keyring.ts";
import { admits, extendChain, lineToText, startOfChain, textToLine, type Line } from "./line.ts";

let draws = 0;
const random = (length: number): Uint8Array => sha256(utf8ToBytes(`epochs ${(draws += 1)}`)).slice(0, length);
const newMember = () => ({ deviceId: bytesToBase64url(random(16)), name: "Device", keys: softwareKeys(random(32)) });
type TestMember = ReturnType<typeof newMember>;

function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const grow = (keyring: Keyring, entry: SignedEntry): Keyring => must(growKeyring(keyring, [entry]));
const refusalOf = (keyring: Keyring, entry: SignedEntry): string => {
  const grown = growKeyring(keyring, [entry]);
  return grown.ok ? "ok" : grown.error.kind;
};
const authorOf = async (keyring: Keyring, member: TestMember) => ({
  state: keyring.state, author: member.deviceId, keys: member.keys, epochKeys: must(await openEveryEpoch(keyring.state, member.deviceId, member.keys)),
});
const add = async (keyring: Keyring, by: TestMember, member: TestMember): Promise<SignedEntry> =>
  must(await addDeviceEntry(await authorOf(keyring, by), { deviceId: member.deviceId, name: member.name, signPublic: member.keys.signPublic, wrapPublic: member.keys.wrapPublic }, random));
const resigned = async (entry: SignedEntry, keys: DeviceKeys, change: (text: string) => string): Promise<SignedEntry> => {
  const bytes = utf8ToBytes(change(bytesToUtf8(entry.bytes)));
  return { bytes, signature: await keys.sign(signedBytes(bytes)) };
};

const [phone, laptop, lost] = [newMember(), newMember(), newMember()];
const words = softwareKeys(random(32));
const writer = phone.deviceId;
const line: Line = new Map([[writer, { seq: 3, chain: random(32) }]]);
let three: Keyring;
let removal: SignedEntry;
let two: Keyring;
const secondKey = random(32);

beforeAll(async () => {
  const { vaultId, entry } = await createKeyring({ ...phone, recovery: words, epochKey: random(32) }, random);
  three = must(openKeyring([entry], vaultId));
  three = grow(three, await add(three, phone, laptop));
  three = grow(three, await add(three, phone, lost));
  removal = await removeDeviceEntry(await authorOf(three, phone), { deviceId: lost.deviceId, line, epochKey: secondKey }, random);
  two = grow(three, removal);
});

describe("removing a device", () => {
  it("[V50] those who stay, and the words, open the new epoch; who left opens nothing new", async () => {
    expect(two.state.members.map(({ id }) => id)).toEqual([phone.deviceId, laptop.deviceId]);
    for (const [id, keys] of [[phone.deviceId, phone.keys], [laptop.deviceId, laptop.keys], [recoveryMember, words]] as const) {
      expect(must(await openEveryEpoch(two.state, id, keys)).get(2)).toEqual(secondKey);
    }
    expect(await openEveryEpoch(two.state, lost.deviceId, lost.keys)).toEqual({ ok: false, error: "refused" });
    const later = newMember();
    const grown = grow(two, await add(two, laptop, later));
    expect([...must(await openEveryEpoch(grown.state, later.deviceId, later.keys)).keys()]).toEqual([1, 2]);
  });

  it("[V51] who left signs nothing more, and neither its id nor its key comes back", async () => {
    expect([signKeyOf(two.state, lost.deviceId), retiredKeyOf(two.state, lost.deviceId)]).toEqual([undefined, lost.keys.signPublic]);
    const own = await addDeviceEntry({ state: two.state, author: lost.deviceId, keys: lost.keys, epochKeys: new Map([[1, random(32)], [2, random(32)]]) }, { ...newMember(), ...publicOf(newMember()) }, random);
    expect(refusalOf(two, must(own))).toBe("notAMember");
    expect(refusalOf(two, await add(two, phone, lost))).toBe("badEntry");
    expect(refusalOf(two, await add(two, phone, { ...newMember(), keys: lost.keys }))).toBe("badEntry");
    // A chain of its own from before it was removed is a fork.
    expect(refusalOf(two, await add(three, lost, newMember()))).toBe("brokenChain");
  });

  it("[V52] a removal names another member, the next epoch, and a wrap for each who stays", async () => {
    const changed = (change: (text: string) => string): Promise<string> => resigned(removal, phone.keys, change).then((entry) => refusalOf(three, entry));
    expect(await changed((text) => text)).toBe("ok");
    expect(await changed((text) => text.replace(`"deviceId":"${lost.deviceId}"`, `"deviceId":"${phone.deviceId}"`))).toBe("badEntry");
    expect(await changed((text) => text.replace(`"deviceId":"${lost.deviceId}"`, `"deviceId":"${newMember().deviceId}"`))).toBe("badEntry");
    expect(await changed((text) => text.replace('"epoch":2,"line"', '"epoch":3,"line"'))).toBe("badEntry");
    expect(await changed((text) => text.replace(`"to":"${laptop.deviceId}"`, `"to":"${lost.deviceId}"`))).toBe("badEntry");
    expect(await changed((text) => text.replace(/,\{"to":"recovery".*?\}/u, ""))).toBe("badEntry");
    // A wrap swapped for another's is signed by a member gone bad: it opens nothing, and that is told.
    const swapped = await resigned(removal, phone.keys, (text) => text.replace(/"to":"([^"]+)","epoch":2,("ephemeralPublic[^}]+)\},\{"to":"([^"]+)","epoch":2,("ephemeralPublic[^}]+)\}/u, '"to":"$1","epoch":2,$4},{"to":"$3","epoch":2,$2}'));
    expect(await openEveryEpoch(grow(three, swapped).state, laptop.deviceId, laptop.keys)).toEqual({ ok: false, error: "refused" });
  });
});

describe("new recovery words", () => {
  it("[V53] the new words open every epoch; the old ones sign nothing and open nothing new", async () => {
    const fresh = softwareKeys(random(32));
    const entry = must(await replaceRecoveryEntry(await authorOf(two, laptop), { recovery: fresh, line, epochKey: random(32) }, random));
    const grown = grow(two, entry);
    expect([...must(await openEveryEpoch(grown.state, recoveryMember, fresh)).keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect((await openEveryEpoch(grown.state, phone.deviceId, phone.keys)).ok).toBe(true);
    expect(await openEveryEpoch(grown.state, recoveryMember, words)).toEqual({ ok: false, error: "refused" });
    expect(signKeyOf(grown.state, recoveryMember)).toEqual(fresh.signPublic);
    const byOld = must(await addDeviceEntry({ state: grown.state, author: recoveryMember, keys: words, epochKeys: new Map([[1, random(32)], [2, random(32)], [3, random(32)]]) }, { ...newMember(), ...publicOf(newMember()) }, random));
    expect(refusalOf(grown, byOld)).toBe("badSignature");
    const again = must(await replaceRecoveryEntry(await authorOf(grown, laptop), { recovery: words, line, epochKey: random(32) }, random));
    expect(refusalOf(grown, again)).toBe("badEntry");
  });
});

describe("the line", () => {
  it("[V54] a record of an ended epoch may be held up to the line of that epoch only", () => {
    const seqs = fc.nat(5);
    fc.assert(fc.property(fc.tuple(seqs, seqs), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }), ([first, second], epoch, seq) => {
      const lines = [first, second].map((end): Line => (end === 0 ? new Map() : new Map([[writer, { seq: end, chain: startOfChain }]])));
      const expected = epoch > 3 ? "unknownEpoch" : epoch < 3 && seq > ([first, second][epoch - 1] ?? 0) ? "oldEpoch" : "yes";
      expect(admits({ epoch: 3, lines }, { writer, seq, epoch })).toBe(expected);
    }), runs(200));
  });

  it("[V55] a line reads back, in one form only, and a chain tells every record and its place", () => {
    const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytesToBase64url);
    const end = fc.record({ seq: fc.integer({ min: 1, max: 2 ** 32 - 1 }), chain: fc.uint8Array({ minLength: 32, maxLength: 32 }) });
    fc.assert(fc.property(fc.array(fc.tuple(id, end), { maxLength: 20 }), (ends) => {
      const text = lineToText(new Map(ends));
      expect(textToLine(text)).toEqual(new Map(ends));
      expect(lineToText(textToLine(text) ?? new Map())).toBe(text);
    }), runs(200));
    fc.assert(fc.property(fc.string(), (text) => void textToLine(text)));
    expect([textToLine("AAAA"), textToLine(7), textToLine(lineToText(new Map([[writer, { seq: 1, chain: startOfChain }]])).slice(0, -4))]).toEqual([undefined, undefined, undefined]);
    const [a, b] = [random(32), random(32)];
    expect(extendChain(extendChain(startOfChain, a), b)).not.toEqual(extendChain(extendChain(startOfChain, b), a));
  });

  it("[V56] entries that end an epoch are read in canonical form only", () => {
    expect(encodeEntry(must(decodeEntry(removal.bytes)))).toEqual(removal.bytes);
    const text = bytesToUtf8(removal.bytes);
    for (const other of [text.replace('"line":"', '"line":"AAAA'), text.replace('"epoch":2,"line"', '"line"'), `${text} `]) expect(decodeEntry(utf8ToBytes(other)).ok).toBe(false);
  });
});

const publicOf = ({ keys }: TestMember) => ({ signPublic: keys.signPublic, wrapPublic: keys.wrapPublic });
