/** The vault's keyring in SQLite: the entries' bytes, and the vault's own id. */
import { extendKeyring, limits, sameBytes, verifyKeyring, type AppendRequest, type KeyringState, type RelayErrorCode, type SignedEntry } from "@kith/core/relay";

/** True where this object holds a vault. Looks without touching: no table is made by asking. */
export const isVault = (sql: SqlStorage): boolean => sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'keyring'").toArray().length > 0;

/** Makes the table with the vault's entries so far: one for a new vault, more for one brought back. */
export function createKeyringTable(sql: SqlStorage, entries: readonly SignedEntry[]): void {
  sql.exec("CREATE TABLE keyring (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL, signature BLOB NOT NULL)");
  for (const [position, entry] of entries.entries()) insert(sql, position, entry);
}

/** The whole chain, oldest first. */
export const readEntries = (sql: SqlStorage): SignedEntry[] =>
  Array.from(sql.exec<{ bytes: ArrayBuffer; signature: ArrayBuffer }>("SELECT bytes, signature FROM keyring ORDER BY position"), (row) => ({
    bytes: new Uint8Array(row.bytes),
    signature: new Uint8Array(row.signature),
  }));

/** What the stored chain says, or undefined where it doesn't verify: then the disk has lied, and nobody is a member. */
export function readState(sql: SqlStorage, vault: string): KeyringState | undefined {
  const state = verifyKeyring(readEntries(sql), vault);
  return state.ok ? state.value : undefined;
}

/** Compare-and-set: the entry is added only onto the head its author saw. Gives the new state or a refusal. */
export function appendEntry(sql: SqlStorage, state: KeyringState, request: AppendRequest): KeyringState | RelayErrorCode {
  if (!sameBytes(request.expectedHead, state.head)) return "headMoved";
  if (state.length >= limits.keyringEntries) return "full";
  const next = extendKeyring(state, request.entry);
  if (!next.ok) return "badEntry";
  insert(sql, state.length, request.entry);
  return next.value;
}

const insert = (sql: SqlStorage, position: number, entry: SignedEntry): void => {
  sql.exec("INSERT INTO keyring (position, bytes, signature) VALUES (?, ?, ?)", position, entry.bytes, entry.signature);
};
