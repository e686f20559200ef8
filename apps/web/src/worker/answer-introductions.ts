/** Introductions under way, and pairs of people who might like to meet. */
import { introductionsToGive, type Introduction, type IntroductionStep, type PersonId, type Situation } from "@kith/core";
import type { IntroductionView, PairToMeet } from "../contract.ts";
import { askToMeet } from "../words/introductions.ts";
import { cardOf, rowOf } from "./rows.ts";

const pairsMax = 12;

/** What may follow a step; nothing where the introduction is over. */
const following: Readonly<Record<IntroductionStep, readonly IntroductionStep[]>> = {
  asked: ["agreed", "declined", "made", "faded"], agreed: ["made", "faded"], made: ["met", "faded"], declined: [], met: [], faded: [],
};

/** Those that can go on first, the latest step first. Those of people no longer here are left out. */
export function answerUnderWay(situation: Situation): readonly IntroductionView[] {
  const views = [...situation.network.introductions.values()].flatMap((one) => introductionView(situation, one) ?? []);
  return views.toSorted((a, b) => Number(a.next.length === 0) - Number(b.next.length === 0) || (b.steps.at(-1)?.atMs ?? 0) - (a.steps.at(-1)?.atMs ?? 0));
}

function introductionView(situation: Situation, { introduction, through, between: [one, other], organisation, goal, steps }: Introduction): IntroductionView | undefined {
  const { people, goals } = situation.network;
  const last = steps.at(-1);
  if (!last || [through, one, other].some((person) => person !== null && !people.has(person))) return undefined;
  const aim = goal === undefined ? undefined : goals.get(goal);
  const card = (person: PersonId | null): IntroductionView["through"] => (person === null ? null : cardOf(situation, person));
  return {
    introduction, through: card(through), between: [card(one), cardOf(situation, other)], next: following[last.step],
    steps: steps.map(({ step, atMs, note }) => ({ step, atMs, ...(note === undefined ? {} : { note }) })),
    ...(organisation === undefined ? {} : { organisation }), ...(goal === undefined || !aim ? {} : { goal: { goal, title: aim.title } }),
  };
}

/** Each pair with a message to either. */
export function answerPairsToMeet(situation: Situation): readonly PairToMeet[] {
  const owner = situation.network.owner.name ?? "";
  return introductionsToGive(situation).slice(0, pairsMax).map(({ people: [a, b], reasons }) => {
    const [one, other] = [rowOf(situation, a), rowOf(situation, b)];
    return { people: [one, other], reasons, messages: [askToMeet({ to: one, about: other, owner }), askToMeet({ to: other, about: one, owner })] };
  });
}
