/** People as the screen shows them in a row. */
import { isSought, type Judgement, type PersonId, type Situation, type Tie } from "@kith/core";
import type { JudgedPerson, PersonCard, PersonRow } from "../contract.ts";

export function cardOf({ network }: Situation, id: PersonId): PersonCard {
  const person = network.people.get(id);
  if (!person) return { id, name: "" };
  const { name, url, organisation, position } = person;
  return { id, name, ...(url === undefined ? {} : { url }), ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }) };
}

export function rowOf(situation: Situation, id: PersonId): PersonRow {
  const tie = situation.ties.get(id);
  const person = situation.network.people.get(id);
  const card = { ...cardOf(situation, id), ...(person && isSought(person) ? { sought: true as const } : {}) };
  return tie ? { ...card, ...measured(tie) } : { ...card, standing: "unknown" };
}

function measured(tie: Tie): Omit<PersonRow, keyof PersonCard> {
  const { lastContactMs, standing, closeness, person: { rating } } = tie;
  return {
    standing,
    ...(lastContactMs === undefined ? {} : { lastContactMs }),
    ...(tie.bond > 0 || rating ? { closeness } : {}), ...(rating ? { rating: rating.closeness } : {}),
  };
}

export const judgedRow = (situation: Situation, { person, score, reasons }: Judgement): JudgedPerson => ({ person: rowOf(situation, person), score, reasons });
