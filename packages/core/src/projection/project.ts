/**
 * The network as a fold over the log. The same set of entries gives the same network on every
 * device, in whatever order and however often they arrived.
 */
import type { Entry } from "../event/entry.ts";
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import { emptyDraft, evolve, type NetworkDraft, type PersonDraft } from "./evolve.ts";
import type { Network, Person } from "./network.ts";
import { retractedBy } from "./retraction.ts";

/** `project(entries)`: the fold from nothing. Entries must come in log order, each event once (`inOrder`). */
export function project(entriesInOrder: readonly Entry[]): Network {
  return shown(fold(entriesInOrder, retractedBy(entriesInOrder)));
}

/** A projection that is kept up to date. Each change gives a new `network`; what stands in an old one may have moved on. */
export interface Projection {
  readonly network: Network;
  /**
   * Takes in entries that the log just did. Those behind everything folded so far are folded on; an
   * arrival in the midst, or a retraction, refolds `all()`.
   */
  take(entries: readonly Entry[], all: () => readonly Entry[]): void;
}

/** `compare` is the log's order; the room doesn't know the log. */
export function createProjection(compare: (a: Entry, b: Entry) => number): Projection {
  let draft = emptyDraft();
  let isRetracted = retractedBy([]);
  let network: Network = shown(draft);
  let last: Entry | undefined;
  return {
    get network() { return network; },
    take(entries, all) {
      const ordered = entries.toSorted(compare);
      const [first] = ordered;
      if (!first) return;
      const follows = last === undefined || compare(last, first) < 0;
      // A retraction held already may aim at what arrives only now.
      const isPlain = ordered.every((entry) => entry.event.type !== "EventsRetracted" && !isRetracted(entry));
      if (follows && isPlain && last !== undefined) {
        for (const entry of ordered) evolve(draft, entry);
        for (const person of touchedBy(ordered)) settle(draft.people.get(person));
        last = ordered.at(-1);
      } else {
        const everything = all();
        isRetracted = retractedBy(everything);
        draft = fold(everything, isRetracted);
        last = everything.at(-1);
      }
      network = shown(draft);
    },
  };
}

function fold(entriesInOrder: readonly Entry[], isRetracted: (entry: Entry) => boolean): NetworkDraft {
  const draft = emptyDraft();
  for (const entry of entriesInOrder) {
    if (!isRetracted(entry)) evolve(draft, entry);
    else if (entry.event.type === "ImportCompleted") listUndone(draft, entry);
  }
  for (const person of draft.people.values()) settle(person);
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
function settle(person: PersonDraft | undefined): void {
  if (!person) return;
  person.contacts.sort(byMoment);
  person.notes.sort(byMoment);
  person.jobs.sort((a, b) => a.sinceMs - b.sinceMs || (a.event < b.event ? -1 : 1));
  person.invitations.sort((a, b) => a.sentAtMs - b.sentAtMs || (a.event < b.event ? -1 : 1));
}

const touchedBy = (entries: readonly Entry[]): ReadonlySet<PersonId> =>
  new Set(entries.flatMap(({ event }) => ("person" in event ? [event.person] : event.type === "InteractionRecorded" ? event.people : [])));

/** A nameless person is one whose profile was undone, or not yet received: kept in the draft, nothing to show. */
const shown = (draft: NetworkDraft): Network => ({ ...draft, people: new Map([...draft.people].filter(([, { name }]) => name !== "")) });

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

/** How a source last showed a person: what an import compares with, so that a state fact is recorded only where it differs. */
export function lastObservation({ people }: Network, id: PersonId): Pick<Person, "name" | "url" | "email" | "organisation" | "position"> & { readonly atMs: number } | undefined {
  const person = people.get(id);
  if (!person || person.observedAtMs === Number.NEGATIVE_INFINITY) return undefined;
  const { observedAtMs: atMs, name, url, email, organisation, position } = person;
  return {
    atMs, name, ...(url === undefined ? {} : { url }), ...(email === undefined ? {} : { email }),
    ...(organisation === undefined ? {} : { organisation }), ...(position === undefined ? {} : { position }),
  };
}
