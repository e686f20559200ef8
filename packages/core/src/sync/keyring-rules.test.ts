/** How an epoch ends at the relay: exactly where its records end, whoever writes meanwhile and whatever it lost. */
import { beforeEach, describe, expect, it } from "vitest";
import { bytesToBase64url, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import type { Result } from "../prelude/result.ts";
import { MemoryRelay } from "../testing/memory-relay.ts";
import { lineAt } from "../testing/simulated-relay.ts";
import { softwareKeys } from "../vault/device-keys.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import { addDeviceEntry, createKeyring, removeDeviceEntry } from "../vault/keyring-write.ts";
import { openEveryEpoch, openKeyring, type Keyring } from "../vault/keyring.ts";
import { extendChain, startOfChain, type Line } from "../vault/line.ts";
import { recordHash, type SealedRecord } from "../vault/record.ts";
import { answerAppend, answerCreate } from "./keyring-rules.ts";
import { limits } from "./limits.ts";
import { takePush } from "./relay-rules.ts";

let draws = 0;
const random = (length: number): Uint8Array => sha256(utf8ToBytes(`rules ${(draws += 1)}`)).slice(0, length);
const newMember = () => ({ deviceId: bytesToBase64url(random(16)), keys: softwareKeys(random(32)) });
function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const [phone, lost] = [newMember(), newMember()];
const [a, b] = [bytesToBase64url(random(16)), bytesToBase64url(random(16))];
let keyring: Keyring;
let table: MemoryRelay;

const record = (writer: string, seq: number, { epoch = 1, text = "" } = {}): SealedRecord => ({ writer, seq, epoch, body: utf8ToBytes(`${writer} ${seq} ${text}`) });
const push = (into: MemoryRelay, under: Keyring, ...records: readonly SealedRecord[]) => takePush(into.records, under.state, records);
const author = async () => ({ state: keyring.state, author: phone.deviceId, keys: phone.keys, epochKeys: must(await openEveryEpoch(keyring.state, phone.deviceId, phone.keys)) });
const removal = async (line: Line): Promise<SignedEntry> => removeDeviceEntry(await author(), { deviceId: lost.deviceId, line, epochKey: random(32) }, random);
const append = (into: MemoryRelay, entry: SignedEntry, settled = false) => answerAppend(into.records, keyring, { expectedHead: keyring.state.head, entry, settled });
const refusalOf = (result: Result<unknown, string>): string => (result.ok ? "ok" : result.error);

beforeEach(async () => {
  const { vaultId, entry } = await createKeyring({ ...phone, name: "Phone", recovery: softwareKeys(random(32)), epochKey: random(32) }, random);
  keyring = must(openKeyring([entry], vaultId));
  table = new MemoryRelay();
  const { signPublic, wrapPublic } = lost.keys;
  keyring = must(append(table, must(await addDeviceEntry(await author(), { deviceId: lost.deviceId, name: "Lost", signPublic, wrapPublic }, random))));
  must(push(table, keyring, record(a, 1), record(a, 2), record(b, 1)));
});

describe("ending an epoch", () => {
  it("[S50] a line is taken only where it is all the relay holds, record for record", async () => {
    const entry = await removal(lineAt(table));
    const [more, fewer, other] = [table.copy(), new MemoryRelay(), new MemoryRelay()];
    must(push(more, keyring, record(b, 2)));
    must(push(fewer, keyring, record(a, 1), record(b, 1)));
    must(push(other, keyring, record(a, 1), record(a, 2, { text: "forged" }), record(b, 1)));
    expect([more, fewer, other, table].map((each) => refusalOf(append(each, entry)))).toEqual(["lineBehind", "lineAhead", "badEntry", "ok"]);
    expect(refusalOf(answerAppend(table.records, keyring, { expectedHead: random(32), entry, settled: false }))).toBe("headMoved");
  });

  it("[S51] a settled entry drops what a relay put back to an older backup took above the line", async () => {
    const entry = await removal(lineAt(table));
    must(push(table, keyring, record(a, 3, { text: "by the lost device" }), record(lost.deviceId, 1)));
    expect(refusalOf(append(table, entry))).toBe("lineBehind");
    expect(refusalOf(append(table, entry, true))).toBe("ok");
    expect(table.vector()).toEqual({ [a]: 2, [b]: 1 });
    const fewer = new MemoryRelay();
    expect(refusalOf(append(fewer, entry, true))).toBe("lineAhead");
    // Put back, it took another second record from the device that had been removed: that history goes, and the devices push theirs.
    const other = new MemoryRelay();
    must(push(other, keyring, record(a, 1), record(a, 2, { text: "by the lost device" }), record(b, 1)));
    expect(refusalOf(append(other, entry, true))).toBe("lineAhead");
    expect(other.vector()).toEqual({ [b]: 1 });
    must(push(other, keyring, record(a, 1), record(a, 2)));
    expect(refusalOf(append(other, entry, true))).toBe("ok");
  });

  it("[S52] after the line old records are refused, the whole push; newer than the relay knows too", async () => {
    const after = must(append(table, await removal(lineAt(table))));
    expect(refusalOf(push(table, after, record(b, 2, { epoch: 2 }), record(a, 3)))).toBe("oldEpoch");
    expect(refusalOf(push(table, after, record(a, 3, { epoch: 3 })))).toBe("unknownEpoch");
    expect(table.vector()).toEqual({ [a]: 2, [b]: 1 });
    expect(must(push(table, after, record(a, 2), record(a, 3, { epoch: 2 })))).toEqual([]);
    expect(table.vector()).toEqual({ [a]: 3, [b]: 1 });
  });

  it("[S53] a chain over hashes is SHA-256 link by link", () => {
    const [first, second] = [record(a, 1), record(a, 2)].map((each) => recordHash(keyring.state.vaultId, each));
    expect(lineAt(table).get(a)).toEqual({ seq: 2, chain: extendChain(extendChain(startOfChain, first ?? startOfChain), second ?? startOfChain) });
  });

  it("[S54] a keyring has its limits: entries and bytes", () => {
    const long = { entries: Array.from({ length: limits.keyringEntries + 1 }, () => keyring.entries[0] as SignedEntry), state: keyring.state };
    expect(refusalOf(answerCreate(long.entries, keyring.state.vaultId))).toBe("full");
    const heavy = { bytes: new Uint8Array(limits.keyringBytes), signature: new Uint8Array(64) };
    expect(refusalOf(append(table, heavy))).toBe("full");
    expect(refusalOf(answerCreate(keyring.entries, keyring.state.vaultId))).toBe("ok");
  });
});
