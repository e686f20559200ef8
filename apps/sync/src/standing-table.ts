/**
 * How the members do: when each last asked, and how many of this vault's records it was last known to
 * hold. What makes the sync light true on the others.
 */
import { recoveryMember, type KeyringState, type MemberStanding, type Vector } from "@kith/core/relay";

const seenEveryMs = 60_000;

/** Makes the table: a row per member that ever asked. */
export const createStandingTable = (sql: SqlStorage): void => {
  sql.exec("CREATE TABLE IF NOT EXISTS standing (member TEXT PRIMARY KEY, seen_ms INTEGER NOT NULL, held INTEGER NOT NULL)");
};

const totalOf = (vector: Vector): number => Object.values(vector).reduce((sum, seq) => sum + seq, 0);
const heldOf = (have: Vector, vector: Vector): number => Object.entries(vector).reduce((sum, [writer, seq]) => sum + Math.min(seq, have[writer] ?? 0), 0);

type Row = { readonly member: string; readonly seen_ms: number; readonly held: number };

/** The table over `sql`. */
export function openStandingTable(sql: SqlStorage) {
  const rowOf = (member: string): Row | undefined => sql.exec<Row>("SELECT member, seen_ms, held FROM standing WHERE member = ?", member).toArray()[0];
  const save = (member: string, seenMs: number, held: number): void => {
    sql.exec("INSERT INTO standing (member, seen_ms, held) VALUES (?, ?, ?) ON CONFLICT (member) DO UPDATE SET seen_ms = excluded.seen_ms, held = excluded.held", member, seenMs, held);
  };
  return {
    /** `member` pulled with `have`: true where it lacked something and has everything now. Written at most once a minute where nothing moved. */
    pulled: (member: string, have: Vector, at: { readonly vector: Vector; readonly nowMs: number }): boolean => {
      const [before, held] = [rowOf(member), heldOf(have, at.vector)];
      if (before?.held !== held || at.nowMs - before.seen_ms > seenEveryMs) save(member, at.nowMs, held);
      return held === totalOf(at.vector) && before?.held !== held;
    },
    /** `member` pushed `inserted` records that it holds. */
    pushed: (member: string, inserted: number, nowMs: number): void => {
      if (inserted > 0) save(member, nowMs, (rowOf(member)?.held ?? 0) + inserted);
    },
    /** One standing for each member of the keyring. */
    all: (state: KeyringState, vector: Vector): MemberStanding[] => {
      const rows = new Map(Array.from(sql.exec<Row>("SELECT member, seen_ms, held FROM standing"), (row) => [row.member, row]));
      const total = totalOf(vector);
      return [...state.members.map(({ id }) => id), recoveryMember].map((member) => {
        const row = rows.get(member);
        return { member, seenMs: row?.seen_ms ?? 0, lacking: Math.max(0, total - (row?.held ?? 0)) };
      });
    },
  };
}
