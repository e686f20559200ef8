/** What the owner told of one person, and whom a name may mean. */
import { dayMs, foldName, introducersTo, type Commitment, type Opportunity, type Person, type PersonId, type Provenance, type Situation } from "@kith/core";
import type { KnownTie, OpportunityRow, PersonFacts, PersonRow, PromiseRow } from "../contract.ts";
import { circleNames } from "./answer-circles.ts";
import { cardOf, rowOf } from "./rows.ts";

const tiesMax = 4;

/** All of it for one person. */
export function answerFacts(situation: Situation, person: Person): PersonFacts {
  const { network } = situation;
  const { id } = person;
  const circles = circleNames(situation);
  const isIn = new Set(person.circles);
  const ties = tiesOf(situation, person);
  const listed = ties.filter(({ word, provenance }, index) => word !== undefined || provenance !== "inferred" || index < tiesMax);
  return {
    circles: circles.filter(({ circle }) => isIn.has(circle)), otherCircles: circles.filter(({ circle }) => !isIn.has(circle)),
    traits: (person.traits ?? []).map(({ trait, text }) => ({ trait, text })),
    promises: [...network.commitments.values()].filter((one) => one.person === id).map((one) => promiseRow(situation, one)).toSorted(byUrgency),
    ties: listed, moreTies: ties.length - listed.length,
    opportunities: [...network.opportunities.values()].filter(({ through }) => through.includes(id)).map((one) => opportunityRow(situation, one)).toSorted((a, b) => b.atMs - a.atMs),
    ...(person.email === undefined ? {} : { email: person.email }),
  };
}

const promiseRow = (situation: Situation, { commitment, person, by, text, madeAtMs, dueMs, settled }: Commitment): PromiseRow => ({
  commitment, person: cardOf(situation, person), by, text, madeAtMs,
  ...(dueMs === undefined ? {} : { dueMs, overdueDays: (situation.nowMs - dueMs) / dayMs }), ...(settled ? { settled: settled.outcome } : {}),
});

/** Open before settled, the soonest due first, those without a day last, then the newest. */
function byUrgency(a: PromiseRow, b: PromiseRow): number {
  const open = Number(a.settled !== undefined) - Number(b.settled !== undefined);
  return open || (a.dueMs ?? Number.MAX_VALUE) - (b.dueMs ?? Number.MAX_VALUE) || b.madeAtMs - a.madeAtMs;
}

export const opportunityRow = (situation: Situation, { opportunity, what, title, outcome, atMs, through }: Opportunity): OpportunityRow =>
  ({ opportunity, what, title, outcome, atMs, through: through.map((one) => cardOf(situation, one)) });

const sureness: Readonly<Record<Provenance, number>> = { own: 0, asserted: 0, observed: 1, inferred: 2 };

/** The owner's word first, for or against; then what was seen, then guesses, each the strongest first. */
function tiesOf(situation: Situation, { id }: Person): readonly KnownTie[] {
  const told = new Map<PersonId, KnownTie>();
  for (const { between: [one, other], knows } of situation.network.assertedTies.values()) {
    if (one !== id && other !== id) continue;
    const who = one === id ? other : one;
    if (situation.network.people.has(who)) told.set(who, { person: cardOf(situation, who), word: knows ? "knows" : "knowsNot", ...(knows ? { provenance: "asserted" } : {}), evidence: [] });
  }
  const seen = introducersTo(situation, [id]).filter(({ person }) => !told.has(person))
    .map(({ person, provenance, evidence }): KnownTie => ({ person: cardOf(situation, person), provenance, evidence }))
    .toSorted((a, b) => sureness[a.provenance ?? "own"] - sureness[b.provenance ?? "own"]);
  return [...[...told.values()].toSorted((a, b) => (a.word === b.word ? 0 : a.word === "knows" ? -1 : 1)), ...seen];
}

/** How well a name fits: whole, its beginning, the beginning of a word, somewhere within; undefined: not at all. */
function fit(name: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const place = name.indexOf(wanted);
  return place < 0 ? undefined : name[place - 1] === " " ? 2 : 3;
}

/** Everybody with a name like `text` but those let go; of equal fit the closest first. */
export function answerNamed(situation: Situation, text: string, max: number): readonly PersonRow[] {
  const wanted = foldName(text);
  if (wanted === "") return [];
  const found = [...situation.network.people.values()].flatMap(({ id, name, letGoAtMs }) => {
    const place = letGoAtMs === undefined ? fit(foldName(name), wanted) : undefined;
    return place === undefined ? [] : [{ id, place, closeness: situation.ties.get(id)?.closeness ?? 0 }];
  });
  return found.toSorted((a, b) => a.place - b.place || b.closeness - a.closeness || (a.id < b.id ? -1 : 1)).slice(0, max).map(({ id }) => rowOf(situation, id));
}
