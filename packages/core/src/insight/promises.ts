/** Open promises: what the owner recorded as promised, by either side, and nobody kept or dropped yet. The soonest due first, those without a day last. */
import type { PersonId } from "../prelude/id.ts";
import { daysBetween } from "../prelude/time.ts";
import type { Network } from "../projection/network.ts";
import type { Commitment } from "../projection/plans.ts";
import type { Reason } from "./reason.ts";
import type { Situation } from "./ties.ts";

export interface OpenPromise {
  readonly commitment: Commitment;
  /** Days since it was due; 0 where it isn't due yet or has no day. */
  readonly overdueDays: number;
}

/** Soonest due first; those without a day last, oldest first. None with people let go. */
export function openPromises({ network, ties, nowMs }: Situation): readonly OpenPromise[] {
  return [...network.commitments.values()].filter(({ settled, person }) => !settled && ties.has(person))
    .toSorted((a, b) => soonerDay(a.dueMs, b.dueMs) || a.madeAtMs - b.madeAtMs || (a.commitment < b.commitment ? -1 : 1))
    .map((commitment) => ({ commitment, overdueDays: commitment.dueMs === undefined ? 0 : daysBetween(commitment.dueMs, nowMs) }));
}

/** For sorting: the sooner day first, no day last. */
export const soonerDay = (a: number | undefined, b: number | undefined): number => (a === b ? 0 : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY));

/** By person: when the owner last kept or dropped a promise to them. */
export function lastSettled({ commitments }: Network): ReadonlyMap<PersonId, number> {
  const settledAt = new Map<PersonId, number>();
  for (const { person, by, settled } of commitments.values()) {
    if (by === "owner" && settled) settledAt.set(person, Math.max(settledAt.get(person) ?? settled.atMs, settled.atMs));
  }
  return settledAt;
}

export const promiseReason = ({ commitment: { by, text, dueMs, madeAtMs }, overdueDays }: OpenPromise, nowMs: number): Extract<Reason, { readonly kind: "promiseOpen" }> =>
  ({ kind: "promiseOpen", by, text, sinceDays: daysBetween(madeAtMs, nowMs), overdueDays, ...(dueMs === undefined ? {} : { dueMs }) });
