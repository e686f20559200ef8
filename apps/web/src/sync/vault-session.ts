/**
 * How a device comes by a vault: it makes one, which works offline, or it joins one with the 24 words.
 * Both end in the same thing: a session, to be stored before anything else is done with it.
 */
import {
  addDeviceEntry,
  bytesToBase64url,
  createKeyring,
  err,
  ok,
  openEveryEpoch,
  recoveryKeys,
  recoveryMember,
  recoveryToWords,
  sameBytes,
  verifyKeyring,
  wordsToRecovery,
  type DeviceKeys,
  type KeyringState,
  type Random,
  type Result,
  type SignedEntry,
  type Transport,
  type TransportError,
  type WordsError,
} from "@kith/core/relay";
import { createHttpTransport } from "./http-transport.ts";
import { createStoredKeys, openStoredKeys, type OpenKeys } from "./platform-keys.ts";

/** The platform, as this room takes it. */
export interface Platform {
  readonly random: Random;
  readonly subtle: SubtleCrypto | undefined;
  readonly fetch: typeof fetch;
  readonly nowMs: () => number;
}

/** What a device holds of its vault. `epochKeys` and `keys` are secret. */
export interface VaultSession {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly keys: OpenKeys;
  readonly epochKeys: ReadonlyMap<number, Uint8Array>;
  /** The newest epoch: the one to seal under. */
  readonly epoch: number;
  readonly keyring: readonly SignedEntry[];
}

/** Makes a vault without any network; the driver registers it at a relay when there is one. `words` are shown once and never stored. */
export async function createVault(
  names: { readonly deviceName: string },
  platform: Pick<Platform, "random" | "subtle">,
): Promise<{ readonly session: VaultSession; readonly words: string; readonly epochKey: Uint8Array }> {
  const { random, subtle } = platform;
  const keys = createStoredKeys(random);
  const [deviceId, secret, epochKey] = [bytesToBase64url(random(16)), random(16), random(32)];
  const device = openStoredKeys(keys, subtle);
  const { vaultId, entry } = await createKeyring({ deviceId, name: names.deviceName, keys: device, recovery: recoveryKeys(secret), epochKey }, random);
  const session = { vaultId, deviceId, keys, epochKeys: new Map([[1, epochKey]]), epoch: 1, keyring: [entry] };
  return { session, words: recoveryToWords({ vaultId, secret }), epochKey };
}

/** Why joining failed. "untrusted": the relay's keyring isn't the one the words belong to. */
export type JoinError = { readonly kind: "words"; readonly error: WordsError } | TransportError | { readonly kind: "untrusted" };

/** Adds this device to the vault the words name, with the words' own keys, at the relay given. */
export async function joinByWords(
  words: string,
  at: { readonly serverUrl: string; readonly deviceName: string },
  platform: Platform,
): Promise<Result<VaultSession, JoinError>> {
  const recovery = wordsToRecovery(words);
  if (!recovery.ok) return err({ kind: "words", error: recovery.error });
  const { vaultId, secret } = recovery.value;
  const author = recoveryKeys(secret);
  const { fetch, nowMs } = platform;
  const transport = createHttpTransport({ serverUrl: at.serverUrl, vaultId, member: recoveryMember, keys: author, fetch, nowMs });
  const keys = createStoredKeys(platform.random);
  const joining = { vaultId, author, transport, keys, deviceId: bytesToBase64url(platform.random(16)), name: at.deviceName };
  // Another device may append between our read and ours: read again, a few times at most.
  for (let attempt = 1; ; attempt += 1) {
    const joined = await tryJoin(joining, platform);
    const moved = !joined.ok && joined.error.kind === "refused" && joined.error.code === "headMoved";
    if (!moved || attempt === 4) return joined;
  }
}

interface Joining {
  readonly vaultId: string;
  readonly author: DeviceKeys;
  readonly transport: Transport;
  readonly keys: OpenKeys;
  readonly deviceId: string;
  readonly name: string;
}

async function tryJoin(joining: Joining, platform: Platform): Promise<Result<VaultSession, JoinError>> {
  const { vaultId, author, transport, keys, deviceId, name } = joining;
  const entries = await transport.readKeyring();
  if (!entries.ok) return entries;
  const opened = await openWithWords(entries.value, vaultId, author);
  if (!opened.ok) return opened;
  const { state, epochKeys } = opened.value;
  const { signPublic, wrapPublic } = openStoredKeys(keys, platform.subtle);
  const already = state.members.some(({ id }) => id === deviceId);
  const session = { vaultId, deviceId, keys, epochKeys, epoch: state.epoch };
  // The answer to our first append was lost, not the append.
  if (already) return ok({ ...session, keyring: entries.value });
  const entry = await addDeviceEntry({ state, author: recoveryMember, keys: author, epochKeys }, { deviceId, name, signPublic, wrapPublic }, platform.random);
  if (!entry.ok) return err({ kind: "untrusted" });
  const appended = await transport.appendKeyring({ expectedHead: state.head, entry: entry.value, settled: false });
  return appended.ok ? ok({ ...session, keyring: [...entries.value, entry.value] }) : appended;
}

/** The chain checked from the vault id inside the words, and every epoch key the words open. */
async function openWithWords(
  entries: readonly SignedEntry[],
  vaultId: string,
  author: DeviceKeys,
): Promise<Result<{ readonly state: KeyringState; readonly epochKeys: ReadonlyMap<number, Uint8Array> }, { readonly kind: "untrusted" }>> {
  const state = verifyKeyring(entries, vaultId);
  if (!state.ok || !sameBytes(state.value.recovery.signPublic, author.signPublic)) return err({ kind: "untrusted" });
  const epochKeys = await openEveryEpoch(state.value, recoveryMember, author);
  return epochKeys.ok ? ok({ state: state.value, epochKeys: epochKeys.value }) : err({ kind: "untrusted" });
}
