/**
 * Opens the view every insight looks from: the graph and the measured ties of one network at one
 * moment. A judge keeps both while the network moves on, so that one contact more costs one person's
 * scores; the graph is built when an insight asks for it and kept until what it shows has changed.
 */
import { buildGraph } from "../graph/build.ts";
import type { TieGraph } from "../graph/tie-graph.ts";
import type { Changes } from "../projection/changes.ts";
import type { Network } from "../projection/network.ts";
import { measureTies, type Situation, type Ties } from "./ties.ts";

export interface Judge {
  /**
   * The situation of `network` at `nowMs`. `changes` say what is different from the network judged
   * before; without them everything may be. Situations given before move on with this one.
   */
  judge(network: Network, nowMs: number, changes?: Changes): Situation;
}

/** A judge who has seen nothing yet. */
export function createJudge(): Judge {
  let ties: Ties | undefined;
  let graph: TieGraph | undefined;
  return {
    judge(network, nowMs, changes) {
      if (ties && changes) {
        ties.moveTo(nowMs);
        ties.measure(network, changes.people);
      } else ties = measureTies(network, nowMs);
      if (!changes || changes.graph) graph = undefined;
      return { network, nowMs, ties: ties.byPerson, get graph() { return graph ??= buildGraph(network); } };
    },
  };
}

/** `nowMs` is the moment the insights speak of; for time travel, that day. */
export const situationAt = (network: Network, nowMs: number): Situation => createJudge().judge(network, nowMs);
