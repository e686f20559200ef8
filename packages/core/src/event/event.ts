/**
 * The facts. An event says in the past tense what happened, never what we concluded. It is
 * immutable, versioned and small. `atMs` is when it happened in the world; when it was recorded
 * stands in the entry around it (`entry.ts`).
 */
import type {
  ClosenessRated, EventsRetracted, NoteRecorded, PeopleMerged, PersonAdded, PersonBroughtBack, PersonForgotten, PersonHidden, PersonKept, PersonLetGo, PersonProtected, PersonShown,
  PersonUnprotected, ProfileCorrected, ReachOutSnoozed, RequestAnswered, ReviewPostponed, TraitAdded, TraitRemoved,
} from "./facts-of-people.ts";
import type {
  CapacitySet, CircleDefined, CircleDissolved, CircleJoined, CircleLeft, CommitmentMade, CommitmentSettled, GoalEnded, GoalSet, IntroductionAdvanced, OpportunityRecorded, OrganisationAliased, TieAsserted,
} from "./facts-of-plans.ts";
import type {
  ConnectionMade, EndorsementRecorded, ImportCompleted, InteractionRecorded, InvitationRecorded, OwnActivityObserved, OwnAffiliationObserved, OwnProfileObserved, ProfileObserved, RecommendationRecorded,
} from "./facts-of-sources.ts";

export * from "./facts-of-people.ts";
export * from "./facts-of-plans.ts";
export * from "./facts-of-sources.ts";

export type KithEvent =
  | OwnProfileObserved | OwnAffiliationObserved | OwnActivityObserved | ProfileObserved | ConnectionMade | InteractionRecorded | InvitationRecorded
  | EndorsementRecorded | RecommendationRecorded | ImportCompleted
  | PersonAdded | ProfileCorrected | PeopleMerged | PersonForgotten | NoteRecorded | TraitAdded | TraitRemoved | ClosenessRated | PersonKept | ReviewPostponed
  | PersonLetGo | PersonBroughtBack | PersonHidden | PersonShown | PersonProtected | PersonUnprotected | RequestAnswered | ReachOutSnoozed | EventsRetracted
  | CircleDefined | CircleDissolved | CircleJoined | CircleLeft | GoalSet | GoalEnded | TieAsserted | IntroductionAdvanced
  | CommitmentMade | CommitmentSettled | OpportunityRecorded | OrganisationAliased | CapacitySet;

export type EventType = KithEvent["type"];

/** The event of one type. */
export type EventOf<Type extends EventType> = Extract<KithEvent, { readonly type: Type }>;
