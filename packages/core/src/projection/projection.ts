/**
 * A projection that is kept up to date: new entries are folded on, and it can go on from a snapshot
 * without what lies behind its mark. Nothing is patched in place: where an arrival changes what was
 * folded before, everything from the mark on is folded again.
 */
import type { Entry } from "../event/entry.ts";
import { assert } from "../prelude/assert.ts";
import type { EventId, ImportId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { createChangeNotes, type Changes } from "./changes.ts";
import { emptyDraft, shown, type NetworkDraft } from "./draft.ts";
import { fold, foldOn } from "./fold.ts";
import type { Network } from "./network.ts";
import { isRuling, rulingsOf, type Rulings } from "./rulings.ts";
import { decodeBase, encodeBase, type Base, type BaseFailure, type ProjectionSnapshot } from "./snapshot.ts";

export interface Projection {
  /** A new object after each change; the maps in an old one may be shared and have moved on. */
  readonly network: Network;
  /**
   * Takes in entries that the log just did. False: one of them lies at or below the mark, or takes
   * back, brings back, merges or forgets something folded there; then nothing was changed, and the
   * caller hands everything to `refold`. Merges and forgettings are taken to reach below any mark.
   */
  take(entries: readonly Entry[]): boolean;
  /** What changed in the network since this was last asked; undefined where everything may have. One asks. */
  changes(): Changes | undefined;
  /** Starts again from all entries, in log order, each event once. */
  refold(allInOrder: readonly Entry[]): void;
  /** Moves the mark up, to what is unlikely to change any more; undefined where too little came since. */
  checkpoint(): ProjectionSnapshot | undefined;
}

export interface ProjectionOptions {
  /** The log's order, by clock first; the room doesn't know the log. */
  readonly compare: (a: Entry, b: Entry) => number;
  /** True where the log holds an event, on whichever side of the mark. */
  readonly isHeld: (event: EventId) => boolean;
  readonly distances?: MarkDistances;
}

/** In entries. A checkpoint leaves at least `behind` above the mark, and waits until there are `least`. */
export interface MarkDistances {
  readonly behind: number;
  readonly least: number;
}

const usualDistances: MarkDistances = { behind: 2_000, least: 4_000 };

/** What must be known of the entries at or below the mark, without holding them. */
type Below = Omit<Base, "draft"> & { readonly bytes: Uint8Array };

/** An empty projection. */
export const createProjection = (options: ProjectionOptions): Projection => startProjection(options, { tail: [], draft: emptyDraft() });

/** Goes on from a snapshot whose tail is as the checkpoint gave it; later entries come by `take`. On an error the caller starts empty and refolds. */
export function restoreProjection({ base: bytes, tail, markHlc }: ProjectionSnapshot, options: ProjectionOptions): Result<Projection, BaseFailure> {
  const decoded = decodeBase(bytes);
  if (!decoded.ok) return decoded;
  const { draft, ...base } = decoded.value;
  const fits = base.markHlc === markHlc && tail.every(({ hlc }) => hlc > markHlc) && sameRulings(base.rulings, rulingsOf([...base.rulingEntries, ...tail]));
  if (!fits) return err("damaged");
  foldOn(draft, tail, base.rulings);
  return ok(startProjection(options, { below: { ...base, bytes }, tail, draft }));
}

interface Start {
  readonly below?: Below;
  readonly tail: readonly Entry[];
  /** The fold of everything, tail included. */
  readonly draft: NetworkDraft;
}

function startProjection({ compare, isHeld, distances = usualDistances }: ProjectionOptions, start: Start): Projection {
  let below = start.below;
  let tail = [...start.tail];
  // Made when it is first asked for: a start from everything has a long tail and asks nothing of it.
  let tailById: Map<EventId, Entry> | undefined;
  const heldInTail = (event: EventId): Entry | undefined => (tailById ??= byId(tail)).get(event);
  let draft = start.draft;
  let rulings = below?.rulings ?? rulingsOf(tail);
  let network = shown(draft, rulings);

  const notes = createChangeNotes();

  const foldTail = (entries: readonly Entry[], under: Rulings): NetworkDraft => foldBehind(below, entries, under);
  const set = (next: { readonly tail: Entry[]; readonly rulings: Rulings; readonly draft: NetworkDraft }): void => {
    ({ tail, rulings, draft } = next);
    tailById = undefined;
    notes.addEverything();
    network = shown(draft, rulings);
  };
  const follow = (entries: readonly Entry[]): void => {
    notes.add(foldOn(draft, entries, rulings));
    for (const entry of entries) {
      tail.push(entry);
      tailById?.set(entry.event.id, entry);
    }
    network = shown(draft, rulings);
  };

  return {
    get network() { return network; },
    changes: notes.take,
    take(entries) {
      const fresh = once(entries.toSorted(compare)).filter((entry) => { const held = heldInTail(entry.event.id); return !held || compare(entry, held) < 0; });
      const [first] = fresh;
      if (!first) return true;
      if (below && first.hlc <= below.markHlc) return false;
      const last = tail.at(-1);
      if ((!last || compare(last, first) < 0) && !fresh.some(isRuling)) {
        follow(fresh);
        return true;
      }
      const nextTail = once([...tail, ...fresh].toSorted(compare));
      const nextRulings = rulingsOf([...below?.rulingEntries ?? [], ...nextTail]);
      const ids = byId(nextTail);
      if (below && !leavesAlone(nextRulings, below, (event) => isHeld(event) && !ids.has(event))) return false;
      set({ tail: nextTail, rulings: nextRulings, draft: foldTail(nextTail, nextRulings) });
      return true;
    },
    refold(allInOrder) {
      below = undefined;
      const all = rulingsOf(allInOrder);
      set({ tail: [...allInOrder], rulings: all, draft: fold(allInOrder, all) });
    },
    checkpoint() {
      const cut = tail.length < distances.least ? 0 : cutAt(tail, tail.length - distances.behind);
      const mark = tail[cut - 1];
      if (!mark) return undefined;
      const passed = tail.slice(0, cut);
      const base: Base = {
        draft: foldTail(passed, rulings), markHlc: mark.hlc, rulings, rulingEntries: [...below?.rulingEntries ?? [], ...passed.filter(isRuling)],
        importIds: new Set([...below?.importIds ?? [], ...passed.flatMap(({ importId }) => importId ?? [])]),
      };
      const { draft: _, ...rest } = base;
      below = { ...rest, bytes: encodeBase(base) };
      tail = tail.slice(cut);
      tailById = undefined;
      return { base: below.bytes, tail: [...tail], markHlc: mark.hlc };
    },
  };
}

const byId = (entries: readonly Entry[]): Map<EventId, Entry> => new Map(entries.map((entry) => [entry.event.id, entry]));

/** Each event once, at its first place. */
function once(entriesInOrder: readonly Entry[]): Entry[] {
  const seen = new Set<EventId>();
  return entriesInOrder.filter(({ event }) => !seen.has(event.id) && seen.add(event.id));
}

/** Moved down where the cut would part entries of one clock: the mark is a clock. */
function cutAt(tail: readonly Entry[], wanted: number): number {
  let cut = wanted;
  while (cut > 0 && tail[cut - 1]?.hlc === tail[cut]?.hlc) cut -= 1;
  return cut;
}

/** The fold of `entries` onto what lies below the mark. */
function foldBehind(below: Below | undefined, entries: readonly Entry[], rulings: Rulings): NetworkDraft {
  const draft = below ? reopened(below) : emptyDraft();
  foldOn(draft, entries, rulings);
  return draft;
}

function reopened({ bytes }: Below): NetworkDraft {
  const decoded = decodeBase(bytes);
  assert(decoded.ok, "a base in memory decodes");
  return decoded.value.draft;
}

/** True where under `next` everything at or below the mark folds as it did. */
function leavesAlone(next: Rulings, { rulings, importIds }: Below, isBelow: (event: EventId) => boolean): boolean {
  return differing(next.events, rulings.events).every((event) => !isBelow(event))
    && differing(next.imports, rulings.imports).every((importId: ImportId) => !importIds.has(importId))
    && samePeople(next, rulings);
}

const differing = <Item>(a: ReadonlySet<Item>, b: ReadonlySet<Item>): readonly Item[] => [...[...a].filter((item) => !b.has(item)), ...[...b].filter((item) => !a.has(item))];
const samePeople = (a: Rulings, b: Rulings): boolean =>
  differing(a.forgotten, b.forgotten).length === 0 && a.merged.size === b.merged.size && [...a.merged].every(([person, into]) => b.merged.get(person) === into);
const sameRulings = (a: Rulings, b: Rulings): boolean => differing(a.events, b.events).length === 0 && differing(a.imports, b.imports).length === 0 && samePeople(a, b);
