/** One fact's effect on what the owner is after: circles, goals, introductions, promises, opportunities, and the owner's word on ties and spellings. */
import type { GoalSet, IntroductionAdvanced, KithEvent, OpportunityRecorded, TieAsserted } from "../event/event.ts";
import type { NetworkDraft } from "./draft.ts";
import { leaveCircle } from "./evolve-person.ts";

type PlanEvent = Extract<KithEvent, {
  readonly type: "CircleDefined" | "CircleDissolved" | "GoalSet" | "GoalEnded" | "TieAsserted" | "IntroductionAdvanced" | "CommitmentMade" | "CommitmentSettled" | "OpportunityRecorded" | "OrganisationAliased";
}>;

/** Applies one fact. The end of something that never began is no error. */
export function evolvePlans(draft: NetworkDraft, event: PlanEvent): void {
  const { atMs } = event;
  switch (event.type) {
    case "CircleDefined": {
      const { circle, name, everyDays } = event;
      draft.circles.set(circle, { circle, name, ...(everyDays === undefined ? {} : { everyDays }) });
      return;
    }
    case "CircleDissolved": {
      draft.circles.delete(event.circle);
      for (const people of [draft.people, draft.nameless]) for (const person of people.values()) if (person.circles) leaveCircle(person, event.circle);
      return;
    }
    case "GoalSet": return setGoal(draft, event);
    case "GoalEnded": {
      const goal = draft.goals.get(event.goal);
      if (goal) draft.goals.set(event.goal, { ...goal, ended: { outcome: event.outcome, atMs } });
      return;
    }
    case "TieAsserted": return assertTie(draft, event);
    case "IntroductionAdvanced": return advanceIntroduction(draft, event);
    case "CommitmentMade": {
      const { id, commitment, person, by, text, dueMs } = event;
      draft.commitments.set(commitment, { commitment, event: id, madeAtMs: atMs, person, by, text, ...(dueMs === undefined ? {} : { dueMs }) });
      return;
    }
    case "CommitmentSettled": {
      const commitment = draft.commitments.get(event.commitment);
      if (commitment) draft.commitments.set(event.commitment, { ...commitment, settled: { outcome: event.outcome, atMs } });
      return;
    }
    case "OpportunityRecorded": return recordOpportunity(draft, event);
    case "OrganisationAliased": {
      const { name, alias, same } = event;
      draft.organisationAliases.set(pairKey(name, alias), { name, alias, same });
      return;
    }
  }
}

/** One key for a pair, whichever comes first. */
const pairKey = (a: string, b: string): string => JSON.stringify([a, b].toSorted());

function setGoal(draft: NetworkDraft, { goal, title, people, organisations, fields, skills, untilMs, atMs }: GoalSet): void {
  const setAtMs = draft.goals.get(goal)?.setAtMs ?? atMs;
  draft.goals.set(goal, { goal, setAtMs, title, people: [...new Set(people)], organisations, fields, skills, ...(untilMs === undefined ? {} : { untilMs }) });
}

function assertTie(draft: NetworkDraft, { id: event, atMs, between, knows }: TieAsserted): void {
  // Nobody stands in a tie to themselves.
  if (between[0] === between[1]) return;
  const key = pairKey(...between);
  if (knows === null) draft.assertedTies.delete(key);
  else draft.assertedTies.set(key, { event, atMs, between, knows });
}

function advanceIntroduction(draft: NetworkDraft, { id: event, atMs, introduction, through, between, step, organisation, goal, note }: IntroductionAdvanced): void {
  const before = draft.introductions.get(introduction);
  const aim = { ...(organisation === undefined ? {} : { organisation }), ...(goal === undefined ? {} : { goal }) };
  const steps = [...(before?.steps ?? []), { event, atMs, step, ...(note === undefined ? {} : { note }) }];
  draft.introductions.set(introduction, { ...before, introduction, through, between, ...aim, steps });
}

function recordOpportunity(draft: NetworkDraft, { id: event, atMs, opportunity, what, title, through, outcome = "open" }: OpportunityRecorded): void {
  draft.opportunities.set(opportunity, { opportunity, event, atMs, what, title, through: [...new Set(through)], outcome });
}
