import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import { compareEntries, inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { project } from "../projection/project.ts";
import { createProjection } from "../projection/projection.ts";
import { randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { createRanking } from "./ranking.ts";
import { createJudge, situationAt } from "./situation.ts";
import type { Situation } from "./ties.ts";

const device = idFromParts(["device"]) as DeviceId;
const nowMs = 1_800_000_000_000;

/** Everything a situation says, in an order of its own. */
const said = ({ ties, graph }: Situation): unknown => ({
  ties: [...ties].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, { person, timesMs, lastContactMs, pulse, bond, bondPercentile, closeness, weeks, freshness, standing, outgoing, incoming, direct }]) =>
    ({ id, name: person.name, rating: person.rating, timesMs, lastContactMs, pulse, bond, bondPercentile, closeness, weeks, freshness, standing, outgoing, incoming, direct })),
  people: graph.people, neighbours: [...graph.neighbours], evidence: [...graph.edges].map((edge) => graph.evidence[edge]), affiliations: graph.affiliations,
});

describe("situation", () => {
  test("[I77] a judge who follows the network entry by entry says what one says who sees it for the first time", () => {
    const cut = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(randomEvents(), cut, fc.boolean(), (events, sizes, backwards) => {
      const entries = events.map((event, index): Entry => ({ hlc: index + 1, recordedAtMs: 0, device, event }));
      const arriving = backwards ? entries.toReversed() : entries;
      const projection = createProjection({ compare: compareEntries, isHeld: (id) => arriving.some(({ event }) => event.id === id), distances: { behind: 5, least: 10 } });
      const judge = createJudge();
      for (let at = 0, turn = 0; at < arriving.length; turn += 1) {
        const until = at + (sizes[turn % sizes.length] ?? 1);
        if (!projection.take(arriving.slice(at, until))) projection.refold(inOrder(arriving.slice(0, until)));
        if (turn % 3 === 0) projection.checkpoint();
        at = until;
        const atMs = nowMs + turn * dayMs;
        const followed = judge.judge(projection.network, atMs, projection.changes());
        expect(said(followed)).toEqual(said(situationAt(project(inOrder(arriving.slice(0, until))), atMs)));
      }
    }), runs(1_000));
  });

  test("[I78] the graph is kept while nothing it shows has changed", () => {
    const judge = createJudge();
    const network = project([]);
    const first = judge.judge(network, nowMs).graph;
    expect(judge.judge(network, nowMs + dayMs, { people: new Set(), graph: false }).graph).toBe(first);
    expect(judge.judge(network, nowMs + dayMs, { people: new Set(), graph: true }).graph).not.toBe(first);
  });

  test("[I79] a ranking that numbers come to and leave gives the percentiles of one made of those that stay", () => {
    const number = fc.integer({ min: 0, max: 12 });
    fc.assert(fc.property(fc.array(number), fc.array(fc.tuple(number, fc.boolean())), (start, steps) => {
      const ranking = createRanking(start);
      const left = [...start];
      for (const [value, comes] of steps) {
        if (comes) { ranking.add(value); left.push(value); continue; }
        ranking.remove(value);
        const at = left.indexOf(value);
        if (at >= 0) left.splice(at, 1);
      }
      const percentile = (value: number): number => left.reduce((sum, one) => sum + (one < value ? 1 : one === value ? 0.5 : 0), 0) / Math.max(1, left.length);
      for (let value = 0; value <= 12; value += 1) expect(ranking.percentile(value)).toBeCloseTo(percentile(value), 12);
    }), runs(1_000));
  });
});
