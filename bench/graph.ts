/**
 * Introduction paths on networks of 1 000, 10 000 and 100 000 people, the best and five alternatives, beside
 * the searches of graphology, ngraph.path and igraph on the same weights; and how long a network of
 * 30 000 people and 200 000 interactions takes from facts to graph and every insight. The peers answer
 * less: one path to one person, of any length, without evidence.
 */
import { createJudge, importArchive, inOrder, pathsToPerson, project, situationAt, type Entry, type Network, type PersonId, type Situation } from "@kith/core";
import { idOf, makeArchive, seeded } from "@kith/core/testing";
import { everyInsight } from "../tests/support/every-insight.ts";
import { median, rounded, type Figure } from "./figure.ts";
import { networkOf, nowMs } from "./graph/network.ts";
import { edgesOf, graphologyOf, igraphTimes, ngraphOf } from "./graph/peers.ts";

const targetsEach = 200;
/** Of the peers, who take their time. */
const peerTargetsEach = 40;

const percentile95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

const ms = (name: string, value: number): Figure => ({ name, value: rounded(value), unit: "ms", peer: null, peerValue: null, ratio: null, target: null, holds: null });
const below = (name: string, value: number, most: number): Figure => ({ ...ms(name, value), target: `< ${most} ms`, holds: value < most });

/** The peer's time over Kith's: how many times faster. */
function against(name: string, value: number, { peer, times, most }: { readonly peer: string; readonly times: readonly number[] | undefined; readonly most?: number }): Figure {
  if (!times) return { ...ms(name, value), peer: "peer absent" };
  const faster = median(times) / value;
  const promised = most === undefined ? {} : { target: `${most}x faster`, holds: faster >= most };
  return { ...ms(`${name}, ${rounded(faster)}x faster`, value), peer, peerValue: rounded(median(times)), ratio: rounded(value / median(times)), ...promised };
}

/** People the owner can't write to themselves. */
function targetsIn(situation: Situation, seed: number): readonly PersonId[] {
  const random = seeded(seed).next;
  const others = [...situation.ties.values()].filter(({ direct }) => !direct).map(({ person }) => person.id);
  return Array.from({ length: targetsEach }, () => others[Math.floor(random() * others.length)] as PersonId);
}

function paths(size: number): readonly Figure[] {
  const network = networkOf(size, 7);
  const startMs = performance.now();
  const situation = situationAt(network, nowMs);
  const targets = targetsIn(situation, 11);
  const { graph } = situation;
  const graphMs = performance.now() - startMs;
  const [first] = targets;
  const firstMs = timeOf(() => { if (first !== undefined) pathsToPerson(situation, first); });
  for (const target of targets.slice(0, 20)) pathsToPerson(situation, target);
  const found: number[] = [];
  const times = targets.map((target) => timeOf(() => { found.push(pathsToPerson(situation, target).length); }));
  const edges = edgesOf(situation);
  const numbers = targets.slice(0, peerTargetsEach).map((target) => edges.numberOf.get(target) ?? 0);
  const on = `${size} people, ${graph.evidence.length} ties, ${graph.affiliations.length} affiliations`;
  const isLargest = size === 100_000;
  return [
    ms(`graph and ties, ${on}`, graphMs),
    ms(`first path after that, ${on}`, firstMs),
    below(`scores of a person after one interaction more, p95, ${on}`, percentile95(afterOneMore(network)), 5),
    below(`five alternatives with evidence, p95 (${rounded(found.reduce((sum, count) => sum + count, 0) / found.length)} found on average), ${on}`, percentile95(times), 20),
    against(`best path p50, within three steps; graphology: one of any length, ${on}`, median(times), { peer: "graphology-shortest-path bidirectional Dijkstra", times: graphologyOf(edges)(numbers), ...(isLargest ? { most: 20 } : {}) }),
    against(`best path p50, within three steps; ngraph.path: one of any length, ${on}`, median(times), { peer: "ngraph.path nba", times: ngraphOf(edges)(numbers), ...(isLargest ? { most: 10 } : {}) }),
    against(`best path p50, within three steps; igraph: one of any length, ${on}`, median(times), { peer: "python-igraph get_shortest_paths", times: igraphTimes(edges, numbers) }),
  ];
}

/** What one interaction more costs until the person's scores stand, as the worker's judge does it. */
function afterOneMore(network: Network): readonly number[] {
  const judge = createJudge();
  judge.judge(network, nowMs);
  return [...network.people.keys()].slice(0, targetsEach).map((person, index) => timeOf(() => {
    const tie = judge.judge(network, nowMs + index, { people: new Set([person]), graph: false }).ties.get(person);
    if (!tie || tie.closeness + (tie.pulse ?? 0) < 0) throw new Error("a person has scores");
  }));
}

function timeOf(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function rebuild(): readonly Figure[] {
  const { zip } = makeArchive({ seed: 5, connections: 30_000, messages: 200_000, asOfMs: nowMs });
  const outcome = importArchive([{ name: "archive.zip", bytes: zip }], { known: { lastObservation: () => undefined } });
  if (!outcome.ok) throw new Error("the archive can't be read");
  const entries = outcome.value.events.map((event, index): Entry => ({ hlc: index + 1, recordedAtMs: nowMs, device: idOf("device") as Entry["device"], event }));
  const network = project(inOrder(entries));
  const times = Array.from({ length: 5 }, () => timeOf(() => {
    everyInsight(situationAt(network, nowMs));
  }));
  return [below(`graph and every insight from the network, ${network.people.size} people, 200000 interactions`, median(times), 1_500)];
}

/** Small to large, then the rebuild. */
export const run = (): Promise<readonly Figure[]> => Promise.resolve([...[1_000, 10_000, 100_000].flatMap(paths), ...rebuild()]);
