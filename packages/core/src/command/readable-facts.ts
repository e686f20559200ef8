/** The last word on every decision: no fact is handed out that a reader would not read. */
import type { KithEvent } from "../event/event.ts";
import { isMoment } from "../event/field.ts";
import { whyUnreadable } from "../event/readable.ts";
import { refuse, type Decision } from "./refuse.ts";

/** The decision as it is, or a refusal where one of its facts couldn't be read again. */
export function readable(decision: Decision, nowMs: number): Decision {
  if (!decision.ok) return decision;
  for (const event of decision.value) {
    const refusal = refusalOf(event, nowMs);
    if (refusal) return refusal;
  }
  return decision;
}

function refusalOf(event: KithEvent, nowMs: number): Decision | undefined {
  const why = whyUnreadable(event);
  if (!why) return undefined;
  if (why.reason === "tooLarge") return refuse("tooLong", "This is too much for one entry. Shorten it, or tell it in several.");
  if (!why.field.endsWith("Ms")) return refuse("outOfRange", `This can't be kept: ${why.detail}.`);
  // What has no date of its own happens now.
  if (!isMoment(nowMs) && Object.is(event.atMs, nowMs)) return refuse("outOfRange", "This device's clock shows a day before 1900 or after 2199. Set the clock right, then try again.");
  return refuse("outOfRange", "A date lies between 1900 and 2199. Choose another day.");
}
