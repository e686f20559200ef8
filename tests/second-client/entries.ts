/** Entries as a member writes them, and the epoch keys wrapped in them (protocol.md, 3.2 to 3.4). */
import { base64, join, unbase64, utf8 } from "./bytes.ts";
import { ephemeral, hkdf, random, seal, unseal, type Keys } from "./crypto.ts";
import type { SignedEntry } from "./frames.ts";
import { dueWraps, inOrder, nothing, signed, type Chain, type Entry, type PublicKeys, type Wrap } from "./keyring.ts";

const boundTo = (ephemeralPublic: Uint8Array, wrapPublic: Uint8Array, { vault, epoch, to }: { readonly vault: string; readonly epoch: number; readonly to: string }): Uint8Array =>
  join(ephemeralPublic, wrapPublic, `kith epoch wrap v1\n${vault}\n${epoch}\n${to}`);

/** Every epoch's key, opened by a member. Throws where one doesn't open. */
export function openEpochs({ wraps, epoch }: Chain, member: string, keys: Keys): ReadonlyMap<number, Uint8Array> {
  const opened = new Map<number, Uint8Array>();
  for (const wrap of wraps.filter(({ to }) => to === member)) {
    const ephemeralPublic = unbase64(wrap.ephemeralPublic, 32);
    const bound = boundTo(ephemeralPublic, keys.wrapPublic, wrap);
    opened.set(wrap.epoch, unseal(hkdf(keys.share(ephemeralPublic), bound), bound, unbase64(wrap.sealedKey, 72)));
  }
  for (let each = 1; each <= epoch; each += 1) if (!opened.has(each)) throw new Error(`epoch ${each} isn't wrapped for ${member}`);
  return opened;
}

/** Writes an entry behind `chain`, or the first one of a vault: its wraps are made here. */
export function writeEntry(chain: Chain | undefined, { author, keys, epochKeys, ...said }: {
  readonly author: string; readonly keys: Keys; readonly epochKeys: ReadonlyMap<number, Uint8Array>;
} & Omit<Entry, "version" | "previous" | "wraps" | "author">): SignedEntry {
  const { vault, head, members: before, recovery: recoveryBefore, epoch } = chain ?? nothing;
  const members = new Map<string, Pick<PublicKeys, "wrapPublic">>(before);
  if (said.deviceId !== undefined && said.wrapPublic !== undefined) members.set(said.deviceId, { wrapPublic: said.wrapPublic });
  else if (said.deviceId !== undefined) members.delete(said.deviceId);
  const wraps = dueWraps(said, [...members.keys()], said.epoch ?? epoch).map(([to, of]): Wrap => {
    const wrapPublic = unbase64(to === "recovery" ? (said.recovery ?? recoveryBefore).wrapPublic : members.get(to)?.wrapPublic ?? "", 32);
    const pair = ephemeral(random(32));
    const bound = boundTo(pair.wrapPublic, wrapPublic, { vault, epoch: of, to });
    return { to, epoch: of, ephemeralPublic: base64(pair.wrapPublic), sealedKey: base64(seal(hkdf(pair.share(wrapPublic), bound), bound, epochKeys.get(of) ?? new Uint8Array())) };
  });
  const bytes = utf8(JSON.stringify(inOrder({ version: 1, previous: chain ? base64(head) : "", author, ...said, wraps })));
  return { bytes, signature: keys.sign(signed(bytes)) };
}

/** Public keys as the JSON has them. */
export const publicOf = ({ signPublic, wrapPublic }: Pick<Keys, "signPublic" | "wrapPublic">) => ({ signPublic: base64(signPublic), wrapPublic: base64(wrapPublic) });

/** Who is to be let in. */
export interface Newcomer { readonly id: string; readonly name: string; readonly signPublic: Uint8Array; readonly wrapPublic: Uint8Array }

/** The entry that adds a device, by any member. */
export const addEntry = (chain: Chain, by: { readonly member: string; readonly keys: Keys; readonly epochKeys: ReadonlyMap<number, Uint8Array> }, { id, name, ...keys }: Newcomer): SignedEntry =>
  writeEntry(chain, { author: by.member, keys: by.keys, epochKeys: by.epochKeys, type: "addDevice", deviceId: id, name, ...publicOf(keys) });
