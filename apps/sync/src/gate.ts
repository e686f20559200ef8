/**
 * Who may ask: each request is signed by a member of the keyring, for this relay, this vault, this path
 * and this body, within five minutes, and once. Checked before the body is read, so that a stranger
 * makes the relay hold nothing.
 */
import { authWindowMs, isAuthorized, parseAuthorization, retiredKeyOf, signKeyOf, type Authorization, type KeyringState, type RelayErrorCode, type RequestToSign } from "@kith/core/relay";
import { createRateLimits } from "./rate-limit.ts";

/** The table of signatures that were used: whoever copies a request can't send it again, even after eviction. */
export const createBurntTable = (sql: SqlStorage): void => {
  sql.exec("CREATE TABLE IF NOT EXISTS burnt (signature BLOB PRIMARY KEY, time_ms INTEGER NOT NULL) WITHOUT ROWID");
};

/** Says who asks, or why not. */
export type Gate = (request: RequestToSign, header: string, state: KeyringState) => Authorization | RelayErrorCode;

/** The gate of one vault. */
export function createGate(sql: SqlStorage): Gate {
  const allow = createRateLimits();
  let sweptMs = 0;

  /** True the first time; signatures past their time are refused for that and need not be remembered. */
  const burn = ({ signature, timeMs }: Authorization, nowMs: number): boolean => {
    if (nowMs - sweptMs > 60_000) {
      sql.exec("DELETE FROM burnt WHERE time_ms < ?", nowMs - authWindowMs);
      sweptMs = nowMs;
    }
    return sql.exec("INSERT OR IGNORE INTO burnt (signature, time_ms) VALUES (?, ?)", signature, timeMs).rowsWritten > 0;
  };

  return (request, header, state) => {
    const nowMs = Date.now();
    const read = parseAuthorization(header);
    if (!read.ok) return "unauthorized";
    const { member } = read.value;
    const signPublic = signKeyOf(state, member);
    if (signPublic === undefined) {
      const retired = retiredKeyOf(state, member);
      return retired !== undefined && isAuthorized(request, read.value, { signPublic: retired, nowMs }) ? "removed" : "unauthorized";
    }
    if (!allow(member, nowMs)) return "tooMany";
    return isAuthorized(request, read.value, { signPublic, nowMs }) && burn(read.value, nowMs) ? read.value : "unauthorized";
  };
}
