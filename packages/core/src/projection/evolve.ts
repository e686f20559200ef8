/**
 * `evolve(draft, entry)`: one fact's effect on the network. Total: a person nobody introduced is no
 * error. What takes effect before the fold (`rulings.ts`) has done so already.
 */
import type { Entry } from "../event/entry.ts";
import type { InteractionRecorded } from "../event/event.ts";
import { personIn, place, type NetworkDraft } from "./draft.ts";
import { evolvePerson } from "./evolve-person.ts";
import { evolvePlans } from "./evolve-plans.ts";
import type { Contact } from "./network.ts";

/** Applies one entry. */
export function evolve(draft: NetworkDraft, entry: Entry): void {
  const { event } = entry;
  switch (event.type) {
    case "OwnProfileObserved": {
      draft.owner.name = event.name;
      if (event.headline !== undefined) draft.owner.headline = event.headline;
      if (event.url !== undefined) draft.owner.url = event.url;
      return;
    }
    case "OwnAffiliationObserved": {
      draft.owner.affiliations.push({
        organisation: event.organisation, fromMs: event.atMs, ...(event.role === undefined ? {} : { role: event.role }), ...(event.untilMs === undefined ? {} : { untilMs: event.untilMs }),
      });
      return;
    }
    case "OwnActivityObserved": {
      const { id, atMs, what, title, url } = event;
      draft.owner.activities.push({ event: id, atMs, what, ...(title === undefined ? {} : { title }), ...(url === undefined ? {} : { url }) });
      return;
    }
    case "CapacitySet": draft.owner.reachOutsPerDay = event.perDay; return;
    case "InteractionRecorded": return recordInteraction(draft, event);
    case "ImportCompleted": {
      const { importId, fileName, files, atMs } = event;
      draft.imports.push({ importId, fileName, files, snapshotAtMs: atMs, importedAtMs: entry.recordedAtMs, undone: false });
      return;
    }
    // These take effect before the fold.
    case "EventsRetracted": case "PeopleMerged": case "PersonForgotten": return;
    case "CircleDefined": case "CircleDissolved": case "GoalSet": case "GoalEnded": case "TieAsserted": case "IntroductionAdvanced": case "CommitmentMade": case "CommitmentSettled":
    case "OpportunityRecorded": case "OrganisationAliased":
      return evolvePlans(draft, event);
    case "ProfileObserved": case "ConnectionMade": case "InvitationRecorded": case "EndorsementRecorded": case "RecommendationRecorded": case "NoteRecorded": case "PersonAdded":
    case "ProfileCorrected": case "TraitAdded": case "TraitRemoved": case "ClosenessRated": case "PersonKept": case "ReviewPostponed": case "PersonLetGo": case "PersonBroughtBack":
    case "PersonHidden": case "PersonShown": case "PersonProtected": case "PersonUnprotected": case "RequestAnswered": case "ReachOutSnoozed": case "CircleJoined": case "CircleLeft": {
      const person = personIn(draft, event.person);
      evolvePerson(person, event);
      place(draft, person);
    }
  }
}

function recordInteraction(draft: NetworkDraft, event: InteractionRecorded): void {
  const { id, atMs, kind, direction, from, thread, note, findings } = event;
  const people = event.people.length === 1 ? event.people : [...new Set(event.people)];
  const contact: Contact = {
    event: id, atMs, kind, direction, groupSize: people.length,
    ...(thread === undefined ? {} : { thread }), ...(note === undefined ? {} : { note }), ...(findings === undefined ? {} : { findings }),
  };
  // In a group only those are in touch of whom one wrote: two who listen are not.
  for (const person of people) {
    if (from === undefined || from === person) personIn(draft, person).contacts.push(contact);
    else personIn(draft, person);
  }
  if (people.length > 1) recordGathering(draft, { ...event, people });
}

function recordGathering(draft: NetworkDraft, { id, thread = id, people, atMs, findings = [] }: InteractionRecorded): void {
  const named = findings.flatMap(({ organisation }) => organisation ?? []);
  const gathering = draft.gatherings.get(thread);
  if (!gathering) {
    draft.gatherings.set(thread, { thread, people: [...people], messages: 1, firstAtMs: atMs, lastAtMs: atMs, organisations: [...new Set(named)] });
    return;
  }
  gathering.messages += 1;
  gathering.firstAtMs = Math.min(gathering.firstAtMs, atMs);
  gathering.lastAtMs = Math.max(gathering.lastAtMs, atMs);
  for (const person of people) if (!gathering.people.includes(person)) gathering.people.push(person);
  for (const name of named) if (!gathering.organisations.includes(name)) gathering.organisations.push(name);
}
