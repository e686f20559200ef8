/**
 * Who asks: every request is signed by a member's key over all that matters in it, so that a signature
 * fits one relay, one vault, one path, one body and a few minutes, and nothing else.
 */
import { hmac } from "@noble/hashes/hmac.js";
import { base64urlToBytes, bytesToBase64url, sameBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { DeviceKeys } from "../vault/device-keys.ts";
import { isMemberName } from "../vault/keyring-fact.ts";

/** What is signed, beside who, when and the body. */
export interface RequestToSign {
  /** The relay's host and port, as the client wrote them: "kith.example", "127.0.0.1:8787". */
  readonly audience: string;
  readonly vault: string;
  readonly method: "POST" | "GET";
  /** Path only: "/v1/vaults/…/pull". */
  readonly path: string;
}

/** An authorization header, read but not yet believed. */
export interface Authorization {
  /** A device id or "recovery". */
  readonly member: string;
  readonly timeMs: number;
  /** SHA-256 of the body, 32 bytes: what is signed, so that a stranger's body need not be read at all. */
  readonly bodyHash: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signature holds this long before and after its time. */
export const authWindowMs = 5 * 60_000;

const scheme = "Kith1";

/** The Authorization header: "Kith1 member time bodyHash signature". The socket's first message is the same text. */
export async function signRequest(
  request: RequestToSign & { readonly body: Uint8Array },
  signer: { readonly member: string; readonly keys: DeviceKeys },
  nowMs: number,
): Promise<string> {
  const bodyHash = sha256(request.body);
  const signature = await signer.keys.sign(canonicalBytes(request, { member: signer.member, timeMs: nowMs, bodyHash }));
  return `${scheme} ${signer.member} ${nowMs} ${bytesToBase64url(bodyHash)} ${bytesToBase64url(signature)}`;
}

/** Reads a header; no key is touched. */
export function parseAuthorization(header: string): Result<Authorization, "malformed"> {
  const [found, member, time, hash, signed, ...rest] = header.length <= 300 ? header.split(" ") : [];
  if (found !== scheme || rest.length > 0 || !isMemberName(member) || !/^[1-9]\d{0,14}$/u.test(time ?? "")) return err("malformed");
  const [bodyHash, signature] = [base64urlToBytes(hash ?? ""), base64urlToBytes(signed ?? "")];
  return bodyHash?.length === 32 && signature?.length === 64 ? ok({ member, timeMs: Number(time), bodyHash, signature }) : err("malformed");
}

/** True where the signature's time is within five minutes of `nowMs`. */
export const isInTime = ({ timeMs }: Authorization, nowMs: number): boolean => Math.abs(nowMs - timeMs) <= authWindowMs;

/** The bytes that a member signed to ask `request`. */
export const signedTextOf = (request: RequestToSign, by: Authorization): Uint8Array => canonicalBytes(request, by);

/** True where `body` is the one that was signed for. */
export const isBodyOf = (authorization: Authorization, body: Uint8Array): boolean => sameBytes(sha256(body), authorization.bodyHash);

/** None of the lines can hold a line break: hosts, ids, paths and numbers have none. */
const canonicalBytes = (request: RequestToSign, by: Omit<Authorization, "signature">): Uint8Array =>
  utf8ToBytes(
    ["kith request v1", request.audience, request.vault, by.member, request.method, request.path, bytesToBase64url(by.bodyHash), by.timeMs].join("\n"),
  );

/** The invitation to create `vaultId` at the relay that holds `inviteSecret`. */
export const invitation = (inviteSecret: string, vaultId: string): string =>
  bytesToBase64url(hmac(sha256, utf8ToBytes(inviteSecret), utf8ToBytes(`kith invitation v1\n${vaultId}`)));

/** Compares in constant time: the invitation must not be guessed byte by byte. */
export function isInvited(inviteSecret: string, vaultId: string, given: string): boolean {
  const expected = invitation(inviteSecret, vaultId);
  if (given.length !== expected.length) return false;
  let difference = 0;
  for (let index = 0; index < expected.length; index += 1) difference |= expected.charCodeAt(index) ^ given.charCodeAt(index);
  return difference === 0;
}

/** True for the hosts of this machine, where creating a vault needs no invitation. `hostname` without port. */
export const isLoopback = (hostname: string): boolean => ["127.0.0.1", "localhost", "[::1]", "::1"].includes(hostname);
