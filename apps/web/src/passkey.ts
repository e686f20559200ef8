/**
 * Passkeys for the lock: an authenticator gives, for a salt of ours, 32 bytes that it gives nobody else (the WebAuthn
 * PRF extension). The person is verified each time (finger, face, PIN); no server takes part.
 */
import type { KnownPasskey, LockWay } from "./contract.ts";

type PasskeyWay = Extract<LockWay, { readonly kind: "passkey" }>;
/** Why no passkey came of it, in the owner's words; undefined where the person just closed the window. */
export type PasskeyAnswer = { readonly ok: true; readonly way: PasskeyWay } | { readonly ok: false; readonly message?: string };

/** Whether this window can ask for passkeys; whether an authenticator knows the extension shows only when it is asked. */
export const hasPasskeys = (): boolean => globalThis.isSecureContext && "PublicKeyCredential" in globalThis && !/^[\d.]+$|:/u.test(window.location.hostname);

/** Makes a passkey for this browser's lock. `deviceName` is what the authenticator shows. */
export const makePasskey = (deviceName: string): Promise<PasskeyAnswer> => asked(async () => {
  const salt = random(32);
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: random(32), rp: { name: "Kith" }, user: { id: random(16), name: `Kith: ${deviceName}`, displayName: `Kith: ${deviceName}` },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -8 }, { type: "public-key", alg: -257 }],
      authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
      extensions: { prf: { eval: { first: salt } } },
    },
  })) as PublicKeyCredential | null;
  if (!made) return { ok: false };
  const { prf } = made.getClientExtensionResults();
  if (prf?.enabled !== true && prf?.results === undefined) return { ok: false, message: noPrf };
  const credentialId = new Uint8Array(made.rawId);
  // Many authenticators answer about a salt only once the passkey exists.
  return prf.results === undefined ? ask([{ credentialId, salt }]) : { ok: true, way: wayOf(credentialId, salt, prf.results.first) };
});

/** Asks for any one of these passkeys. */
export const askPasskey = (known: readonly KnownPasskey[]): Promise<PasskeyAnswer> => asked(() => ask(known));

async function ask(known: readonly KnownPasskey[]): Promise<PasskeyAnswer> {
  const got = (await navigator.credentials.get({
    publicKey: {
      challenge: random(32), userVerification: "required",
      allowCredentials: known.map(({ credentialId }) => ({ type: "public-key", id: plain(credentialId) })),
      extensions: { prf: { evalByCredential: Object.fromEntries(known.map(({ credentialId, salt }) => [nameOf(credentialId), { first: plain(salt) }])) } },
    },
  })) as PublicKeyCredential | null;
  if (!got) return { ok: false };
  const credentialId = new Uint8Array(got.rawId);
  const salt = known.find((one) => nameOf(one.credentialId) === nameOf(credentialId))?.salt;
  const first = got.getClientExtensionResults().prf?.results?.first;
  return salt && first ? { ok: true, way: wayOf(credentialId, salt, first) } : { ok: false, message: noPrf };
}

const noPrf = "This passkey can’t open a lock: its authenticator doesn’t know the extension for that (PRF). Use another one, or a passphrase.";

/** A window that was closed, or a wait that ran out, is no news. */
async function asked(work: () => Promise<PasskeyAnswer>): Promise<PasskeyAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") return { ok: false, message: "No passkey was given. Try again, or use another way." };
    return { ok: false, message: `This browser couldn’t ask for a passkey (${error instanceof Error ? error.message : String(error)}). Use a passphrase.` };
  }
}

const wayOf = (credentialId: Uint8Array, salt: Uint8Array, first: BufferSource): PasskeyWay =>
  ({ kind: "passkey", credentialId, salt, secret: first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset, first.byteLength) });

/** As the extension names credentials: base64url. */
const nameOf = (id: Uint8Array): string => btoa(String.fromCodePoint(...id)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
/** WebAuthn's types refuse bytes that might be shared; ours never are. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;
