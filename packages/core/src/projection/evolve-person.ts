/** One fact's effect on the person it is about. */
import type { KithEvent, PersonAdded, ProfileCorrected, ProfileObserved, TraitAdded, TraitRemoved } from "../event/event.ts";
import type { PersonDraft } from "./draft.ts";
import type { Profile } from "./network.ts";

/** The facts about one person that change nothing but this person. */
export type PersonEvent = Exclude<Extract<KithEvent, { readonly person: unknown }>, { readonly type: "PeopleMerged" | "PersonForgotten" | "CommitmentMade" }>;

/** Applies one fact. A name may have come or gone: the caller places the person (`place`). */
export function evolvePerson(person: PersonDraft, event: PersonEvent): void {
  const { id: eventId, atMs } = event;
  switch (event.type) {
    case "ProfileObserved": return observeProfile(person, event);
    case "ConnectionMade": person.connectedAtMs = atMs; person.connectedBy = eventId; return;
    case "InvitationRecorded": person.invitations.push({ event: eventId, direction: event.direction, sentAtMs: atMs, ...(event.note === undefined ? {} : { note: event.note }) }); return;
    case "EndorsementRecorded": person.endorsements.push({ event: eventId, atMs, direction: event.direction, skill: event.skill }); return;
    case "RecommendationRecorded": person.recommendations.push({ event: eventId, atMs, direction: event.direction }); return;
    case "NoteRecorded": person.notes.push({ event: eventId, atMs, text: event.text }); return;
    case "PersonAdded": return addPerson(person, event);
    case "ProfileCorrected": return correctProfile(person, event);
    case "TraitAdded": return addTrait(person, event);
    case "TraitRemoved": return removeTrait(person, event);
    case "ClosenessRated": {
      if (event.closeness === null) delete person.rating;
      else person.rating = { event: eventId, atMs, closeness: event.closeness };
      return;
    }
    case "PersonKept": person.keptAtMs = atMs; delete person.reviewAfterMs; return;
    case "ReviewPostponed": person.reviewAfterMs = event.untilMs; return;
    case "PersonLetGo": person.letGoAtMs = atMs; return;
    case "PersonBroughtBack": delete person.letGoAtMs; return;
    case "PersonHidden": person.hiddenAtMs = atMs; return;
    case "PersonShown": delete person.hiddenAtMs; return;
    case "PersonProtected": person.protectedAtMs = atMs; return;
    case "PersonUnprotected": delete person.protectedAtMs; return;
    case "RequestAnswered": person.request = { answer: event.answer, atMs }; return;
    case "ReachOutSnoozed": person.snoozedUntilMs = event.untilMs; return;
    case "CircleJoined": if (!person.circles?.includes(event.circle)) person.circles = [...(person.circles ?? []), event.circle]; return;
    case "CircleLeft": leaveCircle(person, event.circle); return;
  }
}

/** Out of the circle; nothing where the person isn't in it. */
export function leaveCircle(person: PersonDraft, circle: string): void {
  const left = person.circles?.filter((one) => one !== circle) ?? [];
  if (left.length === 0) delete person.circles;
  else person.circles = left;
}

function addPerson(person: PersonDraft, event: PersonAdded): void {
  person.addedByHand = true;
  if (event.relation === "sought") person.soughtAtMs = event.atMs;
  else delete person.soughtAtMs;
  if (observedProfile(person).name === "") observeProfile(person, event);
}

/** What the sources show, whatever the owner corrected. */
export const observedProfile = (person: Pick<PersonDraft, "observed"> & Profile): Profile => person.observed ?? person;

/** The latest observation wins, whenever it is recorded: an old archive imported late changes nothing current. */
function observeProfile(person: PersonDraft, observed: Pick<ProfileObserved, "id" | "atMs"> & Profile): void {
  const { id: event, atMs, name, url, email, organisation, position } = observed;
  person.jobs.push({ event, sinceMs: atMs, ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }) });
  if (atMs < person.observedAtMs) return;
  person.observedAtMs = atMs;
  const before = observedProfile(person);
  const profile = profileOf({ name, url: url ?? before.url, email: email ?? before.email, organisation, position });
  if (person.corrected) {
    person.observed = profile;
    show(person);
  } else assignProfile(person, profile);
}

/** The owner's edit beats every observation, earlier or later; of two edits of a field the later recorded counts. */
function correctProfile(person: PersonDraft, { name, url, email, organisation, position }: ProfileCorrected): void {
  person.observed ??= profileOf(person);
  const changed = { name, url, email, organisation, position };
  person.corrected = { ...person.corrected, ...Object.fromEntries(Object.entries(changed).filter(([, text]) => text !== undefined)) };
  show(person);
}

/** Lays the corrections over what is observed. A name can't be cleared: without one there is nobody to show. */
function show(person: PersonDraft): void {
  const { observed, corrected } = person;
  if (!observed || !corrected) return;
  const over = (field: Exclude<keyof Profile, "name">): string | undefined => (corrected[field] === undefined ? observed[field] : corrected[field] || undefined);
  assignProfile(person, profileOf({ name: corrected.name || observed.name, url: over("url"), email: over("email"), organisation: over("organisation"), position: over("position") }));
}

type LooseProfile = { readonly [Field in keyof Profile]-?: Profile[Field] | undefined };

/** Without the fields that hold nothing. */
function profileOf({ name, url, email, organisation, position }: LooseProfile | Profile): Profile {
  return {
    name: name ?? "", ...(url === undefined ? {} : { url }), ...(email === undefined ? {} : { email }),
    ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }),
  };
}

function assignProfile(person: PersonDraft, profile: Profile): void {
  person.name = profile.name;
  for (const field of ["url", "email", "organisation", "position"] as const) {
    const text = profile[field];
    if (text === undefined) delete person[field];
    else person[field] = text;
  }
}

const sameTrait = (a: Pick<TraitAdded, "trait" | "text">, b: Pick<TraitAdded, "trait" | "text">): boolean =>
  a.trait === b.trait && a.text.trim().toLowerCase() === b.text.trim().toLowerCase();

function addTrait(person: PersonDraft, { id, atMs, trait, text }: TraitAdded): void {
  const others = person.traits?.filter((held) => !sameTrait(held, { trait, text })) ?? [];
  person.traits = [...others, { event: id, atMs, trait, text }];
}

function removeTrait(person: PersonDraft, removed: TraitRemoved): void {
  const left = person.traits?.filter((held) => !sameTrait(held, removed)) ?? [];
  if (left.length === 0) delete person.traits;
  else person.traits = left;
}
