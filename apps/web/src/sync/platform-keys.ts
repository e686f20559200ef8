/**
 * A device's keys at rest. They are kept as the seed they are made from, not as CryptoKeys: no browser keeps a
 * CryptoKey from who reads its files, one engine gives a stored one back as nothing, and a seed can be put under a
 * lock (docs/decisions/0009). The browser's own Ed25519 signs where it has one.
 */
import { sameBytes, signingKeyFile, softwareKeys, type DeviceKeys, type Lock, type Random } from "@kith/core/relay";

/** Keys that can be used as they are. "platform": made by an older Kith; they can't be put under a lock. */
export type OpenKeys =
  | { readonly kind: "platform"; readonly sign: CryptoKeyPair; readonly wrap: CryptoKeyPair; readonly signPublic: Uint8Array; readonly wrapPublic: Uint8Array }
  | { readonly kind: "software"; readonly seed: Uint8Array };

/** A seed under a lock, with the minutes without use after which Kith locks itself; absent: it doesn't while it is open. */
export interface LockedKeys {
  readonly kind: "locked";
  readonly lock: Lock;
  readonly autoLockMinutes?: number;
}

/** What is stored for this device; survives a structured clone. */
export type StoredKeys = OpenKeys | LockedKeys;

/** New keys. */
export const createStoredKeys = (random: Random): Extract<OpenKeys, { kind: "software" }> => ({ kind: "software", seed: random(32) });

/** The keys behind the face that core signs and unwraps through. Throws where this page has no WebCrypto and the keys need it. */
export function openStoredKeys(stored: OpenKeys, subtle: SubtleCrypto | undefined): DeviceKeys {
  if (stored.kind === "platform") {
    if (subtle === undefined) throw new Error("Platform keys need WebCrypto: open Kith over https or on this machine.");
    return openPlatformKeys(stored, subtle);
  }
  return withNativeSigning(softwareKeys(stored.seed), stored.seed, subtle);
}

/** True where keys that were read back are the ones that were given, and sign; under a lock, where it came back to the byte. */
export async function areKept(kept: StoredKeys, given: StoredKeys, subtle: SubtleCrypto | undefined): Promise<boolean> {
  try {
    if (given.kind === "locked") return kept.kind === "locked" && sameBytes(bytesOf(kept.lock), bytesOf(given.lock));
    if (kept.kind === "locked") return false;
    const [back, before] = [openStoredKeys(kept, subtle), openStoredKeys(given, subtle)];
    await back.sign(new Uint8Array(1));
    return sameBytes(back.signPublic, before.signPublic) && sameBytes(back.wrapPublic, before.wrapPublic);
  } catch {
    return false;
  }
}

/** A lock's parts in a row. */
const bytesOf = ({ sealedSeed, passphrase, passkeys }: Lock): Uint8Array =>
  Uint8Array.from([sealedSeed, passphrase?.salt ?? [], passphrase?.sealedKey ?? [], ...passkeys.flatMap((one) => [one.credentialId, one.salt, one.sealedKey])].flatMap((part) => [...part]));

/** Signing is what happens at every request: the browser does it in a tenth of the time. A signature that isn't the very same is not used. */
function withNativeSigning(keys: DeviceKeys, seed: Uint8Array, subtle: SubtleCrypto | undefined): DeviceKeys {
  let native: Promise<CryptoKey | undefined> | undefined;
  const importOnce = async (): Promise<CryptoKey | undefined> => {
    try {
      const key = await subtle?.importKey("pkcs8", plain(signingKeyFile(seed)), "Ed25519", false, ["sign"]);
      const probe = Uint8Array.of(1);
      const [own, theirs] = [await keys.sign(probe), key && new Uint8Array(await (subtle as SubtleCrypto).sign("Ed25519", key, plain(probe)))];
      return theirs && sameBytes(own, theirs) ? key : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    ...keys,
    sign: async (bytes) => {
      native ??= importOnce();
      const key = await native;
      return key && subtle ? new Uint8Array(await subtle.sign("Ed25519", key, plain(bytes))) : keys.sign(bytes);
    },
  };
}

function openPlatformKeys({ sign, wrap, signPublic, wrapPublic }: Extract<StoredKeys, { kind: "platform" }>, subtle: SubtleCrypto): DeviceKeys {
  return {
    signPublic,
    wrapPublic,
    sign: async (bytes) => new Uint8Array(await subtle.sign("Ed25519", sign.privateKey, plain(bytes))),
    agree: async (publicKey) => {
      const other = await subtle.importKey("raw", plain(publicKey), { name: "X25519" }, false, []);
      return new Uint8Array(await subtle.deriveBits({ name: "X25519", public: other }, wrap.privateKey, 256));
    },
  };
}

/** WebCrypto's types refuse bytes that might be shared; ours never are. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;
