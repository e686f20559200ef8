/**
 * How the members do, pure over a table: when each last asked, and how many of the vault's records it was
 * last known to hold. What makes the sync light true on the other devices.
 */
import { recoveryMember } from "../vault/keyring-fact.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import type { MemberStanding } from "./codec.ts";
import { lastSeq, type Vector } from "./vector.ts";

/** What is kept of one member. */
export interface Standing {
  readonly seenMs: number;
  readonly held: number;
}

/** A row per member that ever asked. */
export interface StandingTable {
  get(member: string): Standing | undefined;
  /** All there are, by member. */
  all(): ReadonlyMap<string, Standing>;
  put(member: string, standing: Standing): void;
}

const seenEveryMs = 60_000;

/** How many records a vector stands for. */
const countOf = (vector: Vector): number => Object.values(vector).reduce((sum, seq) => sum + seq, 0);

const heldOf = (have: Vector, vector: Vector): number =>
  Object.entries(vector).reduce((sum, [writer, seq]) => sum + Math.min(seq, lastSeq(have, writer)), 0);

/** `member` asked with `have`: true where it lacked something and has everything now. Written once a minute at most where nothing moved. */
export function noteHave(table: StandingTable, { member, have }: { readonly member: string; readonly have: Vector }, at: { readonly vector: Vector; readonly nowMs: number }): boolean {
  const [before, held] = [table.get(member), heldOf(have, at.vector)];
  if (before?.held !== held || at.nowMs - before.seenMs > seenEveryMs) table.put(member, { seenMs: at.nowMs, held });
  return held === countOf(at.vector) && before?.held !== held;
}

/** One standing for each member of the keyring, and one for the recovery. */
export function standingsOf(table: StandingTable, state: KeyringState, vector: Vector): MemberStanding[] {
  const total = countOf(vector);
  const rows = table.all();
  return [...state.members.map(({ id }) => id), recoveryMember].map((member) => {
    const row = rows.get(member);
    return { member, seenMs: row?.seenMs ?? 0, lacking: Math.max(0, total - (row?.held ?? 0)) };
  });
}
