/**
 * Request triage: should I accept? Five questions, each answered from evidence where there is any;
 * no evidence is said and weighs nothing. Higher scores first: the more genuine and useful.
 *
 *     score = sum of the weights of the answers (constants.ts: our choice, no data were at hand)
 *
 * The five questions are those of any wish to connect: does it add something new, do we know each other,
 * can we help each other, do we share people or places, is it meant. What the owner noted, wants or
 * joined is evidence like any other. Who is hidden is asked about no more.
 */
import { foldName } from "../event/person-key.ts";
import { looksLikePitch } from "../event/pitch.ts";
import type { RequestAnswer } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Invitation, OwnActivity, Person } from "../projection/network.ts";
import { activityLengthMin, triageLimits, triageWeights as w } from "./constants.ts";
import { openGoals, serving, type ServesGoal } from "./goal-match.ts";
import { tieBetween } from "./others-ties.ts";
import { othersAtOrganisation, surroundings } from "./reach.ts";
import { secondHand } from "./second-hand.ts";
import type { Judgement, Reason, TriageAnswer, TriageEvidence, TriageQuestion } from "./reason.ts";
import { suggestibleTies } from "./suggestible.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";
import { namesTopic, topicKey, topicsOf } from "./topics.ts";

export interface PendingRequest extends Judgement {
  readonly sentAtMs: number;
  readonly note?: string;
  readonly suggestion: RequestAnswer;
}

interface Answer { readonly question: TriageQuestion; readonly answer: TriageAnswer; readonly because: TriageEvidence; readonly weight: number }

/** Incoming requests that were neither accepted nor answered. */
export function pendingRequests(situation: Situation): readonly PendingRequest[] {
  const owner: OwnersSide = {
    askers: askersByGivenName(situation), serving: serving(situation, openGoals(situation)), activities: namedActivities(situation),
    organisations: new Map(situation.network.owner.affiliations.flatMap(({ organisation }) => { const key = situation.graph.organisations.sharedKeyOf(organisation); return key === undefined ? [] : [[key, organisation]]; })),
  };
  return suggestibleTies(situation).flatMap((tie) => {
    const { person } = tie;
    const invitation = person.invitations.findLast(({ direction }) => direction === "in");
    const answeredForGood = person.request !== undefined && person.request.answer !== "wait";
    if (!invitation || person.connectedAtMs !== undefined || answeredForGood) return [];
    return [judge(situation, { tie, person, invitation, owner })];
  }).toSorted(byScore);
}

/** What of the owner's a request may have to do with, looked up once. */
interface OwnersSide {
  readonly askers: ReadonlyMap<string, Person>;
  readonly serving: ReadonlyMap<PersonId, readonly ServesGoal[]>;
  readonly activities: readonly (OwnActivity & { readonly title: string; readonly key: string })[];
  /** By key: where the owner is or was. */
  readonly organisations: ReadonlyMap<string, string>;
}

interface Asked { readonly tie: Tie; readonly person: Person; readonly invitation: Invitation; readonly owner: OwnersSide }

function judge(situation: Situation, asked: Asked): PendingRequest {
  const answers = [genuine(asked), known(situation, asked), shared(situation, asked), diversity(situation, asked), mutualBenefit(situation, asked)];
  const score = answers.reduce((sum, { weight }) => sum + weight, 0);
  const pitched = answers.some(({ because }) => because.kind === "pitch");
  const { note, sentAtMs } = asked.invitation;
  return {
    person: asked.person.id, score, sentAtMs, ...(note === undefined ? {} : { note }),
    suggestion: pitched ? "ignore" : score >= triageLimits.accept ? "accept" : score >= triageLimits.acceptAndLookAgain ? "acceptAndLookAgain" : note === undefined ? "wait" : "askFirst",
    reasons: answers.map(({ question, answer, because }): Reason => ({ kind: "triage", question, answer, because })),
  };
}

const yes = (question: TriageQuestion, because: TriageEvidence, weight: number): Answer => ({ question, answer: "yes", because, weight });
const unknown = (question: TriageQuestion): Answer => ({ question, answer: "unknown", because: { kind: "noEvidence" }, weight: 0 });

/** A personal note speaks for a person, a sales pitch against. */
function genuine({ invitation: { note } }: Asked): Answer {
  if (note === undefined) return { ...unknown("genuine"), because: { kind: "noNote" } };
  if (looksLikePitch(note)) return { question: "genuine", answer: "no", because: { kind: "pitch", quote: note }, weight: w.pitch };
  return yes("genuine", { kind: "note", quote: note }, w.personalNote);
}

