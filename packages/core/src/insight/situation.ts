/** Opens the view every insight looks from: the graph and the measured ties of one network at one moment. */
import { buildGraph } from "../graph/build.ts";
import type { Network } from "../projection/network.ts";
import { measureTies, type Situation } from "./ties.ts";

/** `nowMs` is the moment the insights speak of; for time travel, that day. */
export const situationAt = (network: Network, nowMs: number): Situation => ({ network, nowMs, graph: buildGraph(network), ties: measureTies(network, nowMs) });
