/**
 * Request triage: should I accept? Five questions, each answered from evidence where there is any;
 * no evidence is said and weighs nothing. Higher scores first: the more genuine and useful.
 */
import { foldName, organisationKey } from "../event/person-key.ts";
import { looksLikePitch } from "../event/pitch.ts";
import type { RequestAnswer } from "../event/event.ts";
import { organisationNode } from "../graph/tie-graph.ts";
import { sharedOrganisation } from "../graph/build.ts";
import type { Invitation, Person } from "../projection/network.ts";
import { surroundings } from "./reach.ts";
import type { Judgement, Reason, TriageAnswer, TriageEvidence, TriageQuestion } from "./reason.ts";
import { byScore, type Situation } from "./ties.ts";

export interface PendingRequest extends Judgement {
  readonly sentAtMs: number;
  readonly note?: string;
  readonly suggestion: RequestAnswer;
}

interface Answer { readonly question: TriageQuestion; readonly answer: TriageAnswer; readonly because: TriageEvidence; readonly weight: number }

/** Incoming requests that were neither accepted nor answered. */
export function pendingRequests(situation: Situation): readonly PendingRequest[] {
  const askers = askersByGivenName(situation);
  return [...situation.ties.values()].flatMap(({ person }) => {
    const invitation = person.invitations.findLast(({ direction }) => direction === "in");
    const answeredForGood = person.request !== undefined && person.request.answer !== "wait";
    if (!invitation || person.connectedAtMs !== undefined || answeredForGood) return [];
    return [judge(situation, { person, invitation, askers })];
  }).toSorted(byScore);
}

interface Asked { readonly person: Person; readonly invitation: Invitation; readonly askers: ReadonlyMap<string, Person> }

function judge(situation: Situation, asked: Asked): PendingRequest {
  const answers = [genuine(asked), known(asked), shared(situation, asked), diversity(situation, asked), mutualBenefit(situation, asked)];
  const score = answers.reduce((sum, { weight }) => sum + weight, 0);
  const pitched = answers.some(({ because }) => because.kind === "pitch");
  const { note, sentAtMs } = asked.invitation;
  return {
    person: asked.person.id, score, sentAtMs, ...(note === undefined ? {} : { note }),
    suggestion: pitched ? "ignore" : score >= 3 ? "accept" : score >= 1.5 ? "acceptAndLookAgain" : note === undefined ? "wait" : "askFirst",
    reasons: answers.map(({ question, answer, because }): Reason => ({ kind: "triage", question, answer, because })),
  };
}

/** A personal note speaks for a person, a sales pitch against. */
function genuine({ invitation }: Asked): Answer {
  const { note } = invitation;
  if (note === undefined) return { question: "genuine", answer: "unknown", because: { kind: "noNote" }, weight: 0 };
  if (looksLikePitch(note)) return { question: "genuine", answer: "no", because: { kind: "pitch", quote: note }, weight: -4 };
  return { question: "genuine", answer: "yes", because: { kind: "note", quote: note }, weight: 1.5 };
}

function known({ person, invitation, askers }: Asked): Answer {
  const talked = person.contacts.length;
  if (talked > 0) return { question: "known", answer: "yes", because: { kind: "talked", contacts: talked }, weight: 2 };
  const named = looksLikePitch(invitation.note ?? "") ? undefined : namedIn(invitation.note ?? "", askers);
  if (named) return { question: "known", answer: "yes", because: { kind: "named", person: named.id, name: named.name }, weight: 1.5 };
  return { question: "known", answer: "unknown", because: { kind: "noEvidence" }, weight: 0 };
}

function shared(situation: Situation, { person }: Asked): Answer {
  const others = surroundings(situation, person.id)?.others.length ?? 0;
  if (others > 0) return { question: "shared", answer: "yes", because: { kind: "sharedThread", people: others }, weight: 1 };
  const key = sharedOrganisation(person);
  const colleagues = key !== undefined && situation.graph.hasNode(organisationNode(key)) ? situation.graph.degree(organisationNode(key)) - 1 : 0;
  if (colleagues > 0) return { question: "shared", answer: "yes", because: { kind: "knownOrganisation", organisation: person.organisation ?? "", people: colleagues }, weight: 0.5 };
  return { question: "shared", answer: "unknown", because: { kind: "noEvidence" }, weight: 0 };
}

function diversity({ graph }: Situation, { person }: Asked): Answer {
  const key = sharedOrganisation(person);
  if (key === undefined) return { question: "diversity", answer: "unknown", because: { kind: "noEvidence" }, weight: 0 };
  const isNew = !graph.hasNode(organisationNode(key)) || graph.degree(organisationNode(key)) <= 1;
  return isNew
    ? { question: "diversity", answer: "yes", because: { kind: "newOrganisation", organisation: person.organisation ?? "" }, weight: 0.5 }
    : { question: "diversity", answer: "no", because: { kind: "knownOrganisation", organisation: person.organisation ?? "", people: graph.degree(organisationNode(key)) - 1 }, weight: 0 };
}

function mutualBenefit({ network }: Situation, { person }: Asked): Answer {
  const key = sharedOrganisation(person);
  const own = key === undefined ? undefined : network.owner.affiliations.find(({ organisation }) => organisationKey(organisation) === key);
  return own
    ? { question: "mutualBenefit", answer: "yes", because: { kind: "ownOrganisation", organisation: own.organisation }, weight: 1 }
    : { question: "mutualBenefit", answer: "unknown", because: { kind: "noEvidence" }, weight: 0 };
}

/** The owner's closest person of each given name: the one a note most likely means. */
function askersByGivenName({ ties, network }: Situation): ReadonlyMap<string, Person> {
  const own = foldName(network.owner.name ?? "").split(" ")[0];
  const byName = new Map<string, { readonly person: Person; readonly closeness: number }>();
  for (const { person, closeness, timesMs } of ties.values()) {
    const given = foldName(person.name).split(" ")[0] ?? "";
    if (given.length < 2 || given === own || timesMs.length === 0 || (byName.get(given)?.closeness ?? -1) >= closeness) continue;
    byName.set(given, { person, closeness });
  }
  return new Map([...byName].map(([name, { person }]) => [name, person]));
}

/** A person of the owner's whose given name stands in the note, capitalised as a name, not as its greeting. */
function namedIn(note: string, askers: ReadonlyMap<string, Person>): Person | undefined {
  const words = note.match(/[\p{Lu}\p{Lo}][\p{L}\p{M}’'-]+/gu) ?? [];
  for (const word of words.slice(1)) {
    const person = askers.get(foldName(word));
    if (person) return person;
  }
  return undefined;
}
