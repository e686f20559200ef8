/**
 * Rulings: what takes effect before the fold, on everything ever recorded: undo, two ids that are one
 * person, and a person who is forgotten. A ruling that is itself taken back has no effect.
 */
import type { Entry } from "../event/entry.ts";
import type { KithEvent, InteractionRecorded } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";
import { isRetracted, retractionsOf, type Retractions } from "./retraction.ts";

export interface Rulings extends Retractions {
  /** By the id a person once had: the one they go by. */
  readonly merged: ReadonlyMap<PersonId, PersonId>;
  /** Every id of everybody forgotten. */
  readonly forgotten: ReadonlySet<PersonId>;
}

/** True where an entry is one of the rulings. */
export const isRuling = ({ event: { type } }: Entry): boolean => type === "EventsRetracted" || type === "PeopleMerged" || type === "PersonForgotten";

/** The rulings in force, given all entries, or all that are rulings, in log order. */
export function rulingsOf(entriesInOrder: readonly Entry[]): Rulings {
  const retractions = retractionsOf(entriesInOrder);
  const inForce = entriesInOrder.filter((entry) => isRuling(entry) && !isRetracted(retractions, entry)).map(({ event }) => event);
  const merged = mergedBy(inForce);
  // Ids that are one person are forgotten together, whichever was named and whichever came first.
  const named = new Set(inForce.flatMap((event) => (event.type === "PersonForgotten" ? [merged.get(event.person) ?? event.person] : [])));
  return { ...retractions, merged, forgotten: new Set([...named, ...[...merged].flatMap(([person, into]) => (named.has(into) ? [person] : []))]) };
}

/** In log order, each merge joins all that the first went by to all that the second goes by; a merge of two who are one already, as in a circle, changes nothing. */
function mergedBy(events: readonly KithEvent[]): ReadonlyMap<PersonId, PersonId> {
  const next = new Map<PersonId, PersonId>();
  const last = (person: PersonId): PersonId => {
    let at = person;
    for (let to = next.get(at); to !== undefined; to = next.get(at)) at = to;
    return at;
  };
  for (const event of events) {
    if (event.type !== "PeopleMerged") continue;
    const [from, into] = [last(event.person), last(event.into)];
    if (from !== into) next.set(from, into);
  }
  return new Map([...next.keys()].map((person) => [person, last(person)]));
}

/** The entry as the rulings leave it: under the ids people go by, without who is forgotten; undefined where it is about nobody else. */
export function asRuled(rulings: Rulings, entry: Entry): Entry | undefined {
  if (rulings.merged.size === 0 && rulings.forgotten.size === 0) return entry;
  const event = ruledEvent(entry.event, rulings);
  return event && { ...entry, event };
}

function ruledEvent(event: KithEvent, { merged, forgotten }: Rulings): KithEvent | undefined {
  const goesBy = (person: PersonId): PersonId => merged.get(person) ?? person;
  const stays = (person: PersonId | null): boolean => person === null || !forgotten.has(goesBy(person));
  const those = (people: readonly PersonId[]): readonly PersonId[] => [...new Set(people.filter(stays).map(goesBy))];
  if ("person" in event) return stays(event.person) ? { ...event, person: goesBy(event.person) } : undefined;
  switch (event.type) {
    case "InteractionRecorded": return ruledInteraction(event, { those, stays, goesBy });
    case "TieAsserted": {
      const [a, b] = [goesBy(event.between[0]), goesBy(event.between[1])];
      return event.between.every(stays) && a !== b ? { ...event, between: [a, b] } : undefined;
    }
    case "IntroductionAdvanced": {
      const { through, between: [one, other] } = event;
      if (![through, one, other].every(stays)) return undefined;
      return { ...event, through: through && goesBy(through), between: [one && goesBy(one), goesBy(other)] };
    }
    case "GoalSet": {
      const people = those(event.people);
      const isAboutOthers = people.length > 0 || event.people.length === 0 || event.organisations.length + event.fields.length + event.skills.length > 0;
      return isAboutOthers ? { ...event, people } : undefined;
    }
    case "OpportunityRecorded": {
      const through = those(event.through);
      return through.length > 0 || event.through.length === 0 ? { ...event, through } : undefined;
    }
    // About nobody, or about somebody only through what they refer to.
    case "OwnProfileObserved": case "OwnAffiliationObserved": case "OwnActivityObserved": case "ImportCompleted": case "EventsRetracted": case "CircleDefined": case "CircleDissolved":
    case "GoalEnded": case "CommitmentSettled": case "OrganisationAliased": case "CapacitySet":
      return event;
  }
}

interface Who {
  readonly those: (people: readonly PersonId[]) => readonly PersonId[];
  readonly stays: (person: PersonId) => boolean;
  readonly goesBy: (person: PersonId) => PersonId;
}

/** What a forgotten person wrote to a group goes; what others wrote or did together stays theirs. */
function ruledInteraction(event: InteractionRecorded, { those, stays, goesBy }: Who): InteractionRecorded | undefined {
  const people = those(event.people);
  if (people.length === 0 || (event.from !== undefined && !stays(event.from))) return undefined;
  return { ...event, people, ...(event.from === undefined ? {} : { from: goesBy(event.from) }) };
}
