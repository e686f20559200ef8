/** Every list the owner can open, and all that is asked of one person. */
import {
  balance, dormantTies, introducersTo, introductionsToGive, keepInTouch, nearest, news, openPromises, opportunitiesThrough, pathsToPerson, pendingRequests, pruningCandidates, repliesAwaited, repliesOwed, weakTies, whoMatters,
  type Situation,
} from "@kith/core";

export function everyInsight(situation: Situation): void {
  for (const insight of lists) insight(situation);
  const [person] = situation.ties.keys();
  if (person === undefined) return;
  pathsToPerson(situation, person);
  introducersTo(situation, [person]);
  nearest(situation, { kind: "person", person });
}

const lists: readonly ((situation: Situation) => unknown)[] = [
  (situation) => whoMatters(situation, "closeness"), (situation) => whoMatters(situation, "warmth"), keepInTouch, weakTies, dormantTies, news, pruningCandidates, pendingRequests, balance, introductionsToGive,
  openPromises, repliesOwed, repliesAwaited, opportunitiesThrough,
];
