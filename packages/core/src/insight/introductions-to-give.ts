/**
 * Introductions to give: two of the owner's people who should meet. Higher scores first. What the owner
 * is after doesn't count here.
 *
 *     score = sum of weights x mean closeness x (1 + closure);   weight of a topic = 1 / log2(1 + people with it), doubled where it meets a need
 *
 * A topic is shared (an interest, field or skill of both) or meets a need (an offer, skill or field of
 * the other). What many share says little of any two: the weight is the rarity of Adamic & Adar 2003.
 * Closure (closure.ts): whoever knows the same people is likelier to meet, and easier to bring together.
 * Left out: who is tied already by any evidence, who is at one organisation, who was introduced or
 * declined to be, and whom the owner is hardly close enough to write to.
 *
 * Found from the topics, rarest first, over at most 30 000 pairs. Whether one introduction succeeds is
 * not predictable (docs/insights.md): no chance is told.
 */
import { organisationKeyOf, pairKey } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import { commonOthers } from "./common-others.ts";
import { closure } from "./closure.ts";
import { givingConstants as c } from "./constants.ts";
import { tieBetween } from "./others-ties.ts";
import type { NamedPerson, Reason } from "./reason.ts";
import { isMutual } from "./reciprocity.ts";
import { maySuggest } from "./suggestible.ts";
import type { Situation, Tie } from "./ties.ts";
import { topicIndex } from "./topic-index.ts";
import type { TopicKind } from "./topics.ts";

export interface IntroductionToGive {
  /** By id. */
  readonly people: readonly [PersonId, PersonId];
  readonly score: number;
  /** The rarest topic first. */
  readonly reasons: readonly Reason[];
}

interface Holder { readonly tie: Tie; readonly texts: ReadonlyMap<TopicKind, string> }
interface Pair { readonly ties: readonly [Tie, Tie]; weight: number; readonly reasons: Reason[] }

/** At most 50, at most three of them with one person. */
export function introductionsToGive(situation: Situation): readonly IntroductionToGive[] {
  const pairs = [...pairsByTopic(situation)].map((pair) => judge(situation, pair)).toSorted(byPairScore);
  const introduced = introducedPairs(situation);
  const timesOf = new Map<PersonId, number>();
  const given: IntroductionToGive[] = [];
  let checked = 0;
  for (const pair of pairs) {
    if (given.length === c.givenMax || checked === c.checkedMax) break;
    const [a, b] = pair.people;
    if (Math.max(timesOf.get(a) ?? 0, timesOf.get(b) ?? 0) >= c.perPersonMax || introduced.has(pairKey(a, b))) continue;
    checked += 1;
    if (tieBetween(situation, a, b)) continue;
    given.push(pair);
    for (const person of pair.people) timesOf.set(person, (timesOf.get(person) ?? 0) + 1);
  }
  return given;
}

function judge(situation: Situation, { ties: [a, b], weight, reasons }: Pair): IntroductionToGive {
  const people = [a.person.id, b.person.id] as const;
  const common = commonOthers(situation, people);
  return {
    people, score: ((weight * (a.closeness + b.closeness)) / 2) * (1 + closure(common)),
    reasons: common.length === 0 ? reasons : [...reasons, { kind: "inCommon", people: common.length }],
  };
}

const byPairScore = (a: IntroductionToGive, b: IntroductionToGive): number => b.score - a.score || (pairKey(...a.people) < pairKey(...b.people) ? -1 : 1);

/** Close enough that the owner's word weighs with them. */
function mayBeIntroduced(tie: Tie): boolean {
  const { rating } = tie.person;
  return tie.direct && (rating ? rating.closeness >= c.ratingMin : isMutual(tie) && tie.closeness >= c.closenessMin);
}

