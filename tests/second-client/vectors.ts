/** docs/protocol-vectors.json against this client: what it makes of the inputs, beside what the file gives. */
import { base64, unbase64, utf8 } from "./bytes.ts";
import { openEpochs } from "./entries.ts";
import { invitationOf, keysOf, readWords, recoveryKeys, wordsOf } from "./crypto.ts";
import {
  readEntries, readPage, readReceipt, readRecords, writeAddresses, writeAfter, writeAppend, writeEntries, writeMailbox, writePull, writePush, writeRecords, type SignedEntry,
} from "./frames.ts";
import { openChain } from "./keyring.ts";
import { codeOf, commitmentTo, pairingKeys, wishOf } from "./pairing.ts";
import { erase, hashOf, markOf, openRecord, padded, reachOf, writeErasure, writeLine, readErasure, readLine } from "./records.ts";
import { authorize } from "./relay.ts";

type Texts = Readonly<Record<string, string>>;
/** The file, as far as its shape goes; every text but names, paths and words is base64url. */
export interface Vectors {
  readonly keys: readonly [{ readonly deviceId: string; readonly seed: string; readonly signPublic: string; readonly wrapPublic: string }, { readonly deviceId: string; readonly seed: string; readonly signPublic: string; readonly wrapPublic: string }];
  readonly recovery: { readonly secret: string; readonly vaultId: string; readonly words: string; readonly signPublic: string; readonly wrapPublic: string };
  readonly keyring: { readonly vaultId: string; readonly entries: readonly { readonly bytes: string; readonly signature: string; readonly hash: string }[]; readonly epochKeys: readonly string[]; readonly head: string };
  readonly records: readonly { readonly writer: string; readonly seq: number; readonly epoch: number; readonly payload: string; readonly body: string; readonly hash: string }[];
  readonly line: { readonly writer: string; readonly seq: number; readonly chain: string };
  readonly lineOrder: { readonly writers: readonly string[]; readonly line: string };
  readonly frames: { readonly entries: string; readonly append: string; readonly push: string; readonly receipt: string; readonly records: string; readonly fetch: string; readonly listErased: string; readonly pull: string; readonly page: string; readonly pairing: string };
  readonly authorization: { readonly audience: string; readonly vault: string; readonly method: "POST"; readonly path: string; readonly body: string; readonly member: string; readonly timeMs: number; readonly header: string };
  readonly invitation: { readonly secret: string; readonly vaultId: string; readonly invitation: string };
  readonly pairing: { readonly secret: string; readonly mailbox: string; readonly seal: string; readonly oldNonce: string; readonly newNonce: string; readonly commitment: string; readonly wish: string; readonly code: string };
  readonly padding: readonly { readonly payloadBytes: number; readonly plaintextBytes: number }[];
  readonly erasure: { readonly names: readonly { readonly writer: string; readonly seq: number; readonly sha256: string }[]; readonly payload: string };
  readonly mark: { readonly of: readonly string[]; readonly count: number; readonly digest: string };
}

/** One thing made, beside what the file gives for it; `part` begins with the file's own name for the part. */
export interface Check { readonly part: string; readonly made: unknown; readonly given: unknown }

