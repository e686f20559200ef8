/** The keyring as a reader checks it: a chain of signed entries, from the vault's id on (protocol.md, section 3). */
import { base64, join, textOf, unbase64 } from "./bytes.ts";
import { isSigned, sha256 } from "./crypto.ts";
import type { SignedEntry } from "./frames.ts";
import { readLine, type Reach } from "./records.ts";

export interface Wrap { readonly to: string; readonly epoch: number; readonly ephemeralPublic: string; readonly sealedKey: string }
export interface PublicKeys { readonly signPublic: string; readonly wrapPublic: string }
export interface Entry extends Partial<PublicKeys> {
  readonly version: 1; readonly previous: string; readonly author: string; readonly type: string;
  readonly deviceId?: string; readonly name?: string; readonly recovery?: PublicKeys; readonly epoch?: number; readonly line?: string; readonly wraps: readonly Wrap[];
}
/** What follows `type` in each entry, in this order. */
const fields: Readonly<Record<string, readonly string[]>> = {
  create: ["deviceId", "name", "signPublic", "wrapPublic", "recovery", "epoch", "wraps"],
  addDevice: ["deviceId", "name", "signPublic", "wrapPublic", "wraps"],
  removeDevice: ["deviceId", "epoch", "line", "wraps"],
  replaceRecovery: ["recovery", "epoch", "line", "wraps"],
};

/** Who belongs to the vault after the last entry, in the order they came, and what was wrapped. */
export interface Chain {
  readonly vault: string;
  readonly entries: readonly SignedEntry[];
  readonly head: Uint8Array;
  readonly members: ReadonlyMap<string, PublicKeys & { readonly name: string }>;
  readonly recovery: PublicKeys;
  readonly epoch: number;
  /** The line that ended each epoch but the newest. */
  readonly lines: ReadonlyMap<number, ReadonlyMap<string, Reach>>;
  /** With the vault each was bound to: the first entry's are bound to none. */
  readonly wraps: readonly (Wrap & { readonly vault: string })[];
  /** Every device id and signing key that was ever here. */
  readonly used: ReadonlySet<string>;
}

/** What is signed. */
export const signed = (bytes: Uint8Array): Uint8Array => join("kith keyring entry v1\n", bytes);
const keysIn = (chain: Chain, member: string): PublicKeys | undefined => (member === "recovery" ? chain.recovery : chain.members.get(member));

/** Checks one entry against the chain before it, and gives the chain behind it. Throws at whatever doesn't follow. */
function follow(chain: Chain, signedEntry: SignedEntry): Chain {
  const entry = JSON.parse(textOf(signedEntry.bytes)) as Entry;
  const allowed = fields[entry.type];
  if (!allowed) throw new Error(`an entry of type ${entry.type}: update me`);
  const check = (holds: boolean, what: string): void => { if (!holds) throw new Error(`${entry.type}: ${what}`); };
  const isFirst = chain.entries.length === 0;
  check(JSON.stringify(inOrder(entry)) === textOf(signedEntry.bytes), "isn't in canonical form");
  check(entry.version === 1 && entry.previous === (isFirst ? "" : base64(chain.head)), "doesn't follow the entry before");
  check((entry.type === "create") === isFirst && (!isFirst || entry.author === entry.deviceId), "stands in the wrong place");
  const author = isFirst ? entry : keysIn(chain, entry.author);
  check(author !== undefined && isSigned(signedEntry.signature, signed(signedEntry.bytes), unbase64(author.signPublic ?? "", 32)), "isn't signed by a member");
  const head = sha256(signedEntry.bytes);
  const [members, used, lines] = [new Map(chain.members), new Set(chain.used), new Map(chain.lines)];
  const use = (once: string): void => { check(!used.has(once), `${once} comes back`); used.add(once); };
  const { deviceId, name, signPublic, wrapPublic } = entry;
  if (entry.recovery) use(entry.recovery.signPublic);
  if (signPublic !== undefined && wrapPublic !== undefined && deviceId !== undefined && name !== undefined) {
    [deviceId, signPublic].forEach(use);
    members.set(deviceId, { name, signPublic, wrapPublic });
  } else if (deviceId !== undefined) {
    check(deviceId !== entry.author && members.delete(deviceId), "removes whom it can't");
  }
  const epoch = entry.epoch ?? chain.epoch;
  check(entry.epoch === undefined || epoch === chain.epoch + 1, "skips an epoch");
  check(members.size <= 64, "has too many devices");
  if (entry.line !== undefined) lines.set(chain.epoch, readLine(entry.line));
  const due = dueWraps(entry, [...members.keys()], epoch);
  check(JSON.stringify(entry.wraps.map(({ to, epoch: of }) => [to, of])) === JSON.stringify(due), "wraps for others than it should");
  const bound = { vault: chain.vault };
  return {
    vault: isFirst ? base64(head.slice(0, 16)) : chain.vault, entries: [...chain.entries, signedEntry], head, members, used, lines, epoch,
    recovery: entry.recovery ?? chain.recovery, wraps: [...chain.wraps, ...entry.wraps.map((wrap) => ({ ...wrap, ...bound }))],
  };
}

const pick = (from: object, keys: readonly string[]): object => Object.fromEntries(keys.map((key) => [key, from[key as keyof typeof from]]));

/** Keys as the table orders them: whatever else an entry holds is missing here. */
export function inOrder(entry: Entry): object {
  const publicKeys = ["signPublic", "wrapPublic"];
  return {
    ...pick(entry, ["version", "previous", "author", "type", ...(fields[entry.type] ?? [])]),
    ...(entry.recovery ? { recovery: pick(entry.recovery, publicKeys) } : {}),
    wraps: entry.wraps.map((wrap) => pick(wrap, ["to", "epoch", "ephemeralPublic", "sealedKey"])),
  };
}

/** For whom an entry wraps which epochs, in order (3.2). */
export function dueWraps({ type, deviceId }: Pick<Entry, "type" | "deviceId">, members: readonly string[], epoch: number): readonly (readonly [string, number])[] {
  const every = (to: string): [string, number][] => Array.from({ length: epoch }, (_, index) => [to, index + 1]);
  if (type === "addDevice") return every(deviceId ?? "");
  const each = members.map((to): [string, number] => [to, epoch]);
  return [...each, ...(type === "replaceRecovery" ? every("recovery") : [["recovery", epoch] as const])];
}

/** What stands before the first entry. */
export const nothing: Chain = { vault: "", entries: [], head: new Uint8Array(), members: new Map(), recovery: { signPublic: "", wrapPublic: "" }, epoch: 0, lines: new Map(), wraps: [], used: new Set() };

/** Throws where the chain isn't this vault's, or an entry doesn't follow. */
export function openChain(entries: readonly SignedEntry[], vault: string): Chain {
  const chain = entries.reduce(follow, nothing);
  if (chain.vault !== vault) throw new Error(`the keyring of another vault: ${chain.vault}`);
  return chain;
}
