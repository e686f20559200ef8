/**
 * The search behind introduction paths, on numbers. Three layers from the target: who knows a target,
 * who knows one of those, and the owner. Exact under the hop limit: only what is strictly weaker than
 * the last of the best so far is left aside. An affiliation is passed through once in a search, not once
 * per person.
 */
import { bestRoutes, type BestRoutes, type Route } from "./best-routes.ts";
import { isOutranked, type Weighed } from "./strengths.ts";
import { assertedStrength } from "./tie-strength.ts";

export interface Search {
  readonly weighing: Weighed;
  /** The owner's tie to each person as the first on a route; 0 for who may not introduce. */
  readonly own: Float64Array;
  readonly ownMax: number;
  /** 1 for who may stand between two others. */
  readonly mayStandBetween: Uint8Array;
  /** How surely each is a target. Nobody who is for sure stands on the way to another. */
  readonly targets: ReadonlyMap<number, number>;
  /** The owner's tie to a target, to write to themselves. */
  readonly ownToTarget: (target: number) => number;
  /** First people who come after all others. */
  readonly last: ReadonlySet<number>;
}

/** Someone with a tie to a target, and the best way on. */
interface Near { readonly person: number; strength: number; target: number }

/** At most `most`, best first, each with another first person; where the owner can write to a sure target, that comes before. */
export function searchPaths(search: Search, most: number): readonly Route[] {
  const direct: Route[] = [];
  const best = bestRoutes(most, search.last);
  for (const [target, surety] of search.targets) {
    const route = { first: target, via: -1, target, strength: search.ownToTarget(target) * surety };
    if (surety < 1) best.offer(route); else if (route.strength > 0) direct.push(route);
  }
  const near = nearTargets(search);
  for (const { person: first, strength, target } of near) best.offer({ first, via: -1, target, strength: (search.own[first] ?? 0) * strength });
  const between = near.filter(({ person }) => search.mayStandBetween[person] === 1);
  overTies(search, between, best);
  overAffiliations(search, between, best);
  return [...direct.toSorted((a, b) => b.strength - a.strength || a.first - b.first), ...best.ranked()].slice(0, most);
}

const isSure = ({ targets }: Search, person: number): boolean => targets.get(person) === 1;

/**
 * Whether a first person may go on over somebody near. Not to come back to themselves: where the other's best
 * target is they, their own belonging is worth more than any way out and back.
 */
const leadsOn = (search: Search, first: number, { target }: Near): boolean => target !== first && !isSure(search, first);

/** Everyone with a tie to a target, who knows one best first. */
function nearTargets(search: Search): readonly Near[] {
  const { weighing, targets } = search;
  const { graph: { starts, neighbours, affiliations }, strengths, affiliationStrengths } = weighing;
  const near = new Map<number, Near>();
  for (const [target, surety] of targets) {
    for (let place = starts[target] ?? 0, end = starts[target + 1] ?? 0; place < end; place += 1) {
      const person = neighbours[place] ?? 0;
      if (!isSure(search, person)) nearer(near, person, { target, strength: (strengths[place] ?? 0) * surety });
    }
  }
  for (const [affiliation, sources] of affiliationsOf(search, [...targets].map(([person, strength]) => ({ person, strength })))) {
    const step = affiliationStrengths[affiliation] ?? 0;
    for (const person of affiliations[affiliation]?.members ?? []) {
      if (isSure(search, person)) continue;
      const source = sources.find(({ person: target }) => target !== person && !isOutranked(weighing, affiliation, [person, target]));
      if (source) nearer(near, person, { target: source.person, strength: step * source.strength });
    }
  }
  return [...near.values()].toSorted(byStrength);
}

function nearer(near: Map<number, Near>, person: number, { target, strength }: Omit<Near, "person">): void {
  const held = near.get(person);
  if (!held) near.set(person, { person, strength, target });
  else if (strength > held.strength || (strength === held.strength && target < held.target)) Object.assign(held, { strength, target });
}

/** Third steps over ties of two people. */
function overTies(search: Search, between: readonly Near[], best: BestRoutes): void {
  const { weighing: { graph: { starts, neighbours }, strengths }, own, ownMax } = search;
  for (const near of between) {
    if (ownMax * (assertedStrength * near.strength) < best.bar) return;
    const { person: via } = near;
    for (let place = starts[via] ?? 0, end = starts[via + 1] ?? 0; place < end; place += 1) {
      const first = neighbours[place] ?? 0;
      const known = own[first] ?? 0;
      const strength = known * ((strengths[place] ?? 0) * near.strength);
      if (strength < best.bar || !leadsOn(search, first, near)) continue;
      best.offer({ first, via, target: near.target, strength });
    }
  }
}

/** Third steps over a shared employer or a large gathering. */
function overAffiliations(search: Search, between: readonly Near[], best: BestRoutes): void {
  const { weighing, own, ownMax } = search;
  for (const [affiliation, sources] of affiliationsOf(search, between)) {
    const step = weighing.affiliationStrengths[affiliation] ?? 0;
    const most = step * (sources[0]?.strength ?? 0);
    if (ownMax * most < best.bar) continue;
    for (const first of weighing.graph.affiliations[affiliation]?.members ?? []) {
      const known = own[first] ?? 0;
      if (known === 0 || known * most < best.bar) continue;
      for (const near of sources) {
        const strength = known * (step * near.strength);
        if (strength < Math.max(best.bar, best.heldBy(first))) break;
        if (near.person === first || !leadsOn(search, first, near) || isOutranked(weighing, affiliation, [first, near.person])) continue;
        best.offer({ first, via: near.person, target: near.target, strength });
        // Equal ones that follow have higher numbers.
        break;
      }
    }
  }
}

const byStrength = (a: { readonly person: number; readonly strength: number }, b: { readonly person: number; readonly strength: number }): number => b.strength - a.strength || a.person - b.person;

/** Whose affiliations these are: the strongest first, each affiliation once. */
function affiliationsOf<Source extends { readonly person: number; readonly strength: number }>({ weighing: { graph, affiliationStrengths } }: Search, sources: readonly Source[]): ReadonlyMap<number, readonly Source[]> {
  const through = new Map<number, Source[]>();
  for (const source of sources) {
    for (const affiliation of graph.affiliationsOf[source.person] ?? []) {
      if (affiliationStrengths[affiliation] === 0) continue;
      const held = through.get(affiliation);
      if (held) held.push(source); else through.set(affiliation, [source]);
    }
  }
  for (const list of through.values()) list.sort(byStrength);
  return through;
}
