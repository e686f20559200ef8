/**
 * Keep in touch: whom to reach out to today, and why now, sized to the day the owner has. Most pressing
 * first: answers owed, promises that come due, news to congratulate, circles whose rhythm is over, close
 * ties that are fading, answers and promises awaited, new connections to greet, then dormant and weak ties
 * worth waking. "Connected but never talked" is unknown, not overdue: an import of thousands must not
 * flood the plan. What every reason waits for is our choice (constants.ts).
 *
 * The owner's word goes first: who is hidden, sought or snoozed is left out, and the rhythm of a circle
 * stands in place of what the log would make of a silence.
 */
import type { PersonId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { circleDue, rhythmOf } from "./circle-rhythm.ts";
import { planConstants as c, reachOutsPerDayDefault } from "./constants.ts";
import { dormantTies } from "./dormant-ties.ts";
import { jobChange } from "./news.ts";
import { openLoop } from "./open-loops.ts";
import { lastSettled, openPromises, promiseReason, type OpenPromise } from "./promises.ts";
import type { Judgement, Reason } from "./reason.ts";
import { awaited } from "./replies.ts";
import { suggestibleTies } from "./suggestible.ts";
import { connectedDays, silenceReason } from "./tie-reasons.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";
import { weakTies } from "./weak-ties.ts";

export type Why = "replyOwed" | "promise" | "news" | "circle" | "fading" | "replyAwaited" | "promiseAwaited" | "newConnection" | "dormant" | "weakTie";

export interface PlannedReachOut extends Judgement {
  readonly why: Why;
}

/** How many the owner means to reach out to in a day; the rest waits under "coming up". */
export const reachOutsFor = ({ network }: Situation): number => network.owner.reachOutsPerDay ?? reachOutsPerDayDefault;

/** The rank of each reason; a share of closeness never lifts a weaker reason above a stronger. */
const ranks = { replyOwed: 7, promise: 6, news: 5, circle: 4, fading: 3, promiseAwaited: 2, replyAwaited: 1, newConnection: 0 } as const;

/** What nobody is pressed with: a few of each, behind all that is. */
const softWhys = ["promiseAwaited", "replyAwaited", "circle", "newConnection"] as const;

/** Everything that calls for a word, most pressing first, each person once. */
export function keepInTouch(situation: Situation): readonly PlannedReachOut[] {
  const { ties, network, nowMs } = situation;
  const isFree = ({ person }: Tie): boolean => (person.snoozedUntilMs ?? 0) <= nowMs;
  const free = suggestibleTies(situation).filter(isFree);
  const promises = openByPerson(situation);
  const settledAt = lastSettled(network);
  const urgent = free.flatMap((tie) => pressing(situation, tie, { promises: promises.get(tie.person.id) ?? [], settledAtMs: settledAt.get(tie.person.id) })).toSorted(byScore);
  const soft = free.flatMap((tie) => gentle(situation, tie, promises.get(tie.person.id) ?? [])).toSorted(byScore);
  const softest = softWhys.flatMap((why) => soft.filter((one) => one.why === why).slice(0, c.softMax));
  const mayWake = ({ person }: Judgement): boolean => { const tie = ties.get(person); return tie !== undefined && isFree(tie) && rhythmOf(network, tie.person) === undefined; };
  const worthWaking: readonly PlannedReachOut[] = [
    ...dormantTies(situation).filter(mayWake).slice(0, c.wakingMax).map((judged) => ({ ...judged, why: "dormant" as const })),
    ...weakTies(situation).filter(mayWake).slice(0, c.wakingMax).map((judged) => ({ ...judged, why: "weakTie" as const })),
  ];
  const once = new Set<PersonId>();
  return [...urgent.slice(0, Math.max(c.plannedMin, 2 * reachOutsFor(situation))), ...softest, ...worthWaking].filter(({ person }) => !once.has(person) && once.add(person));
}

/** By person: the promises open between them and the owner, soonest first. */
function openByPerson(situation: Situation): ReadonlyMap<PersonId, readonly OpenPromise[]> {
  const byPerson = new Map<PersonId, OpenPromise[]>();
  for (const promise of openPromises(situation)) {
    const { person } = promise.commitment;
    const held = byPerson.get(person);
    if (held) held.push(promise); else byPerson.set(person, [promise]);
  }
  return byPerson;
}

const planned = (tie: Tie, why: keyof typeof ranks, reasons: readonly Reason[]): readonly PlannedReachOut[] => [{ person: tie.person.id, why, score: ranks[why] + tie.closeness / 2, reasons }];

interface Between { readonly promises: readonly OpenPromise[]; readonly settledAtMs: number | undefined }

/** The most pressing reason for a word, or none. */
function pressing({ network, nowMs }: Situation, tie: Tie, { promises, settledAtMs }: Between): readonly PlannedReachOut[] {
  const loop = openLoop(tie, nowMs, settledAtMs);
  if (loop?.kind === "replyOwed") return planned(tie, "replyOwed", [loop]);
  const due = promises.find((promise) => promise.commitment.by === "owner" && comesDue(promise, nowMs));
  if (due) return planned(tie, "promise", [promiseReason(due, nowMs)]);
  if (loop) return planned(tie, "promise", [loop]);
  const change = jobChange(tie, nowMs);
  if (change && change.sinceDays <= c.newsDaysMax && (tie.lastContactMs ?? 0) < nowMs - change.sinceDays * dayMs && tie.closeness > c.newsClosenessMin) return planned(tie, "news", [change, silenceReason(tie)]);
  const rhythm = rhythmOf(network, tie.person);
  if (rhythm) {
    const reason = tie.lastContactMs === undefined ? undefined : circleDue(tie, rhythm, nowMs);
    return reason ? planned(tie, "circle", [reason, silenceReason(tie)]) : [];
  }
  const gaps = tie.freshness?.gaps ?? 0;
  const isFading = tie.closeness >= c.fadingClosenessMin && gaps >= c.fadingGapsMin && (tie.pulse ?? 0) >= c.fadingPulseMin && tie.timesMs.length >= c.fadingContactsMin;
  return isFading ? planned(tie, "fading", [silenceReason(tie)]) : [];
}

/** What may wait, but is worth a word. */
function gentle({ network, nowMs }: Situation, tie: Tie, promises: readonly OpenPromise[]): readonly PlannedReachOut[] {
  const late = promises.find(({ commitment: { by }, overdueDays }) => by === "person" && overdueDays > 0);
  if (late) return planned(tie, "promiseAwaited", [promiseReason(late, nowMs)]);
  const question = awaited(tie, nowMs);
  if (question) return planned(tie, "replyAwaited", [question]);
  if (tie.lastContactMs !== undefined) return [];
  const rhythm = rhythmOf(network, tie.person);
  const never = rhythm && circleDue(tie, rhythm, nowMs);
  if (never) return planned(tie, "circle", [never]);
  const sinceDays = connectedDays(tie, nowMs);
  return sinceDays !== undefined && sinceDays >= 0 && sinceDays <= c.greetDaysMax ? planned(tie, "newConnection", [{ kind: "newConnection", sinceDays }]) : [];
}

/** A promise of the owner's calls for a word shortly before its day; one without a day after a while. */
const comesDue = ({ commitment: { dueMs, madeAtMs } }: OpenPromise, nowMs: number): boolean =>
  (dueMs === undefined ? nowMs - madeAtMs >= c.promiseOpenDaysMin * dayMs : nowMs >= dueMs - c.promiseAheadDays * dayMs);
