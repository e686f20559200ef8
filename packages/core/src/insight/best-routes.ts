/** The best routes a search has met, one per first person, and the bar a further one has to reach. */

/** From the first person over `via` to the target, all by number. */
export interface Route {
  readonly first: number;
  /** -1 where nobody stands between the first person and the target. */
  readonly via: number;
  /** The first person themselves where the owner can write to the target. */
  readonly target: number;
  readonly strength: number;
}

export interface BestRoutes {
  /** A route weaker than this is not among the best any more; an equal one may be. */
  readonly bar: number;
  /** What a route of this first person has to beat; 0 where there is none yet. */
  heldBy(first: number): number;
  offer(route: Route): void;
  /** Best first; those of `last` after all others, however strong. */
  ranked(): readonly Route[];
}

/** At most `most` are asked for; `last` are first people who come after all others. */
export function bestRoutes(most: number, last: ReadonlySet<number>): BestRoutes {
  const byFirst = new Map<number, Route>();
  const top: Route[] = [];
  let bar = 0;
  return {
    get bar() { return bar; },
    heldBy: (first) => byFirst.get(first)?.strength ?? 0,
    offer(route) {
      if (route.strength < bar || route.strength === 0) return;
      const held = byFirst.get(route.first);
      if (held && !isBetter(route, held)) return;
      byFirst.set(route.first, route);
      if (last.has(route.first)) return;
      if (held) { const place = top.indexOf(held); if (place >= 0) top.splice(place, 1); }
      top.push(route);
      top.sort(byStrength);
      if (top.length > most) top.pop();
      if (top.length === most) bar = top.at(-1)?.strength ?? 0;
    },
    ranked: () => [...top, ...[...byFirst.values()].filter(({ first }) => last.has(first)).toSorted(byStrength)].slice(0, most),
  };
}

/** Equal strengths by number, so that every device offers the same. */
const byStrength = (a: Route, b: Route): number => b.strength - a.strength || a.first - b.first;

const stepsOf = ({ first, via, target }: Route): number => (first === target ? 1 : via < 0 ? 2 : 3);

/** Of two routes of one first person: the stronger, then the shorter, then the one by the lower numbers. */
function isBetter(a: Route, b: Route): boolean {
  if (a.strength !== b.strength) return a.strength > b.strength;
  return (stepsOf(a) - stepsOf(b) || a.via - b.via || a.target - b.target) < 0;
}
