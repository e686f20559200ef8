/**
 * A device's keys, kept by the browser: non-extractable WebCrypto pairs where the platform has Ed25519
 * and X25519, else a seed for keys in plain code. Both forms go into IndexedDB as they are.
 */
import { softwareKeys, type DeviceKeys, type Random } from "@kith/core/relay";

/** What is stored for this device; survives a structured clone. */
export type StoredKeys =
  | { readonly kind: "platform"; readonly sign: CryptoKeyPair; readonly wrap: CryptoKeyPair; readonly signPublic: Uint8Array; readonly wrapPublic: Uint8Array }
  | { readonly kind: "software"; readonly seed: Uint8Array };

/** Makes new keys: platform keys if a first signature and agreement work, else a random seed. */
export async function createStoredKeys(subtle: SubtleCrypto | undefined, random: Random): Promise<StoredKeys> {
  try {
    if (subtle === undefined) throw new Error("no WebCrypto here: not a secure context");
    const keys = await createPlatformKeys(subtle);
    // Some engines make keys they then can't use: try both before anything is promised under them.
    const device = openStoredKeys(keys, subtle);
    await Promise.all([device.sign(new Uint8Array(1)), device.agree(device.wrapPublic)]);
    return keys;
  } catch {
    return { kind: "software", seed: random(32) };
  }
}

async function createPlatformKeys(subtle: SubtleCrypto): Promise<StoredKeys> {
  const sign = await subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  const wrap = await subtle.generateKey("X25519", false, ["deriveBits"]);
  const [signPublic, wrapPublic] = await Promise.all([subtle.exportKey("raw", sign.publicKey), subtle.exportKey("raw", wrap.publicKey)]);
  return { kind: "platform", sign, wrap, signPublic: new Uint8Array(signPublic), wrapPublic: new Uint8Array(wrapPublic) };
}

/** The keys behind the face that core signs and unwraps through. */
export function openStoredKeys(stored: StoredKeys, subtle: SubtleCrypto): DeviceKeys {
  if (stored.kind === "software") return softwareKeys(stored.seed);
  const { sign, wrap, signPublic, wrapPublic } = stored;
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
