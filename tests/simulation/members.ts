/** The keyrings of simulations: the vault of three devices that every life starts from, and chains that a lying relay shows. */
import { createPrivateKey, createPublicKey, hkdfSync, sign, verify as verifySignature, type KeyObject } from "node:crypto";
import { signRequest, type Keyring, type RequestToSign, type Verify } from "@kith/core/relay";
import { idOf, keyringOf, keySeedOf, keysOf, withDevice } from "@kith/core/testing";

/** The devices that a life starts with, the first being the one that made the vault. */
export const firstDevices = ["Ada's laptop", "Ada's phone", "Ada's tablet"] as const;

const alone = await keyringOf(firstDevices[0]);
const pair = await withDevice(alone, firstDevices[1], firstDevices[0]);

/** What every device holds at first. */
export const firstKeyring: Keyring = await withDevice(pair, firstDevices[2], firstDevices[0]);

/** Another chain from the same beginning. */
export const forkedKeyring: Keyring = await withDevice(pair, "Mallory's", firstDevices[1]);

/** Another vault altogether. */
export const foreignKeyring: Keyring = await keyringOf("Mallory's");

export const vault = firstKeyring.state.vaultId;

const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
const spki = Buffer.from("302a300506032b6570032100", "hex");
const signers = new Map<string, KeyObject>();
const checkers = new Map<string, KeyObject>();

function signerOf(name: string): KeyObject {
  const secret = Buffer.from(hkdfSync("sha256", keySeedOf(name), "", "kith sign v1", 32));
  const key = signers.get(name) ?? createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: "der", type: "pkcs8" });
  signers.set(name, key);
  return key;
}

/** The Authorization header of a device's request, signed by the platform: plain code takes twenty times as long. */
export function headerOf(name: string, request: RequestToSign & { readonly body: Uint8Array }, nowMs: number): Promise<string> {
  const keys = { ...keysOf(name), sign: async (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, signerOf(name))) };
  return signRequest(request, { member: idOf(name), keys }, nowMs);
}

/** Checks a signature by the platform. */
export const verify: Verify = async (signPublic, bytes, signature) => {
  const name = signPublic.join();
  const key = checkers.get(name) ?? createPublicKey({ key: Buffer.concat([spki, signPublic]), format: "der", type: "spki" });
  checkers.set(name, key);
  return verifySignature(null, bytes, key, signature);
};
