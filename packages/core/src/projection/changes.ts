/** What entries changed in a network, as far as those need to know who measured it before. */
import type { KithEvent } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";

export interface Changes {
  /** About whom anything changed. */
  readonly people: ReadonlySet<PersonId>;
  /** True where it may be who is there, where they are, or who was seen with whom. */
  readonly graph: boolean;
}

/** What changed since it was last asked; one asks. */
export interface ChangeNotes {
  add(changes: Changes): void;
  /** Everything may have changed. */
  addEverything(): void;
  /** Undefined where everything may have changed, as at the beginning. */
  readonly take: () => Changes | undefined;
}

export function createChangeNotes(): ChangeNotes {
  let noted: Changes | undefined;
  return {
    add: ({ people, graph }) => { noted &&= { people: new Set([...noted.people, ...people]), graph: noted.graph || graph }; },
    addEverything: () => { noted = undefined; },
    take: () => {
      const since = noted;
      noted = { people: new Set(), graph: false };
      return since;
    },
  };
}

/** Facts that leave alone who is there, where they are, and who was seen with whom. */
const leavesGraphAlone: ReadonlySet<KithEvent["type"]> = new Set([
  "ConnectionMade", "InvitationRecorded", "EndorsementRecorded", "RecommendationRecorded", "NoteRecorded", "TraitAdded", "TraitRemoved", "ClosenessRated", "PersonKept", "ReviewPostponed",
  "PersonProtected", "PersonUnprotected", "RequestAnswered", "ReachOutSnoozed", "CircleDefined", "CircleDissolved", "CircleJoined", "CircleLeft", "GoalSet", "GoalEnded", "IntroductionAdvanced",
  "CommitmentMade", "CommitmentSettled", "OpportunityRecorded", "CapacitySet",
]);

/** Whether a fact may change the graph. */
export const changesGraph = (event: KithEvent): boolean =>
  event.type === "InteractionRecorded" ? event.people.length > 1 : !leavesGraphAlone.has(event.type);
