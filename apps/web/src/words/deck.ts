/** The review as a pile of cards: decisions are collected, taken back and changed here; nothing is applied. Pure. */
export type Decision = "letGo" | "later" | "keep";

export interface Deck {
  /** Ids in the order shown. */
  readonly ids: readonly string[];
  readonly decided: ReadonlyMap<string, Decision>;
}

export const newDeck = (ids: readonly string[]): Deck => ({ ids, decided: new Map() });

/** The first card without a decision; undefined where all are decided. */
export const topCard = (deck: Deck): string | undefined => deck.ids.find((id) => !deck.decided.has(id));

export const decideCard = (deck: Deck, id: string, decision: Decision): Deck => ({ ...deck, decided: new Map(deck.decided).set(id, decision) });

/** Takes the latest decision back. */
export function undoCard(deck: Deck): Deck {
  const last = [...deck.decided.keys()].at(-1);
  const decided = new Map(deck.decided);
  if (last !== undefined) decided.delete(last);
  return { ...deck, decided };
}

export const decisionWords: Readonly<Record<Decision, string>> = { letGo: "Let go", later: "Later", keep: "Keep" };

/** "about 3 min left", at some eight seconds a card. */
export function timeLeft(cards: number): string {
  const minutes = Math.round((cards * 8) / 60);
  return minutes < 1 ? "less than a minute left" : `about ${minutes} min left`;
}
