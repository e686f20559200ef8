/** The search against trying every path, with strengths told anew from what was drawn, not read from the graph. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { IntroductionId, PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay, personNamed, type NetworkBuilder } from "../testing/network-builder.ts";
import { runs } from "../testing/runs.ts";
import { pathsToOrganisation, pathsToPerson, type IntroductionPath } from "./introduction-paths.ts";
import { maySuggest } from "./suggestible.ts";
import { assertedStrength, inferredStrength, namedStrength, observedStrength, ownStrength } from "./tie-strength.ts";
import type { Situation } from "./ties.ts";

/** No more than this many are shown. */
const pathsMax = 5;
const size = 15;
const index = fc.integer({ min: 0, max: size - 1 });
const few = (maxLength: number): fc.Arbitrary<readonly number[]> => fc.uniqueArray(index, { maxLength });
const pair = fc.tuple(index, index).filter(([a, b]) => a !== b);
const drawnNetwork = fc.record({
  connected: few(8), letGo: few(1), hidden: few(2), sought: few(2), crowd: fc.option(fc.uniqueArray(index, { minLength: 13, maxLength: 14 }), { nil: undefined }),
  rated: fc.array(fc.tuple(index, fc.constantFrom(1 as const, 3 as const, 5 as const)), { maxLength: 4 }),
  talks: fc.array(fc.tuple(index, fc.integer({ min: -300, max: -1 })), { maxLength: 8 }),
  gatherings: fc.array(fc.tuple(fc.uniqueArray(index, { minLength: 2, maxLength: 5 }), fc.integer({ min: -2_000, max: -1 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom("Acme", undefined, undefined)), { maxLength: 9 }),
  said: fc.array(fc.tuple(pair, fc.boolean()), { maxLength: 5 }),
  declined: fc.array(pair, { maxLength: 3 }),
  employers: fc.array(fc.constantFrom("Acme", "Beta", "Gamma GmbH", undefined), { minLength: size, maxLength: size }),
});
type Drawn = typeof drawnNetwork extends fc.Arbitrary<infer Value> ? Value : never;

function told(builder: NetworkBuilder, drawn: Drawn): readonly PersonId[] {
  const people = drawn.employers.map((organisation, at) => builder.person(`P${at}`, { ...(organisation === undefined ? {} : { organisation }), ...(drawn.connected.includes(at) ? { connected: -900 } : {}) }));
  const at = (place: number): PersonId => people[place] ?? personNamed("P0");
  for (const [who, closeness] of drawn.rated) builder.fact({ type: "ClosenessRated", person: at(who), closeness }, -1);
  for (const [who, day] of drawn.talks) builder.contacts(at(who), [day]);
  for (const [number, [members, day, messages, named]] of drawn.gatherings.entries()) {
    builder.gathering(members.map(at), { thread: `t${number}`, day, messages, from: at(members[0] ?? 0), ...(named === undefined ? {} : { findings: [{ kind: "organisation", quote: `is at ${named}`, organisation: named }] }) });
  }
  if (drawn.crowd) builder.gathering(drawn.crowd.map(at), { thread: "crowd", day: -3, from: at(drawn.crowd[0] ?? 0) });
  for (const who of drawn.letGo) builder.fact({ type: "PersonLetGo", person: at(who) }, -1);
  for (const who of drawn.hidden) builder.fact({ type: "PersonHidden", person: at(who) }, -1);
  for (const who of drawn.sought) builder.fact({ type: "PersonAdded", person: at(who), name: `P${who}`, relation: "sought" }, -1);
  for (const [[a, b], knows] of drawn.said) builder.fact({ type: "TieAsserted", between: [at(a), at(b)], knows }, -1);
  for (const [number, [through, whom]] of drawn.declined.entries()) builder.fact({ type: "IntroductionAdvanced", introduction: idFromParts(["introduction", String(number)]) as IntroductionId, through: at(through), between: [null, at(whom)], step: "declined" }, -1);
  return people;
}

/** The strength of a tie between two, from what was drawn: the last word said of them, else the sights of them, else their employer. */
function stepsOf(drawn: Drawn): (a: number, b: number) => number {
  const stays = (at: number): boolean => !drawn.letGo.includes(at);
  const crowd = (drawn.crowd ?? []).filter(stays);
  return (a, b) => {
    const word = drawn.said.findLast(([[one, other]]) => (one === a && other === b) || (one === b && other === a));
    if (word) return word[1] ? assertedStrength : 0;
    const shared = drawn.gatherings.flatMap(([members, day, messages], number) => {
      const present = members.filter(stays);
      return present.includes(a) && present.includes(b) ? [{ thread: `t${number}`, messages, size: present.length, lastAtMs: momentOfDay(day) }] : [];
    });
    const inCrowd = crowd.length > 12 && crowd.includes(a) && crowd.includes(b) ? inferredStrength(crowd.length) : 0;
    // Of one let go from thirteen a conversation of twelve stays.
    if (crowd.length <= 12 && crowd.includes(a) && crowd.includes(b)) shared.push({ thread: "crowd", messages: 1, size: crowd.length, lastAtMs: momentOfDay(-3) });
    if (shared.length > 0 || inCrowd > 0) return Math.max(observedStrength(shared, momentOfDay(0)), inCrowd);
    const employer = drawn.employers[a];
    return employer !== undefined && employer === drawn.employers[b] ? inferredStrength(drawn.employers.filter((other, at) => other === employer && stays(at)).length) : 0;
  };
}

interface Best { readonly first: PersonId; readonly strength: number; readonly isDirect: boolean; readonly isLast: boolean }

/** Every legal path to `targets` (and how surely each is one), by trying them all: the best of each first person, in order. */
function everyPath(situation: Situation, people: readonly PersonId[], { drawn, targets, declined }: { readonly drawn: Drawn; readonly targets: ReadonlyMap<number, number>; readonly declined: ReadonlySet<number> }): readonly Best[] {
  const step = stepsOf(drawn);
  const numbers = people.flatMap((person, at) => (situation.ties.has(person) ? [at] : []));
  const mayIntroduce = (at: number): boolean => { const person = situation.network.people.get(people[at] ?? personNamed("P0")); return person !== undefined && maySuggest(person); };
  const isSure = (at: number): boolean => targets.get(at) === 1;
  return numbers.flatMap((first): readonly Best[] => {
    const tie = situation.ties.get(people[first] ?? personNamed("P0"));
    const own = tie ? ownStrength(tie) : 0;
    let best = targets.get(first) ?? 0;
    if (!isSure(first) && mayIntroduce(first)) {
      for (const [target, surety] of targets) {
        if (target === first) continue;
        best = Math.max(best, step(first, target) * surety);
        for (const middle of numbers) if (middle !== first && middle !== target && !isSure(middle) && mayIntroduce(middle)) best = Math.max(best, step(first, middle) * step(middle, target) * surety);
      }
    }
    return best * own === 0 ? [] : [{ first: people[first] ?? personNamed("P0"), strength: best * own, isDirect: isSure(first), isLast: declined.has(first) && !isSure(first) }];
  }).toSorted((a, b) => Number(b.isDirect) - Number(a.isDirect) || Number(a.isLast) - Number(b.isLast) || b.strength - a.strength).slice(0, pathsMax);
}

function expectBest(paths: readonly IntroductionPath[], best: readonly Best[]): void {
  expect(new Set(paths.map(({ people: [first] }) => first)).size).toBe(paths.length);
  expect(paths.length).toBe(best.length);
  for (const [place, { strength }] of best.entries()) expect(paths[place]?.strength).toBeCloseTo(strength, 12);
  for (const path of paths) {
    expect(path.people.length).toBeLessThanOrEqual(3);
    expect(new Set(path.people).size).toBe(path.people.length);
    expect(path.edges.length).toBe(path.people.length);
    const surety = path.edges.at(-1)?.evidence.flatMap((evidence) => (evidence.kind === "namedAt" ? [namedStrength(evidence.listed !== undefined)] : []))[0] ?? 1;
    expect(path.edges.reduce((product, { strength }) => product * strength, surety)).toBeCloseTo(path.strength, 12);
    expect(path.edges[path.weakestLink]?.strength).toBe(Math.min(...path.edges.map(({ strength }) => strength)));
  }
}

describe("introduction paths against brute force", () => {
  test("[I41] every path is the best product for its first person under the hop limit, and none of the best five is missing", () => {
    fc.assert(fc.property(drawnNetwork, index, (drawn, asked) => {
      const builder = createNetworkBuilder();
      const people = told(builder, drawn);
      const situation = builder.situation(0);
      const declinedFor = (isTarget: (at: number) => boolean): ReadonlySet<number> => new Set(drawn.declined.flatMap(([through, whom]) => (isTarget(whom) ? [through] : [])));
      const one = drawn.letGo.includes(asked) ? new Map<number, number>() : new Map([[asked, 1]]);
      expectBest(pathsToPerson(situation, people[asked] ?? personNamed("P0")), everyPath(situation, people, { drawn, targets: one, declined: declinedFor((at) => at === asked) }));
      const namers = drawn.gatherings.filter(([, , , named]) => named !== undefined).flatMap(([members]) => members);
      const anyone = new Map(people.flatMap((_, at) => {
        const employer = drawn.employers[at];
        if (drawn.letGo.includes(at) || drawn.hidden.includes(at)) return [];
        if (employer === "Acme") return [[at, 1] as const];
        return namers.includes(at) ? [[at, namedStrength(employer !== undefined)] as const] : [];
      }));
      expectBest(pathsToOrganisation(situation, "ACME Inc."), everyPath(situation, people, { drawn, targets: anyone, declined: declinedFor((at) => anyone.has(at)) }));
    }), runs(1_000));
  });
});
