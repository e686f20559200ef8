/**
 * `project(entries)`: the network as a fold over the log. The same set of entries gives the same
 * network on every device, in whatever order and however often they arrived.
 */
import type { Entry } from "../event/entry.ts";
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import { emptyDraft, evolve, type NetworkDraft, type PersonDraft } from "./evolve.ts";
import type { Network } from "./network.ts";
import { retractedBy } from "./retraction.ts";

/** Entries must come in log order, each event once (`inOrder`). */
export function project(entriesInOrder: readonly Entry[]): Network {
  const isRetracted = retractedBy(entriesInOrder);
  const draft = emptyDraft();
  for (const entry of entriesInOrder) {
    if (!isRetracted(entry)) evolve(draft, entry);
    else if (entry.event.type === "ImportCompleted") listUndone(draft, entry);
  }
  for (const person of draft.people.values()) settle(person);
  dropTraces(draft);
  return draft;
}

/** An import that was taken back stays listed, so that its owner sees what became of it. */
function listUndone(draft: NetworkDraft, entry: Entry): void {
  evolve(draft, entry);
  const run = draft.imports.at(-1);
  if (run) draft.imports[draft.imports.length - 1] = { ...run, undone: true };
}

const byMoment = (a: { readonly event: EventId; readonly atMs: number }, b: { readonly event: EventId; readonly atMs: number }): number =>
  a.atMs - b.atMs || (a.event < b.event ? -1 : 1);

/** Puts a person's lists in the order of their moments, ties broken by event id. */
function settle(person: PersonDraft): void {
  person.contacts.sort(byMoment);
  person.notes.sort(byMoment);
  person.jobs.sort((a, b) => a.sinceMs - b.sinceMs || (a.event < b.event ? -1 : 1));
  person.invitations.sort((a, b) => a.sentAtMs - b.sentAtMs || (a.event < b.event ? -1 : 1));
}

/** A nameless person is one whose profile was undone, or not yet received: nothing to show. */
function dropTraces(draft: NetworkDraft): void {
  for (const [id, person] of draft.people) if (person.name === "") draft.people.delete(id);
}

/** Answers the questions of a decision (`command/known.ts`) from a network and the log's event ids. */
export function knownFrom(network: Network, hasEvent: (event: EventId) => boolean): {
  hasPerson(person: PersonId): boolean; hasEvent(event: EventId): boolean; hasImport(importId: ImportId): boolean;
} {
  return {
    hasPerson: (person) => network.people.has(person),
    hasEvent,
    hasImport: (importId) => network.imports.some((run) => run.importId === importId && !run.undone),
  };
}
