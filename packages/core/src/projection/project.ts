/**
 * The network as a fold over the log. The same set of entries gives the same network on every
 * device, in whatever order and however often they arrived.
 */
import type { Entry } from "../event/entry.ts";
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import { shown } from "./draft.ts";
import { observedProfile } from "./evolve-person.ts";
import { fold } from "./fold.ts";
import { idsOf } from "./identities.ts";
import type { Network, Profile } from "./network.ts";
import { rulingsOf } from "./rulings.ts";

/** `project(entries)`: the fold from nothing. Entries must come in log order, each event once (`inOrder`). */
export function project(entriesInOrder: readonly Entry[]): Network {
  const rulings = rulingsOf(entriesInOrder);
  return shown(fold(entriesInOrder, rulings), rulings);
}

/** Answers the questions of a decision (`command/known.ts`) from a network and the log's event ids. */
export function knownFrom(network: Network, hasEvent: (event: EventId) => boolean): {
  hasPerson(person: PersonId): boolean; hasEvent(event: EventId): boolean; hasImport(importId: ImportId): boolean; hasPlan(plan: string): boolean;
  idsOf(person: PersonId): readonly PersonId[]; readonly forgotten: ReadonlySet<PersonId>;
} {
  return {
    hasPerson: (person) => network.people.has(network.merged.get(person) ?? person),
    hasEvent,
    hasImport: (importId) => network.imports.some((run) => run.importId === importId && !run.undone),
    hasPlan: (plan) => [network.circles, network.goals, network.introductions, network.commitments, network.opportunities].some((plans: ReadonlyMap<string, unknown>) => plans.has(plan)),
    idsOf: (person) => idsOf(network, network.merged.get(person) ?? person),
    forgotten: network.forgotten,
  };
}

/** How a source last showed a person, whatever the owner corrected: what an import compares with, so that a state fact is recorded only where it differs. */
export function lastObservation({ people, merged }: Network, id: PersonId): Profile & { readonly atMs: number } | undefined {
  const person = people.get(merged.get(id) ?? id);
  if (!person || person.observedAtMs === Number.NEGATIVE_INFINITY) return undefined;
  const { name, url, email, organisation, position } = observedProfile(person);
  return {
    atMs: person.observedAtMs, name, ...(url === undefined ? {} : { url }), ...(email === undefined ? {} : { email }),
    ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }),
  };
}