function pairsByTopic(situation: Situation): Iterable<Pair> {
  const pairs = new Map<string, Pair>();
  let left: number = c.pairsMax;
  const rarestFirst = [...holdersByTopic(situation)].filter(([, holders]) => holders.length > 1).toSorted(([a, many], [b, more]) => many.length - more.length || (a < b ? -1 : 1));
  for (const [, holders] of rarestFirst) {
    const weight = 1 / Math.log2(1 + holders.length);
    const closest = holders.toSorted((a, b) => b.tie.closeness - a.tie.closeness || (a.tie.person.id < b.tie.person.id ? -1 : 1));
    for (const [one, other] of pairsAmong(closest)) {
      if (left === 0) return pairs.values();
      left -= 1;
      const found = inCommon(one, other);
      if (!found || atOneOrganisation(situation, one.tie, other.tie)) continue;
      const key = pairKey(one.tie.person.id, other.tie.person.id);
      const pair = pairs.get(key) ?? { ties: one.tie.person.id < other.tie.person.id ? [one.tie, other.tie] : [other.tie, one.tie], weight: 0, reasons: [] };
      pair.weight += found.kind === "meetsNeed" ? c.needFactor * weight : weight;
      pair.reasons.push(found);
      pairs.set(key, pair);
    }
  }
  return pairs.values();
}

function holdersByTopic(situation: Situation): ReadonlyMap<string, readonly Holder[]> {
  const byTopic = new Map<string, readonly Holder[]>();
  for (const [key, people] of topicIndex(situation).holders) {
    const holders: Holder[] = [];
    for (const [person, texts] of people) {
      const tie = situation.ties.get(person);
      if (tie && maySuggest(tie.person) && mayBeIntroduced(tie)) holders.push({ tie, texts });
    }
    byTopic.set(key, holders);
  }
  return byTopic;
}

/** Each two among the closest who share the topic, and each who needs it with each who could give it; bounded for a popular one. */
function* pairsAmong(closest: readonly Holder[]): Iterable<readonly [Holder, Holder]> {
  const needing = closest.filter(({ texts }) => texts.has("need"));
  const having = closest.filter(({ texts }) => [...texts.keys()].some((kind) => kind !== "need"));
  const isHaving = new Set(having.slice(0, c.holdersMax));
  for (const [index, one] of [...isHaving].entries()) for (const other of having.slice(index + 1, c.holdersMax)) yield [one, other];
  // Two of whom both stand among those above were paired there.
  for (const one of needing.slice(0, c.holdersMax)) {
    for (const other of isHaving) if (one !== other && !isHaving.has(one)) yield [one, other];
  }
}

/** What the topic gives the two to talk about: a need met before anything shared. */
function inCommon(one: Holder, other: Holder): Extract<Reason, { readonly kind: "meetsNeed" | "sharedTopic" }> | undefined {
  for (const [needing, giving] of [[one, other], [other, one]] as const) {
    const text = needing.texts.get("need");
    const from = (["offer", "skill", "field"] as const).find((kind) => giving.texts.has(kind));
    if (text !== undefined && from) return { kind: "meetsNeed", text, needs: named(needing.tie), gives: named(giving.tie), from };
  }
  const topic = (["interest", "field", "skill"] as const).find((kind) => one.texts.has(kind) && other.texts.has(kind));
  return topic && { kind: "sharedTopic", topic, text: one.texts.get(topic) ?? "" };
}

const named = ({ person }: Tie): NamedPerson => ({ person: person.id, name: person.name });

function atOneOrganisation({ graph }: Situation, a: Tie, b: Tie): boolean {
  const organisation = organisationKeyOf(graph, a.person.id);
  return organisation !== undefined && organisation === organisationKeyOf(graph, b.person.id);
}

/** Pairs the owner introduced already, or of whom one said no. */
const introducedPairs = ({ network }: Situation): ReadonlySet<string> => new Set([...network.introductions.values()].flatMap(({ through, between: [one, other] }) =>
  (through === null && one !== null ? [pairKey(one, other)] : [])));
