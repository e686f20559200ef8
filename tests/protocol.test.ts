/**
 * The protocol's test vectors (docs/protocol-vectors.json): this code makes every one of them from the
 * inputs given there, byte for byte, so that a second implementation can check itself against the file.
 * `KITH_VECTORS=write` writes the file anew; a change of it is a change of the protocol.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  addDeviceEntry, bytesToBase64url, createKeyring, commitmentTo, decodePullPage, decodePullRequest, decodePushRequest, decodeReceipt, decodeRecords, emptyMark, encodeAddresses, encodeAfter, encodeAppend, encodeEntries,
  encodePairingRequest, encodePullPage, encodePullRequest, encodePushRequest, encodeReceipt, encodeRecords, encodeWish, entryHash, eraseRecord, extendChain, extendMark, invitation,
  openEveryEpoch, openKeyring, openRecord, paddedLength, pairingCode, pairingKeys, recordHash, recoveryKeys, recoveryMember,
  recoveryToWords, removeDeviceEntry, sealRecord, signRequest, softwareKeys, startOfChain, wordsToRecovery, type KeyringAuthor, type Line, type Result, type SignedEntry,
} from "@kith/core/relay";
import { encodeErasure } from "@kith/core";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";

const path = resolve(import.meta.dirname, "../docs/protocol-vectors.json");
const base64 = bytesToBase64url;

function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Draw number n is SHA-256("kith vectors n"), cut to length: the vectors name no other randomness. */
function createDraws(): (length: number) => Uint8Array {
  let draws = 0;
  return (length) => new Uint8Array(createHash("sha256").update(`kith vectors ${(draws += 1)}`).digest()).slice(0, length);
}

const entryOf = (entry: SignedEntry) => ({ bytes: new TextDecoder().decode(entry.bytes), signature: base64(entry.signature), hash: base64(entryHash(entry)) });

async function makeVectors() {
  const random = createDraws();
  const [phone, laptop] = [1, 2].map((number) => ({ id: base64(random(16)), seed: new Uint8Array(32).fill(number) })) as [{ id: string; seed: Uint8Array }, { id: string; seed: Uint8Array }];
  const secret = new Uint8Array(16).fill(3);
  const [phoneKeys, laptopKeys, words] = [softwareKeys(phone.seed), softwareKeys(laptop.seed), recoveryKeys(secret)];
  const epochKeys = [random(32), random(32)] as const;
  const { vaultId, entry: create } = await createKeyring({ deviceId: phone.id, name: "Phone", keys: phoneKeys, recovery: words, epochKey: epochKeys[0] }, random);
  const author = (entries: readonly SignedEntry[]): KeyringAuthor => ({ state: must(openKeyring(entries, vaultId)).state, author: phone.id, keys: phoneKeys, epochKeys: new Map([[1, epochKeys[0]]]) });
  const add = must(await addDeviceEntry(author([create]), { deviceId: laptop.id, name: "Laptop", signPublic: laptopKeys.signPublic, wrapPublic: laptopKeys.wrapPublic }, random));

  const writer = base64(random(16));
  const payload = new TextEncoder().encode("spoke at the harbour");
  const records = [1, 2].map((seq) => must(sealRecord(payload, { vault: vaultId, writer, seq, epoch: 1 }, { epochKey: epochKeys[0], random })));
  const chain = records.reduce((sum, record) => extendChain(sum, recordHash(vaultId, record)), startOfChain);
  const line: Line = new Map([[writer, { seq: 2, chain }]]);
  const remove = await removeDeviceEntry(author([create, add]), { deviceId: laptop.id, line, epochKey: epochKeys[1] }, random);
  const { state } = must(openKeyring([create, add, remove], vaultId));
  const [first, second] = records;
  if (first === undefined || second === undefined) throw new Error("two records were sealed");
  const mark = { length: state.length, head: state.head };
  const erased = eraseRecord(vaultId, first);
  const pull = encodePullRequest({ have: { [writer]: 1 }, writer });
  const request = { audience: "kith.example", vault: vaultId, method: "POST", path: `/v1/vaults/${vaultId}/pull`, body: pull } as const;
  const pairing = pairingKeys(new Uint8Array(32).fill(4));
  const members = [{ member: phone.id, seenMs: 60_000 * 29_000_000, lacking: 0 }, { member: recoveryMember, seenMs: 0, lacking: 2 }];
  const erasedMark = extendMark(emptyMark, recordHash(vaultId, first));
  const page = { records: [second], vector: { [writer]: 2 }, erased: erasedMark, keyring: mark, members, own: { seq: 1, sha256: recordHash(vaultId, first) } };
  const [oldNonce, newNonce] = [new Uint8Array(32).fill(6), new Uint8Array(32).fill(7)];
  const wish = encodeWish({ deviceId: laptop.id, name: "Laptop", signPublic: laptopKeys.signPublic, wrapPublic: laptopKeys.wrapPublic }, commitmentTo(newNonce));
  // By bytes and by characters these have another order.
  const mixed = [0x00, 0x69, 0xfb, 0xff].map((byte) => base64(new Uint8Array(16).fill(byte)));
  const ordered = await removeDeviceEntry(author([create, add]), { deviceId: laptop.id, line: new Map(mixed.map((each) => [each, { seq: 1, chain: startOfChain }])), epochKey: epochKeys[1] }, random);
  return {
    keys: [phone, laptop].map(({ id, seed }, index) => ({ deviceId: id, seed: base64(seed), signPublic: base64([phoneKeys, laptopKeys][index]?.signPublic ?? seed), wrapPublic: base64([phoneKeys, laptopKeys][index]?.wrapPublic ?? seed) })),
    recovery: { secret: base64(secret), vaultId, words: recoveryToWords({ vaultId, secret }), signPublic: base64(words.signPublic), wrapPublic: base64(words.wrapPublic) },
    keyring: { vaultId, entries: [create, add, remove].map(entryOf), epochKeys: epochKeys.map(base64), head: base64(state.head) },
    records: records.map((record) => ({ writer, seq: record.seq, epoch: 1, payload: base64(payload), body: base64(record.body), hash: base64(recordHash(vaultId, record)) })),
    line: { writer, seq: 2, chain: base64(chain) },
    lineOrder: { writers: mixed, line: (JSON.parse(new TextDecoder().decode(ordered.bytes)) as { readonly line: string }).line },
    frames: {
      entries: base64(encodeEntries([create, add])),
      append: base64(encodeAppend({ expectedHead: entryHash(add), entry: remove, settled: false })),
      push: base64(encodePushRequest({ have: { [writer]: 2 }, writer, records: [erased, second] })),
      receipt: base64(encodeReceipt({ ...page, conflicts: [{ writer, seq: 1 }] })),
      records: base64(encodeRecords([erased, second])),
      fetch: base64(encodeAddresses([{ writer, seq: 1 }])),
      listErased: base64(encodeAfter({ writer, seq: 1 })),
      pull: base64(pull),
      page: base64(encodePullPage(page)),
      pairing: base64(encodePairingRequest({ side: 0, message: { index: 0, sealed: Uint8Array.of(1, 2, 3) } })),
    },
    authorization: { ...request, body: base64(pull), member: phone.id, timeMs: 1_900_000_000_000, header: await signRequest(request, { member: phone.id, keys: phoneKeys }, 1_900_000_000_000) },
    invitation: { secret: "a secret of whoever runs the relay", vaultId, invitation: invitation("a secret of whoever runs the relay", vaultId) },
    pairing: {
      secret: base64(new Uint8Array(32).fill(4)), mailbox: base64(pairing.mailbox), seal: base64(pairing.seal),
      oldNonce: base64(oldNonce), newNonce: base64(newNonce), commitment: base64(commitmentTo(newNonce)), wish: base64(wish),
      code: pairingCode({ mailbox: pairing.mailbox, vaultId, wish, oldNonce, newNonce }),
    },
    padding: [0, 1, 124, 125, 200, 1000, 4096, 100_000].map((payloadBytes) => ({ payloadBytes, plaintextBytes: paddedLength(4 + payloadBytes) })),
    erasure: { names: [{ writer, seq: 1, sha256: base64(recordHash(vaultId, first)) }], payload: base64(encodeErasure([{ writer, seq: 1, sha256: recordHash(vaultId, first) }])[0] ?? new Uint8Array()) },
    mark: { of: [base64(recordHash(vaultId, first)), base64(recordHash(vaultId, second))], count: 2, digest: base64(extendMark(erasedMark, recordHash(vaultId, second)).digest) },
  };
}

