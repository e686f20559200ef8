/**
 * Reciprocity: who starts the contact. One-way contact is not a relationship: it may not leave "unknown".
 * Neither end is good in itself; the middle is.
 *
 *     share = contacts the owner started / contacts either started, meetings counting for both
 *
 * Mutual from a quarter to three quarters (our choice); unknown below two contacts. Reciprocated ties
 * last longer than one-sided ones: Miritello et al. 2013; Marsden & Campbell 1984 for what tells a tie's strength.
 */
import { mutualShareMin } from "./constants.ts";
import type { Reason } from "./reason.ts";
import type { Tie } from "./ties.ts";

export type ReciprocityKind = "mutual" | "mostlyYou" | "mostlyThem" | "unknown";

export interface Reciprocity {
  readonly kind: ReciprocityKind;
  /** 0..1: started by the owner; undefined where there was no contact. */
  readonly ownShare: number | undefined;
}

export function reciprocity({ outgoing, incoming, timesMs }: Pick<Tie, "outgoing" | "incoming" | "timesMs">): Reciprocity {
  const started = outgoing + incoming;
  const ownShare = started === 0 ? undefined : outgoing / started;
  if (ownShare === undefined || timesMs.length < 2) return { kind: "unknown", ownShare };
  if (ownShare > 1 - mutualShareMin) return { kind: "mostlyYou", ownShare };
  return { kind: ownShare < mutualShareMin ? "mostlyThem" : "mutual", ownShare };
}

/** Whether both sides ever started. */
export const isMutual = ({ outgoing, incoming }: Pick<Tie, "outgoing" | "incoming">): boolean => outgoing > 0 && incoming > 0;

/** What is out of balance in who starts; undefined where nothing is, or too little was seen. */
export function reciprocityReason(tie: Tie): Reason | undefined {
  const { outgoing, incoming } = tie;
  const contacts = tie.timesMs.length;
  const { kind } = reciprocity(tie);
  if (kind !== "mostlyYou" && kind !== "mostlyThem") return undefined;
  const direction = kind === "mostlyYou" ? "out" : "in";
  return isMutual(tie) ? { kind: "mostlyOneSided", direction, started: Math.max(outgoing, incoming), contacts } : { kind: "oneSided", direction, contacts };
}
