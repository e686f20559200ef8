/** Pairing by a link, both sides, as plain messages through a mailbox (protocol.md, 6.9). */
import { base64, byte, join, Reader, same, textOf, unbase64 } from "./bytes.ts";
import { Client, newDevice } from "./client.ts";
import { hkdf, random, seal, sha256, unseal } from "./crypto.ts";
import type { Newcomer } from "./entries.ts";
import { readMailbox, writeMailbox } from "./frames.ts";
import { openChain } from "./keyring.ts";
import { post, relayOf } from "./relay.ts";

type Side = 0 | 1;
const pollMs = 100;

export const pairingKeys = (secret: Uint8Array) => ({ mailbox: hkdf(secret, "kith pairing id v1", 16), key: hkdf(secret, "kith pairing key v1") });
export const commitmentTo = (newNonce: Uint8Array): Uint8Array => sha256("kith pairing commitment v1", newNonce);
export const wishOf = ({ id, name, signPublic, wrapPublic }: Newcomer, commitment: Uint8Array): Uint8Array => join(unbase64(id, 16), signPublic, wrapPublic, commitment, name);

/** Six digits that both screens show. */
export function codeOf({ mailbox, vault, wish, oldNonce, newNonce }: { readonly mailbox: Uint8Array; readonly vault: string; readonly wish: Uint8Array; readonly oldNonce: Uint8Array; readonly newNonce: Uint8Array }): string {
  const hash = sha256("kith pairing code v1", mailbox, unbase64(vault, 16), wish, oldNonce, newNonce);
  return String(Buffer.from(hash).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

/** One side of a mailbox: puts messages in, waits for those of the other side. */
function talk(origin: string, secret: Uint8Array, side: Side) {
  const { mailbox, key } = pairingKeys(secret);
  const url = `${origin}/v1/pairings/${base64(mailbox)}`;
  const bound = (from: Side, index: number): Uint8Array => join("kith pairing message v1", byte(from), byte(index));
  const other: Side = side === 0 ? 1 : 0;
  return {
    mailbox,
    say: async (index: number, plain: Uint8Array) => void (await post(url, writeMailbox(side, { index, sealed: seal(key, bound(side, index), plain) }))),
    hear: async (index: number): Promise<Reader> => {
      for (;;) {
        const message = readMailbox(await post(url, writeMailbox(side)))[index];
        if (message) return new Reader(unseal(key, bound(other, index), message));
        await new Promise((wait) => { setTimeout(wait, pollMs); });
      }
    },
  };
}

/** Knocks at a link, shows the code, and once let in is a device of the vault. */
export async function joinByLink(link: string, name: string, show: (code: string) => void): Promise<Client> {
  const { origin, hash } = new URL(link);
  const [device, newNonce] = [newDevice(), random(32)];
  const line = talk(origin, unbase64(hash.replace(/^#v1\./u, ""), 32), 0);
  const wish = wishOf({ id: device.id, name, ...device.keys }, commitmentTo(newNonce));
  await line.say(0, wish);
  const answer = await line.hear(0);
  const [vault, oldNonce] = [answer.id(), answer.take(32)];
  await line.say(1, newNonce);
  show(codeOf({ mailbox: line.mailbox, vault, wish, oldNonce, newNonce }));
  const decision = await line.hear(1);
  if (decision.u8() !== 1) throw new Error("the owner said no");
  const head = decision.take(32);
  const chain = openChain(await relayOf({ origin, vault, member: device.id, keys: device.keys }).keyring(), vault);
  if (!chain.entries.some(({ bytes }) => same(sha256(bytes), head))) throw new Error("the keyring lacks the entry that was promised");
  return new Client(origin, device, chain);
}

/** Opens a mailbox for a link, and lets in who knocks where the owner finds the codes alike. */
export async function offerPairing(client: Client, origin: string, { link, isMine }: { readonly link: (link: string) => void; readonly isMine: (code: string, name: string) => Promise<boolean> | boolean }): Promise<void> {
  const [secret, oldNonce, { vault }] = [random(32), random(32), client.chain];
  const line = talk(origin, secret, 1);
  await client.relay.openMailbox(line.mailbox);
  link(`${origin}/pair#v1.${base64(secret)}`);
  const knock = await line.hear(0);
  const [id, signPublic, wrapPublic, commitment, name] = [knock.id(), knock.take(32), knock.take(32), knock.take(32), textOf(knock.rest())];
  await line.say(0, join(unbase64(vault, 16), oldNonce));
  const newNonce = (await line.hear(1)).take(32);
  if (!same(commitmentTo(newNonce), commitment)) throw new Error("another nonce than was committed to");
  const newcomer = { id, name, signPublic, wrapPublic };
  const code = codeOf({ mailbox: line.mailbox, vault, wish: wishOf(newcomer, commitment), oldNonce, newNonce });
  if (!(await isMine(code, name))) return line.say(1, byte(0));
  await line.say(1, join(byte(1), await client.add(newcomer)));
}