export function checkVectors(vectors: Vectors): readonly Check[] {
  const checks: Check[] = [];
  const check = (part: string, made: unknown, given: unknown): void => void checks.push({ part, made, given });
  const { keys, recovery, keyring, pairing, padding, invitation, authorization } = vectors;
  const [phone, laptop] = [keysOf(unbase64(keys[0].seed)), keysOf(unbase64(keys[1].seed))];
  check("keys", [phone, laptop].map(({ signPublic, wrapPublic }) => [signPublic, wrapPublic].map(base64)), keys.map(({ signPublic, wrapPublic }) => [signPublic, wrapPublic]));

  const words = readWords(recovery.words);
  const ofWords = recoveryKeys(words.secret);
  check("recovery", [words.vault, base64(words.secret), base64(ofWords.signPublic), base64(ofWords.wrapPublic), wordsOf(unbase64(recovery.vaultId), unbase64(recovery.secret))],
    [recovery.vaultId, recovery.secret, recovery.signPublic, recovery.wrapPublic, recovery.words]);

  const entries = keyring.entries.map(({ bytes, signature }): SignedEntry => ({ bytes: utf8(bytes), signature: unbase64(signature, 64) }));
  const chain = openChain(entries, keyring.vaultId);
  check("keyring", [base64(chain.head), [...chain.members.keys()]], [keyring.head, [keys[0].deviceId]]);
  check("keyring epochs by the words and by the phone", [["recovery", ofWords] as const, [keys[0].deviceId, phone] as const].map(([member, by]) => [...openEpochs(chain, member, by).values()].map(base64)), [keyring.epochKeys, keyring.epochKeys]);

  const ring = { vault: keyring.vaultId, key: unbase64(keyring.epochKeys[0] ?? "") };
  const records = vectors.records.map(({ writer, seq, epoch, body }) => ({ writer, seq, epoch, body: unbase64(body) }));
  check("records", records.map((record) => [base64(openRecord(record, ring)), base64(hashOf(ring.vault, record))]), vectors.records.map(({ payload, hash }) => [payload, hash]));
  const { writer, ...reach } = vectors.line;
  const line = reachOf(records.map((record) => hashOf(ring.vault, record)));
  check("line", [base64(line.chain), writeLine(new Map([[writer, line]]))], [reach.chain, writeLine(chain.lines.get(1) ?? readLine(""))]);
  check("lineOrder", writeLine(new Map(vectors.lineOrder.writers.map((of) => [of, { seq: 1, chain: new Uint8Array(32) }]))), vectors.lineOrder.line);
  checkFrames(vectors, { entries, records, vault: ring.vault }, check);

  check("authorization", authorize({ ...authorization, keys: phone }, { ...authorization, body: unbase64(authorization.body) }), authorization.header);
  check("invitation", invitationOf(invitation.secret, invitation.vaultId), invitation.invitation);
  const { mailbox, key } = pairingKeys(unbase64(pairing.secret));
  const [oldNonce, newNonce] = [unbase64(pairing.oldNonce), unbase64(pairing.newNonce)];
  const wish = wishOf({ id: keys[1].deviceId, name: "Laptop", ...laptop }, commitmentTo(newNonce));
  check("pairing", { mailbox: base64(mailbox), seal: base64(key), commitment: base64(commitmentTo(newNonce)), wish: base64(wish), code: codeOf({ mailbox, vault: ring.vault, wish, oldNonce, newNonce }) },
    (({ mailbox: name, seal, commitment, wish: said, code }: Texts) => ({ mailbox: name, seal, commitment, wish: said, code }))({ ...pairing }));
  check("padding", padding.map(({ payloadBytes }) => padded(4 + payloadBytes)), padding.map(({ plaintextBytes }) => plaintextBytes));
  check("erasure", [base64(writeErasure(ring.vault, records.slice(0, 1))), readErasure(unbase64(vectors.erasure.payload))],
    [vectors.erasure.payload, vectors.erasure.names.map(({ writer: of, seq, sha256 }) => [`${of} ${seq}`, sha256])]);
  const mark = markOf(vectors.mark.of.map((hash) => unbase64(hash, 32)));
  check("mark", [mark.count, base64(mark.digest)], [vectors.mark.count, vectors.mark.digest]);
  return checks;
}

/** Each frame the client sends is made again from what the file says of it; each it reads comes out as what went in. */
function checkFrames({ frames, line: { writer }, keyring, keys }: Vectors, { entries, records, vault }: { readonly entries: readonly SignedEntry[]; readonly records: Parameters<typeof writeRecords>[0]; readonly vault: string }, check: (part: string, made: unknown, given: unknown) => void): void {
  const [first, second] = records;
  const [create, add, remove] = entries;
  if (!first || !second || !create || !add || !remove) throw new Error("two records and three entries are given");
  const erased = erase(vault, first);
  const made = {
    entries: writeEntries([create, add]), append: writeAppend(unbase64(keyring.entries[1]?.hash ?? "", 32), remove), push: writePush({ have: { [writer]: 2 }, writer, records: [erased, second] }),
    records: writeRecords([erased, second]), fetch: writeAddresses([{ writer, seq: 1 }]), listErased: writeAfter({ writer, seq: 1 }), pull: writePull({ [writer]: 1 }, writer), pairing: writeMailbox(0, { index: 0, sealed: Uint8Array.of(1, 2, 3) }),
  };
  for (const [name, bytes] of Object.entries(made)) check(`frames ${name}`, base64(bytes), frames[name as keyof typeof made]);
  const page = {
    own: { seq: 1, hash: hashOf(vault, first) }, keyring: { length: 3, head: unbase64(keyring.head) },
    members: [{ member: keys[0].deviceId, seenMinutes: 29_000_000, lacking: 0 }, { member: "recovery", seenMinutes: 0, lacking: 2 }],
    vector: { [writer]: 2 }, erased: markOf([hashOf(vault, first)]), records: [second],
  };
  check("frames page", readPage(unbase64(frames.page)), page);
  check("frames receipt", readReceipt(unbase64(frames.receipt)), { conflicts: [{ writer, seq: 1 }], ...page });
  check("frames read back", [readEntries(unbase64(frames.entries)), readRecords(unbase64(frames.records))], [[create, add], [erased, second]]);
}