function known({ network }: Situation, { person, invitation: { note = "" }, owner }: Asked): Answer {
  if (person.contacts.length > 0) return yes("known", { kind: "talked", contacts: person.contacts.length }, w.talked);
  const [circle] = (person.circles ?? []).flatMap((id) => network.circles.get(id)?.name ?? []).toSorted();
  if (circle !== undefined) return yes("known", { kind: "inCircle", circle }, w.inCircle);
  const named = looksLikePitch(note) ? undefined : namedIn(note, owner.askers);
  if (named) return yes("known", { kind: "named", person: named.id, name: named.name }, w.named);
  const [trait] = person.traits ?? [];
  return trait ? yes("known", { kind: "noted", trait: trait.trait, text: trait.text }, w.noted) : unknown("known");
}

function shared(situation: Situation, { tie, person, invitation: { note = "" }, owner }: Asked): Answer {
  const others = surroundings(situation, person.id)?.others ?? [];
  if (others.length > 0) return yes("shared", { kind: "sharedThread", people: others.length }, w.sharedThread * (0.5 + vouched(situation, person.id, others)));
  const said = topicKey(note);
  const own = owner.activities.find(({ key }) => namesTopic(said, key) || topicsOf(person).some((topic) => topic.kind === "interest" && topic.key === key));
  if (own) return yes("shared", { kind: "ownActivity", what: own.what, title: own.title }, w.ownActivity);
  const colleagues = othersAtOrganisation(situation, tie) ?? 0;
  if (colleagues > 0) return yes("shared", { kind: "knownOrganisation", organisation: person.organisation ?? "", people: colleagues }, w.knownOrganisation);
  return unknown("shared");
}

/** 0..1: what those the two share make of the one who asks, by how close they are to either; a half where that says nothing. */
const vouched = (situation: Situation, person: PersonId, others: readonly PersonId[]): number => secondHand(
  others.map((other) => ({ closeness: situation.ties.get(other)?.closeness ?? 0, word: tieBetween(situation, other, person)?.strength ?? 0 })), { word: 0.5, weight: 1 });

function diversity(situation: Situation, { tie, person }: Asked): Answer {
  const colleagues = othersAtOrganisation(situation, tie);
  if (colleagues === undefined) return unknown("diversity");
  const { organisation = "" } = person;
  if (colleagues === 0) return yes("diversity", { kind: "newOrganisation", organisation }, w.newOrganisation);
  return { question: "diversity", answer: "no", because: { kind: "knownOrganisation", organisation, people: colleagues }, weight: 0 };
}

function mutualBenefit({ graph }: Situation, { person, owner }: Asked): Answer {
  const [goal] = owner.serving.get(person.id) ?? [];
  if (goal) return yes("mutualBenefit", { kind: "servesGoal", goal: goal.goal }, w.servesGoal);
  const give = person.traits?.find(({ trait }) => trait === "offer" || trait === "need");
  if (give) return yes("mutualBenefit", { kind: "noted", trait: give.trait, text: give.text }, w.offers);
  const own = owner.organisations.get(graph.organisations.sharedKeyOf(person.organisation) ?? "");
  return own === undefined ? unknown("mutualBenefit") : yes("mutualBenefit", { kind: "ownOrganisation", organisation: own }, w.ownOrganisation);
}

/** Groups, events and courses of the owner that a note could name: long enough to be no chance word; the latest first. */
function namedActivities({ network }: Situation): OwnersSide["activities"] {
  return network.owner.activities.flatMap((activity) => {
    const { title = "", what } = activity;
    const key = topicKey(title);
    return (what === "group" || what === "event" || what === "course") && key.length >= activityLengthMin ? [{ ...activity, title, key }] : [];
  }).toSorted((a, b) => b.atMs - a.atMs || (a.key < b.key ? -1 : 1));
}

/** The owner's closest person of each given name: the one a note most likely means. */
function askersByGivenName({ ties, network }: Situation): ReadonlyMap<string, Person> {
  const own = foldName(network.owner.name ?? "").split(" ")[0];
  const byName = new Map<string, { readonly person: Person; readonly closeness: number }>();
  for (const { person, closeness, timesMs } of ties.values()) {
    if (timesMs.length === 0) continue;
    const given = givenName(person.name);
    const held = byName.get(given);
    if (given.length < 2 || given === own || (held && (held.closeness > closeness || (held.closeness === closeness && held.person.id < person.id)))) continue;
    byName.set(given, { person, closeness });
  }
  return new Map([...byName].map(([name, { person }]) => [name, person]));
}

/** Folded; most names begin with plain letters, and folding thousands would cost more than all the rest. */
const givenName = (name: string): string => /^[A-Za-z]+(?= )/u.exec(name)?.[0].toLowerCase() ?? foldName(name).split(" ")[0] ?? "";

/** A person of the owner's whose given name stands in the note, capitalised as a name, not as its greeting. */
function namedIn(note: string, askers: ReadonlyMap<string, Person>): Person | undefined {
  const words = note.match(/[\p{Lu}\p{Lo}][\p{L}\p{M}’'-]+/gu) ?? [];
  for (const word of words.slice(1)) {
    const person = askers.get(foldName(word));
    if (person) return person;
  }
  return undefined;
}
