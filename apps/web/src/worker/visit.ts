/** Time travel of one tab: the network as it was at another moment, by when things happened. */
import { asOf, project, type Entry, type Network } from "@kith/core";

/** Where the tab looks. */
export interface Visit {
  /** Undefined today. */
  readonly place: { readonly asOfMs: number; readonly network: Network } | undefined;
  /** Looks at another moment; without one, at today again. */
  go(asOfMs: number | undefined): Promise<void>;
  /** Looks again: the log has changed. */
  refresh(): Promise<void>;
}

/** `everything` gives all entries in log order, each event once. */
export function createVisit(everything: () => Promise<readonly Entry[]>): Visit {
  let place: Visit["place"];
  let trips = 0;
  const go = async (asOfMs: number | undefined): Promise<void> => {
    trips += 1;
    const trip = trips;
    const there = asOfMs === undefined ? undefined : { asOfMs, network: project(asOf(await everything(), asOfMs)) };
    // A later trip may have overtaken this one.
    if (trip === trips) place = there;
  };
  return {
    get place() { return place; },
    go,
    refresh: async () => { if (place) await go(place.asOfMs); },
  };
}
