/** What the worker tells of devices and words, over keyrings made by the real writers. */
import { addDeviceEntry, bytesToBase64url, createKeyring, openKeyring, recoveryKeys, recoveryMember, recoveryToWords, removeDeviceEntry, softwareKeys, type Keyring, type KeyringAuthor, type Result, type StoredWords } from "@kith/core/relay";
import { expect, test, vi } from "vitest";
import { deviceRows } from "./devices.ts";
import { createWordsKnown } from "./words-known.ts";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const must = <Value>(result: Result<Value, unknown>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

test("[W107] devices are listed in the order they came, each with how, what it lacked and when; removed ones have left, their name stays with those they added", async () => {
  const [keys, epochKey, recovery, ids] = [softwareKeys(random(32)), random(32), recoveryKeys(random(16)), ["first", "byWords", "added", "late"].map(() => bytesToBase64url(random(16)))];
  const [first = "", byWords = "", added = "", late = ""] = ids;
  const { vaultId, entry } = await createKeyring({ deviceId: first, name: "Laptop", keys, recovery, epochKey }, random);
  let keyring: Keyring = must(openKeyring([entry], vaultId));
  const addedKeys = softwareKeys(random(32));
  const by = (author: string, using = keys): KeyringAuthor => ({ state: keyring.state, author, keys: using, epochKeys: new Map([[1, epochKey]]) });
  const add = async (author: KeyringAuthor, { deviceId, name }: { readonly deviceId: string; readonly name: string }, { signPublic, wrapPublic } = softwareKeys(random(32))): Promise<void> => {
    const next = must(await addDeviceEntry(author, { deviceId, name, signPublic, wrapPublic }, random));
    keyring = must(openKeyring([...keyring.entries, next], vaultId));
  };
  await add(by(recoveryMember, recovery), { deviceId: byWords, name: "Tablet" });
  await add(by(first), { deviceId: added, name: "Phone" }, addedKeys);
  await add(by(added, addedKeys), { deviceId: late, name: "Watch" });
  const removed = await removeDeviceEntry(by(first), { deviceId: added, line: new Map(), epochKey: random(32) }, random);
  keyring = must(openKeyring([...keyring.entries, removed], vaultId));
  const seen = [{ member: byWords, seenMs: 60_000, lacking: 3 }, { member: late, seenMs: 0, lacking: 9 }, { member: recoveryMember, seenMs: 60_000, lacking: 0 }];
  expect(deviceRows(keyring, { owner: { deviceId: first }, seen })).toEqual([
    { id: first, name: "Laptop", isThis: true, by: { kind: "first" } },
    { id: byWords, name: "Tablet", isThis: false, by: { kind: "words" }, standing: { seenMs: 60_000, lacking: 3 } },
    { id: late, name: "Watch", isThis: false, by: { kind: "device", name: "Phone" } },
  ]);
});

/** A store of one value, a clock to turn, the keyring's recovery key, and what the screen was told. */
class World {
  nowMs = 1_000_000;
  stored: StoredWords | undefined;
  recovery = random(32);
  isDue = false;
  readonly known = createWordsKnown({
    read: async () => this.stored, save: async (kept) => { this.stored = kept; }, random, recovery: async () => this.recovery, changed: (isDue) => { this.isDue = isDue; },
    timers: { nowMs: () => this.nowMs, after: (_, task) => { task(); return () => undefined; } },
  });
}
const dayMs = 86_400_000;
const words = recoveryToWords({ vaultId: bytesToBase64url(random(16)), secret: random(16) });

test("[W108] three words are asked for from a day after they were shown, until they were right once", async () => {
  const world = new World();
  expect(await world.known.stand()).toEqual({ kind: "elsewhere" });
  world.known.shown(words);
  await vi.waitFor(() => { expect(world.stored).toBeDefined(); });
  expect(await world.known.stand()).toMatchObject({ kind: "toAsk", isDue: false });
  world.nowMs += dayMs;
  await world.known.look();
  expect(world.isDue).toBe(true);
  const stand = await world.known.stand();
  if (stand.kind !== "toAsk") throw new Error("they are asked for");
  expect(await world.known.answer(["zoo", "zoo", "zoo"])).toMatchObject({ ok: false });
  expect(await world.known.stand()).toEqual(stand);
  expect(await world.known.answer(stand.positions.map((position) => words.split(" ")[position - 1] ?? ""))).toEqual({ ok: true });
  expect(await world.known.stand()).toEqual({ kind: "known", atMs: world.nowMs });
  expect(world.isDue).toBe(false);
  expect(Object.keys(world.stored ?? {}).toSorted()).toEqual(["atMs", "kind", "recovery"]);
});

test("[W109] who typed the words to join isn't asked; words that were replaced elsewhere count for nothing here", async () => {
  const world = new World();
  await world.known.typed();
  expect(await world.known.stand()).toEqual({ kind: "known", atMs: world.nowMs });
  world.recovery = random(32);
  expect(await world.known.stand()).toEqual({ kind: "elsewhere" });
  expect(await world.known.answer(["a", "b", "c"])).toMatchObject({ ok: false });
});
