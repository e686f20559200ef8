/** One vault's tables in a Durable Object's SQLite: records, keyring, how members do, and signatures that were used. */
import type { Keyring, RelayTables, SignatureTable, Standing, StandingTable } from "@kith/core/relay";
import { createKeyringTable, insertEntry, isVault, readKeyring } from "./keyring-table.ts";
import { createRecordTables, openRecordTable, upgradeRecordTables } from "./record-table.ts";

/** Signatures that were used, each until its time is over. */
const signatureTable = (sql: SqlStorage): SignatureTable => ({
  burn: (signature, timeMs) => sql.exec("INSERT OR IGNORE INTO burnt (signature, time_ms) VALUES (?, ?)", signature, timeMs).rowsWritten > 0,
  sweep: (timeMs) => { sql.exec("DELETE FROM burnt WHERE time_ms < ?", timeMs); },
});

type StandingRow = { readonly seen_ms: number; readonly held: number };

const standingTable = (sql: SqlStorage): StandingTable => ({
  get: (member): Standing | undefined => {
    const [row] = sql.exec<StandingRow>("SELECT seen_ms, held FROM standing WHERE member = ?", member).toArray();
    return row && { seenMs: row.seen_ms, held: row.held };
  },
  all: () => new Map(Array.from(sql.exec<StandingRow & { readonly member: string }>("SELECT member, seen_ms, held FROM standing"), ({ member, seen_ms: seenMs, held }) => [member, { seenMs, held }])),
  put: (member, { seenMs, held }) => {
    sql.exec("INSERT OR REPLACE INTO standing (member, seen_ms, held) VALUES (?, ?, ?)", member, seenMs, held);
  },
});

/** What the tables of a vault that an older relay made lack. */
function upgrade(sql: SqlStorage): void {
  upgradeRecordTables(sql);
  sql.exec("CREATE TABLE IF NOT EXISTS burnt (signature BLOB PRIMARY KEY, time_ms INTEGER NOT NULL) WITHOUT ROWID");
  sql.exec("CREATE TABLE IF NOT EXISTS standing (member TEXT PRIMARY KEY, seen_ms INTEGER NOT NULL, held INTEGER NOT NULL)");
}

/** One vault's tables. `load` is asked before anything else: it reads the keyring, and has its signatures checked. */
export interface VaultTables extends RelayTables {
  readonly signatures: SignatureTable;
  load(vaultId: string): Promise<void>;
}

/** The tables over `storage`; where it holds no vault, nothing is made by looking. */
export function openRelayTables(storage: DurableObjectStorage): VaultTables {
  const { sql } = storage;
  // The verified chain, kept while awake: verifying every entry per request would be waste.
  let kept: Keyring | undefined;
  const isHere = isVault(sql);
  if (isHere) upgrade(sql);
  return {
    records: openRecordTable(sql),
    standings: standingTable(sql),
    signatures: signatureTable(sql),
    load: async (vaultId) => {
      if (kept === undefined && isVault(sql)) kept = await readKeyring(sql, vaultId);
    },
    keyring: () => kept,
    keepKeyring: (keyring, from) => {
      if (from === 0) {
        createRecordTables(sql);
        createKeyringTable(sql);
        upgrade(sql);
      }
      for (const [index, entry] of keyring.entries.entries()) if (index >= from) insertEntry(sql, index, entry);
      kept = keyring;
    },
    transaction: (work) => {
      const before = kept;
      try {
        return storage.transactionSync(work);
      } catch (error) {
        kept = before;
        throw error;
      }
    },
  };
}
