/** The reasons most insights share: what is known of a tie, the most telling first. */
import { dayMs, daysBetween } from "../prelude/time.ts";
import { newConnectionDaysMax, quietFreshness, rhythmContactsMin } from "./constants.ts";
import type { Reason } from "./reason.ts";
import { reciprocityReason } from "./reciprocity.ts";
import type { Tie } from "./ties.ts";

/** Silence and rhythm: the first thing one wants to know. */
export function silenceReason(tie: Tie): Reason {
  if (!tie.freshness) return { kind: "neverInTouch" };
  const { gaps, usualGapDays: gapDays, silenceDays } = tie.freshness;
  if (tie.timesMs.length < rhythmContactsMin) return { kind: "lastContact", silenceDays };
  return gaps > quietFreshness ? { kind: "goneQuiet", gapDays, silenceDays } : { kind: "usualGap", gapDays, silenceDays };
}

/** Everything known of a tie. */
export function tieReasons(tie: Tie, nowMs: number): readonly Reason[] {
  const { person } = tie;
  const reasons: Reason[] = [];
  if (person.rating) reasons.push({ kind: "rated", closeness: person.rating.closeness });
  reasons.push(silenceReason(tie));
  if (tie.timesMs.length > 1) reasons.push({ kind: "volume", contacts: tie.timesMs.length, weeks: tie.weeks });
  const oneSided = reciprocityReason(tie);
  if (oneSided) reasons.push(oneSided);
  for (const { direction } of person.recommendations.slice(0, 2)) reasons.push({ kind: "recommendation", direction });
  if (person.endorsements.length > 0) reasons.push({ kind: "endorsements", count: person.endorsements.length });
  if (person.connectedAtMs !== undefined) {
    const sinceDays = daysBetween(person.connectedAtMs, nowMs);
    reasons.push(sinceDays <= newConnectionDaysMax ? { kind: "newConnection", sinceDays } : { kind: "connectedLong", years: Math.floor(sinceDays / 365.25) });
  }
  return reasons;
}

/** Days since the two connected, or undefined where they didn't. */
export const connectedDays = (tie: Tie, nowMs: number): number | undefined =>
  tie.person.connectedAtMs === undefined ? undefined : (nowMs - tie.person.connectedAtMs) / dayMs;
