/**
 * `evolve(draft, entry)`: one fact's effect on the network. Total: a person nobody introduced is no
 * error. The draft belongs to the fold that owns it (`project.ts`); nobody else sees it change.
 */
import type { Entry } from "../event/entry.ts";
import type { InteractionRecorded, KithEvent, ProfileObserved } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Contact, Gathering, ImportRun, Network, Owner, Person } from "./network.ts";

type Draft<Value> = Value extends readonly (infer Item)[] ? Item[] : Value;
export type PersonDraft = { -readonly [Key in keyof Person]: Draft<Person[Key]> };
type GatheringDraft = { -readonly [Key in keyof Gathering]: Draft<Gathering[Key]> };
type OwnerDraft = { -readonly [Key in keyof Owner]: Draft<Owner[Key]> };

export interface NetworkDraft extends Network {
  readonly owner: OwnerDraft;
  readonly people: Map<PersonId, PersonDraft>;
  readonly gatherings: Map<string, GatheringDraft>;
  readonly imports: ImportRun[];
}

export const emptyDraft = (): NetworkDraft => ({ owner: { affiliations: [] }, people: new Map(), gatherings: new Map(), imports: [] });

/** Applies one entry. `undone` tells of an import that was taken back: it stays listed. */
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
    case "InteractionRecorded": return recordInteraction(draft, event);
    case "ImportCompleted": {
      const { importId, fileName, files, atMs } = event;
      draft.imports.push({ importId, fileName, files, snapshotAtMs: atMs, importedAtMs: entry.recordedAtMs, undone: false });
      return;
    }
    // Takes effect at its targets' place, before the fold.
    case "EventsRetracted": return;
    case "ProfileObserved": case "ConnectionMade": case "InvitationRecorded": case "EndorsementRecorded": case "RecommendationRecorded": case "NoteRecorded": case "PersonAdded":
    case "ClosenessRated": case "PersonKept": case "ReviewPostponed": case "PersonLetGo": case "PersonBroughtBack": case "RequestAnswered": case "ReachOutSnoozed":
      evolvePerson(personIn(draft, event.person), event);
  }
}

/** The person, or a nameless one where a fact about them arrived before any that names them. */
function personIn(draft: NetworkDraft, id: PersonId): PersonDraft {
  let person = draft.people.get(id);
  if (!person) {
    person = {
      id, name: "", observedAtMs: Number.NEGATIVE_INFINITY, jobs: [], addedByHand: false, contacts: [], invitations: [], endorsements: [], recommendations: [], notes: [],
    };
    draft.people.set(id, person);
  }
  return person;
}

type PersonEvent = Exclude<KithEvent, { readonly type: "OwnProfileObserved" | "OwnAffiliationObserved" | "InteractionRecorded" | "ImportCompleted" | "EventsRetracted" }>;

function evolvePerson(person: PersonDraft, event: PersonEvent): void {
  const { id: eventId, atMs } = event;
  switch (event.type) {
    case "ProfileObserved": return observeProfile(person, event);
    case "ConnectionMade": person.connectedAtMs = atMs; person.connectedBy = eventId; return;
    case "InvitationRecorded": person.invitations.push({ event: eventId, direction: event.direction, sentAtMs: atMs, ...(event.note === undefined ? {} : { note: event.note }) }); return;
    case "EndorsementRecorded": person.endorsements.push({ event: eventId, atMs, direction: event.direction, skill: event.skill }); return;
    case "RecommendationRecorded": person.recommendations.push({ event: eventId, atMs, direction: event.direction }); return;
    case "NoteRecorded": person.notes.push({ event: eventId, atMs, text: event.text }); return;
    case "PersonAdded": {
      person.addedByHand = true;
      if (person.name === "") observeProfile(person, event);
      return;
    }
    case "ClosenessRated": {
      if (event.closeness === null) delete person.rating;
      else person.rating = { event: eventId, atMs, closeness: event.closeness };
      return;
    }
    case "PersonKept": person.keptAtMs = atMs; delete person.reviewAfterMs; return;
    case "ReviewPostponed": person.reviewAfterMs = event.untilMs; return;
    case "PersonLetGo": person.letGoAtMs = atMs; return;
    case "PersonBroughtBack": delete person.letGoAtMs; return;
    case "RequestAnswered": person.request = { answer: event.answer, atMs }; return;
    case "ReachOutSnoozed": person.snoozedUntilMs = event.untilMs; return;
  }
}

/** The latest observation wins, whenever it is recorded: an old archive imported late changes nothing current. */
function observeProfile(person: PersonDraft, observed: Omit<ProfileObserved, "type">): void {
  const { id: event, atMs, name, url, email, organisation, position } = observed;
  person.jobs.push({ event, sinceMs: atMs, ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }) });
  if (atMs < person.observedAtMs) return;
  person.observedAtMs = atMs;
  person.name = name;
  if (url !== undefined) person.url = url;
  if (email !== undefined) person.email = email;
  if (organisation === undefined) delete person.organisation; else person.organisation = organisation;
  if (position === undefined) delete person.position; else person.position = position;
}

function recordInteraction(draft: NetworkDraft, event: InteractionRecorded): void {
  const { id, atMs, kind, direction, from, thread, note, findings } = event;
  const people = [...new Set(event.people)];
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
