/** The fold: entries in log order, as the rulings leave them, onto a draft. */
import type { Entry } from "../event/entry.ts";
import type { EventId, PersonId } from "../prelude/id.ts";
import { changesGraph, type Changes } from "./changes.ts";
import { emptyDraft, type NetworkDraft, type PersonDraft } from "./draft.ts";
import { evolve } from "./evolve.ts";
import { isRetracted } from "./retraction.ts";
import { asRuled, type Rulings } from "./rulings.ts";

/** Folds `entriesInOrder` onto `draft`, which holds what lies before them, and tells what that changed. Costs what the entries and the people in them cost. */
export function foldOn(draft: NetworkDraft, entriesInOrder: readonly Entry[], rulings: Rulings): Changes {
  const touched = new Set<PersonId>();
  let graph = false;
  for (const entry of entriesInOrder) {
    if (isRetracted(rulings, entry)) {
      if (entry.event.type === "ImportCompleted") listUndone(draft, entry);
      continue;
    }
    const ruled = asRuled(rulings, entry);
    if (!ruled) continue;
    evolve(draft, ruled);
    graph ||= changesGraph(ruled.event);
    if ("person" in ruled.event) touched.add(ruled.event.person);
    else if (ruled.event.type === "InteractionRecorded") for (const person of ruled.event.people) touched.add(person);
  }
  for (const person of touched) settle(draft.people.get(person) ?? draft.nameless.get(person));
  return { people: touched, graph };
}

/** The fold from nothing. */
export function fold(entriesInOrder: readonly Entry[], rulings: Rulings): NetworkDraft {
  const draft = emptyDraft();
  foldOn(draft, entriesInOrder, rulings);
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
