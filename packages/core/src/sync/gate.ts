/**
 * Who may ask, pure over what a vault's relay remembers: each request is signed by a member of the keyring,
 * for this relay, this vault, this path and this body, within five minutes; what changes something, once. The
 * signature is checked before anything is counted against the member whose name stands there: a stranger's
 * forgeries use up nobody's budget.
 */
import { err, ok, type Result } from "../prelude/result.ts";
import { retiredKeyOf, signKeyOf, type KeyringState } from "../vault/keyring-state.ts";
import type { RelayErrorCode } from "./limits.ts";
import { authWindowMs, isInTime, parseAuthorization, signedTextOf, type Authorization, type RequestToSign } from "./request-auth.ts";

/** Signatures that were used, by their bytes: whoever copies a request can't send it again, even after eviction. */
export interface SignatureTable {
  /** Keeps one; false where it was kept before. */
  burn(signature: Uint8Array, timeMs: number): boolean;
  /** Strikes those of before `timeMs`. */
  sweep(timeMs: number): void;
}

/** Whether `signature` over `bytes` is by this Ed25519 key; strict, and never a throw. */
export type Verify = (signPublic: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;

export interface GateDeps {
  readonly signatures: SignatureTable;
  readonly verify: Verify;
}

/** A request that asks to be let in. */
export interface Knock {
  readonly request: RequestToSign;
  readonly header: string;
  readonly state: KeyringState;
  /** True for what changes nothing: its signature need not be remembered. */
  readonly isRead: boolean;
  readonly nowMs: number;
}

/** Says who asks, or why not. */
export type Gate = (knock: Knock) => Promise<Result<Authorization, RelayErrorCode>>;

const sweepEveryMs = 60_000;

/** The gate of one vault. */
export function createGate({ signatures, verify }: GateDeps): Gate {
  const allow = createRateLimits();
  let sweptMs = 0;
  const burn = ({ signature, timeMs }: Authorization, nowMs: number): boolean => {
    if (nowMs - sweptMs > sweepEveryMs) {
      signatures.sweep(nowMs - authWindowMs);
      sweptMs = nowMs;
    }
    return signatures.burn(signature, timeMs);
  };
  return async ({ request, header, state, isRead, nowMs }) => {
    const read = parseAuthorization(header);
    if (!read.ok || !isInTime(read.value, nowMs)) return err("unauthorized");
    const by = read.value;
    const [current, retired] = [signKeyOf(state, by.member), retiredKeyOf(state, by.member)];
    const signPublic = current ?? retired;
    if (signPublic === undefined || !(await verify(signPublic, signedTextOf(request, by), by.signature))) return err("unauthorized");
    if (current === undefined) return err("removed");
    if (!allow(by.member, nowMs)) return err("tooMany");
    return isRead || burn(by, nowMs) ? ok(by) : err("unauthorized");
  };
}

/**
 * Requests per member: a bucket of 200 that refills at 40 a second. Enough for a first sync at full speed, too
 * little to keep a vault busy for nothing. At most 65 buckets; eviction refills them, which is fine.
 */
const most = 200;
const perMs = 40 / 1000;

function createRateLimits(): (member: string, nowMs: number) => boolean {
  const buckets = new Map<string, { readonly left: number; readonly atMs: number }>();
  return (member, nowMs) => {
    const bucket = buckets.get(member) ?? { left: most, atMs: nowMs };
    const left = Math.min(most, bucket.left + Math.max(0, nowMs - bucket.atMs) * perMs);
    buckets.set(member, { left: Math.max(0, left - 1), atMs: nowMs });
    return left >= 1;
  };
}
