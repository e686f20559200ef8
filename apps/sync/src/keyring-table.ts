/** The vault's keyring in SQLite: the entries' bytes. */
import { checkedBefore, openKeyring, type Keyring, type SignedEntry } from "@kith/core/relay";
import { verify } from "./verify.ts";

/** True where this object holds a vault. Looks without touching: no table is made by asking. */
export const isVault = (sql: SqlStorage): boolean => sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'keyring'").toArray().length > 0;

/** Makes the table, empty. */
export const createKeyringTable = (sql: SqlStorage): void => {
  sql.exec("CREATE TABLE keyring (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL, signature BLOB NOT NULL)");
};

/** The stored chain, or undefined where it doesn't verify: then the disk has lied, and nobody is a member. */
export async function readKeyring(sql: SqlStorage, vault: string): Promise<Keyring | undefined> {
  const entries = Array.from(sql.exec<{ bytes: ArrayBuffer; signature: ArrayBuffer }>("SELECT bytes, signature FROM keyring ORDER BY position"), (row) => ({
    bytes: new Uint8Array(row.bytes),
    signature: new Uint8Array(row.signature),
  }));
  const isSigned = await checkedBefore((asks) => openKeyring(entries, vault, asks), verify);
  const keyring = openKeyring(entries, vault, isSigned);
  return keyring.ok ? keyring.value : undefined;
}

/** Keeps an entry that was checked against those before it. */
export const insertEntry = (sql: SqlStorage, position: number, entry: SignedEntry): void => {
  sql.exec("INSERT INTO keyring (position, bytes, signature) VALUES (?, ?, ?)", position, entry.bytes, entry.signature);
};
