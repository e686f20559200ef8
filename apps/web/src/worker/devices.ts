/** The vault's devices and the owner's words, as the screen asks for them. */
import { decodeEntry, recoveryMember, type Keyring, type MemberStanding } from "@kith/core/relay";
import type { DeviceRow, Questions } from "../contract.ts";
import type { Owner } from "../sync/pairing.ts";
import type { EpochChange } from "./epoch-change.ts";
import { createPairing, type AroundPairing, type PairingQuestions } from "./pairing.ts";
import type { PairingDeps } from "../sync/pairing-talk.ts";
import type { WordsKnown } from "./words-known.ts";

const names = ["devices", "removeDevice", "replaceWords", "checkWords", "openPairing", "decidePairing", "endPairing", "isPairingLink", "joinByLink", "confirmJoining"] as const;
type Name = (typeof names)[number];
type DeviceQuestions = { readonly [Each in Name]: (ask: Questions[Each]["ask"]) => Promise<Questions[Each]["answer"]> };

export const isDeviceQuestion = (name: string): name is Name => (names as readonly string[]).includes(name);

export interface AroundDevices extends AroundPairing {
  /** How every member does, as the relay last said. */
  readonly seen: () => readonly MemberStanding[];
  readonly epochChange: () => EpochChange;
  readonly words: WordsKnown;
  /** Who wrote the entry of the list of devices that this device can't follow, if somebody did. */
  readonly lockedOutBy: () => Promise<string | undefined>;
}

export function createDevices(deps: PairingDeps, around: AroundDevices): DeviceQuestions {
  const { words } = around;
  const pairing: PairingQuestions = createPairing(deps, around);
  return {
    ...pairing,
    devices: async () => {
      const owner = around.owner();
      const lockedOutBy = await around.lockedOutBy();
      return { devices: deviceRows(await owner.readKeyring(), { owner, seen: around.seen() }), words: await words.stand(), ...(lockedOutBy === undefined ? {} : { lockedOutBy }) };
    },
    removeDevice: ({ id }) => around.epochChange().removeDevice(id),
    replaceWords: async () => {
      const replaced = await around.epochChange().replaceWords();
      if (!replaced.ok) return replaced;
      words.shown(replaced.words);
      return { ok: true, words: replaced.words.split(" ") };
    },
    checkWords: ({ typed }) => words.answer(typed),
  };
}

/** The key of the words that count today. */
export const recoveryOf = async ({ readKeyring }: Pick<Owner, "readKeyring">): Promise<Uint8Array> => (await readKeyring()).state.recovery.signPublic;

/** The members in the order they came, each with how; those removed since are left out. */
export function deviceRows({ entries, state }: Keyring, { owner, seen }: { readonly owner: Pick<Owner, "deviceId">; readonly seen: readonly MemberStanding[] }): readonly DeviceRow[] {
  const nameById = new Map<string, string>();
  const rows: DeviceRow[] = [];
  for (const entry of entries) {
    const read = decodeEntry(entry.bytes);
    if (!read.ok || (read.value.fact.type !== "create" && read.value.fact.type !== "addDevice")) continue;
    const { author, fact: { type, deviceId: id, name } } = read.value;
    nameById.set(id, name);
    const by = type === "create" ? { kind: "first" } as const : author === recoveryMember ? { kind: "words" } as const : { kind: "device", name: nameById.get(author) ?? "" } as const;
    const found = seen.find(({ member, seenMs }) => member === id && seenMs > 0);
    rows.push({ id, name, isThis: id === owner.deviceId, by, ...(found ? { standing: { seenMs: found.seenMs, lacking: found.lacking } } : {}) });
  }
  return rows.filter(({ id }) => state.members.some((member) => member.id === id));
}