const readFile = (): Awaited<ReturnType<typeof makeVectors>> => JSON.parse(readFileSync(path, "utf8")) as Awaited<ReturnType<typeof makeVectors>>;
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

describe("the test vectors", () => {
  test("[PR1] this code makes every vector, byte for byte", async () => {
    const made = await makeVectors();
    if (process.env["KITH_VECTORS"] === "write") writeFileSync(path, `${JSON.stringify(made, null, 1)}\n`);
    expect(JSON.parse(JSON.stringify(made))).toEqual(readFile());
  });

  test("[PR2] what the vectors hold opens with the keys beside it, and every frame is read", async () => {
    const { keyring, records, recovery, frames, keys } = readFile();
    const entries = keyring.entries.map((entry) => ({ bytes: new TextEncoder().encode(entry.bytes), signature: bytes(entry.signature) }));
    const { state } = must(openKeyring(entries, keyring.vaultId));
    expect([state.members.map(({ name }) => name), state.epoch, base64(state.head)]).toEqual([["Phone"], 2, keyring.head]);
    const words = must(wordsToRecovery(recovery.words));
    const opened = must(await openEveryEpoch(state, recoveryMember, recoveryKeys(words.secret)));
    expect([...opened.values()].map(base64)).toEqual(keyring.epochKeys);
    const phone = must(await openEveryEpoch(state, keys[0]?.deviceId ?? "", softwareKeys(bytes(keys[0]?.seed ?? ""))));
    for (const { writer, seq, epoch, body, payload } of records) expect(base64(must(openRecord({ writer, seq, epoch, body: bytes(body) }, keyring.vaultId, phone.get(1) ?? new Uint8Array(32))))).toBe(payload);
    expect([decodePullPage(bytes(frames.page)), decodePullRequest(bytes(frames.pull)), decodeReceipt(bytes(frames.receipt)), decodePushRequest(bytes(frames.push)), decodeRecords(bytes(frames.records))].map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });
});
