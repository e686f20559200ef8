/** Wishes about what the owner is after: circles, goals, introductions, promises, opportunities; and the owner's word on ties and spellings. */
import { perDayMax, type CommitmentOutcome, type GoalOutcome, type IntroductionStep, type OpportunityKind, type OpportunityOutcome } from "../event/event.ts";
import type { CircleId, CommitmentId, GoalId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";
import { ok } from "../prelude/result.ts";
import type { Known } from "./known.ts";
import { nameLengthMax, refuse, tooLong, type Decision, type FactBase } from "./refuse.ts";

/** Without an id it begins one; with an id it changes that one. */
export type PlanWish =
  /** `everyDays`: the rhythm to see its people in; absent: none. */
  | { readonly type: "DefineCircle"; readonly circle?: CircleId; readonly name: string; readonly everyDays?: number }
  | { readonly type: "DissolveCircle"; readonly circle: CircleId }
  | { readonly type: "JoinCircle" | "LeaveCircle"; readonly circle: CircleId; readonly person: PersonId }
  | {
    readonly type: "SetGoal"; readonly goal?: GoalId; readonly title: string; readonly people: readonly PersonId[]; readonly organisations: readonly string[];
    readonly fields: readonly string[]; readonly skills: readonly string[]; readonly untilMs?: number;
  }
  | { readonly type: "EndGoal"; readonly goal: GoalId; readonly outcome: GoalOutcome }
  /** Whether two people know each other; null takes the owner's word back. */
  | { readonly type: "AssertTie"; readonly between: readonly [PersonId, PersonId]; readonly knows: boolean | null }
  /** `through` null: the owner introduces; `between[0]` null: the owner is introduced. */
  | {
    readonly type: "AdvanceIntroduction"; readonly introduction?: IntroductionId; readonly through: PersonId | null; readonly between: readonly [PersonId | null, PersonId];
    readonly step: IntroductionStep; readonly organisation?: string; readonly goal?: GoalId; readonly note?: string;
  }
  | { readonly type: "MakeCommitment"; readonly commitment?: CommitmentId; readonly person: PersonId; readonly by: "owner" | "person"; readonly text: string; readonly dueMs?: number }
  | { readonly type: "SettleCommitment"; readonly commitment: CommitmentId; readonly outcome: CommitmentOutcome }
  | { readonly type: "RecordOpportunity"; readonly opportunity?: OpportunityId; readonly what: OpportunityKind; readonly title: string; readonly through: readonly PersonId[]; readonly outcome?: OpportunityOutcome }
  /** How many people the owner can keep up with in a day: 1 to 50. */
  | { readonly type: "SetCapacity"; readonly perDay: number }
  /** Whether two spellings are one organisation. */
  | { readonly type: "AliasOrganisation"; readonly name: string; readonly alias: string; readonly same: boolean };

/** A rhythm of at most ten years. */
const everyDaysMax = 3_650;

/** Everybody a plan names; the owner, where null stands, is nobody to look up. */
export function peopleInPlan(wish: PlanWish): readonly PersonId[] {
  if ("person" in wish) return [wish.person];
  if ("people" in wish) return wish.people;
  const through = "through" in wish ? wish.through : [];
  const named = [...(typeof through === "string" || through === null ? [through] : through), ...("between" in wish ? wish.between : [])];
  return named.filter((person) => person !== null);
}

/** Decides a wish whose people are known; `newPlan` is the id of one that begins. */
export function decidePlan(wish: PlanWish, known: Known, { fact, newPlan }: { readonly fact: FactBase; readonly newPlan: string }): Decision {
  const changed = planOf(wish);
  if (changed !== undefined && !known.hasPlan(changed)) return refuse("unknownPlan", "This is no longer in Kith. It may have been removed on another device.");
  const text = titleOf(wish);
  if (text !== undefined && text.trim() === "") return refuse("empty", "Give it a name.");
  if (text !== undefined && text.length > nameLengthMax) return tooLong(nameLengthMax, text.length);
  switch (wish.type) {
    case "DefineCircle": {
      const { name, everyDays, circle = newPlan as CircleId } = wish;
      if (everyDays !== undefined && !(Number.isInteger(everyDays) && everyDays >= 1 && everyDays <= everyDaysMax)) return refuse("outOfRange", `A rhythm is a whole number of days, from 1 to ${everyDaysMax}.`);
      return ok([{ ...fact, type: "CircleDefined", circle, name: name.trim(), ...(everyDays === undefined ? {} : { everyDays }) }]);
    }
    case "DissolveCircle": return ok([{ ...fact, type: "CircleDissolved", circle: wish.circle }]);
    case "JoinCircle": return ok([{ ...fact, type: "CircleJoined", circle: wish.circle, person: wish.person }]);
    case "LeaveCircle": return ok([{ ...fact, type: "CircleLeft", circle: wish.circle, person: wish.person }]);
    case "SetGoal": {
      const { people, organisations, fields, skills, untilMs, goal = newPlan as GoalId } = wish;
      return ok([{ ...fact, type: "GoalSet", goal, title: wish.title.trim(), people, organisations: trimmed(organisations), fields: trimmed(fields), skills: trimmed(skills), ...(untilMs === undefined ? {} : { untilMs }) }]);
    }
    case "EndGoal": return ok([{ ...fact, type: "GoalEnded", goal: wish.goal, outcome: wish.outcome }]);
    case "AssertTie": {
      if (wish.between[0] === wish.between[1]) return refuse("samePerson", "Choose two different people.");
      return ok([{ ...fact, type: "TieAsserted", between: wish.between, knows: wish.knows }]);
    }
    case "AdvanceIntroduction": return advanceIntroduction(wish, fact, newPlan as IntroductionId);
    case "MakeCommitment": {
      const { person, by, dueMs, commitment = newPlan as CommitmentId } = wish;
      return ok([{ ...fact, type: "CommitmentMade", commitment, person, by, text: wish.text.trim(), ...(dueMs === undefined ? {} : { dueMs }) }]);
    }
    case "SettleCommitment": return ok([{ ...fact, type: "CommitmentSettled", commitment: wish.commitment, outcome: wish.outcome }]);
    case "RecordOpportunity": {
      const { what, through, outcome, opportunity = newPlan as OpportunityId } = wish;
      return ok([{ ...fact, type: "OpportunityRecorded", opportunity, what, title: wish.title.trim(), through, ...(outcome === undefined ? {} : { outcome }) }]);
    }
    case "SetCapacity": {
      const { perDay } = wish;
      if (!(Number.isInteger(perDay) && perDay >= 1 && perDay <= perDayMax)) return refuse("outOfRange", `Choose a whole number of people a day, from 1 to ${perDayMax}.`);
      return ok([{ ...fact, type: "CapacitySet", perDay }]);
    }
    case "AliasOrganisation": return ok([{ ...fact, type: "OrganisationAliased", name: wish.name.trim(), alias: wish.alias.trim(), same: wish.same }]);
  }
}

function advanceIntroduction(wish: Extract<PlanWish, { readonly type: "AdvanceIntroduction" }>, fact: FactBase, newIntroduction: IntroductionId): Decision {
  const { through, between, step, organisation, goal, note, introduction = newIntroduction } = wish;
  const named = [through, ...between].filter((person) => person !== null);
  if (new Set(named).size < named.length) return refuse("samePerson", "An introduction is between different people.");
  if (through === null && between[0] === null) return refuse("samePerson", "Say who introduces you, or whom you introduce.");
  const aim = { ...(organisation === undefined ? {} : { organisation }), ...(goal === undefined ? {} : { goal }), ...(note?.trim() ? { note: note.trim() } : {}) };
  return ok([{ ...fact, type: "IntroductionAdvanced", introduction, through, between, step, ...aim }]);
}

/** The plan that a wish changes, or undefined where it begins one. */
function planOf(wish: PlanWish): string | undefined {
  if ("circle" in wish) return wish.circle;
  if ("introduction" in wish) return wish.introduction;
  if ("commitment" in wish) return wish.commitment;
  if ("opportunity" in wish) return wish.opportunity;
  // An introduction may name the goal it serves; it is not about that goal.
  return "goal" in wish && wish.type !== "AdvanceIntroduction" ? wish.goal : undefined;
}

/** What a wish calls the thing, or undefined where it has no words. */
function titleOf(wish: PlanWish): string | undefined {
  if ("alias" in wish) return wish.name.trim() && wish.alias;
  if ("title" in wish) return wish.title;
  if ("text" in wish) return wish.text;
  return "name" in wish ? wish.name : undefined;
}

const trimmed = (texts: readonly string[]): readonly string[] => [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
