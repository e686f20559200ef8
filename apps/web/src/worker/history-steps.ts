/**
 * The history as steps: what one wish or one import recorded, and whether it was taken back. Pure.
 * Retractions are no steps of their own; they show at what they took back.
 */
import type { Command, Entry, EventId, ImportId, KithEvent } from "@kith/core";

/** One line of the history. */
export interface Step {
  /** The import's id, else that of its first fact. */
  readonly id: string;
  readonly importId?: ImportId;
  /** Its facts in the order of the log; at least one. */
  readonly entries: readonly [Entry, ...Entry[]];
  /** The retractions in effect that took all of it back, newest first; none while it is in effect. */
  readonly undoneBy: readonly Entry[];
}

type Retraction = Entry & { readonly event: Extract<KithEvent, { readonly type: "EventsRetracted" }> };

const isRetraction = (entry: Entry): entry is Retraction => entry.event.type === "EventsRetracted";

/** All steps, newest first by the clock of the device that recorded them. `entriesInOrder` are in log order, each event once. */
export function historySteps(entriesInOrder: readonly Entry[]): readonly Step[] {
  const retractions = retractionsInEffect(entriesInOrder);
  return grouped(entriesInOrder.filter((entry) => !isRetraction(entry))).map((entries): Step => {
    const { event: { id }, importId } = entries[0];
    const undoneBy = importId === undefined ? takenBackTogether(entries, retractions) : retractions.get(importId) ?? [];
    return { id: importId ?? id, entries, undoneBy, ...(importId === undefined ? {} : { importId }) };
  }).toSorted(({ entries: [a] }, { entries: [b] }) => b.recordedAtMs - a.recordedAtMs || b.hlc - a.hlc);
}

/** Each import is one group; so is what one device recorded by hand at one moment, clock upon clock. */
function grouped(entries: readonly Entry[]): readonly (readonly [Entry, ...Entry[]])[] {
  const groups: [Entry, ...Entry[]][] = [];
  const imports = new Map<ImportId, Entry[]>();
  const lastByDevice = new Map<string, { readonly entry: Entry; readonly group: Entry[] }>();
  for (const entry of entries) {
    const last = lastByDevice.get(entry.device);
    const known = entry.importId === undefined
      ? (last && last.entry.recordedAtMs === entry.recordedAtMs && last.entry.hlc + 1 === entry.hlc ? last.group : undefined) : imports.get(entry.importId);
    const group: Entry[] = known ?? [];
    if (!known) groups.push(group as [Entry, ...Entry[]]);
    group.push(entry);
    if (entry.importId === undefined) lastByDevice.set(entry.device, { entry, group });
    else imports.set(entry.importId, group);
  }
  return groups;
}

/** By target, an event or an import: the retractions in effect on it, newest first. The later is settled first, as the projection does it. */
function retractionsInEffect(entriesInOrder: readonly Entry[]): ReadonlyMap<string, readonly Retraction[]> {
  const byTarget = new Map<string, Retraction[]>();
  for (const entry of entriesInOrder.toReversed()) {
    if (!isRetraction(entry) || byTarget.has(entry.event.id) || (entry.importId !== undefined && byTarget.has(entry.importId))) continue;
    for (const target of targetsOf(entry)) {
      const held = byTarget.get(target);
      if (held) held.push(entry);
      else byTarget.set(target, [entry]);
    }
  }
  return byTarget;
}

const targetsOf = ({ event }: Retraction): readonly string[] => [...(event.events ?? []), ...(event.importId === undefined ? [] : [event.importId])];

function takenBackTogether(entries: readonly Entry[], retractions: ReadonlyMap<string, readonly Retraction[]>): readonly Retraction[] {
  const each = entries.map(({ event }) => retractions.get(event.id) ?? []);
  return each.every((some) => some.length > 0) ? [...new Set(each.flat())].toSorted((a, b) => b.hlc - a.hlc) : [];
}

/**
 * The wishes that take a step back or, where it is undone, bring it back, to be sent in this order.
 * None for an import that hasn't arrived whole, and for what is forgotten for good.
 */
export function changeOf(step: Step): readonly Command[] {
  const events = step.entries.map(({ event }) => event);
  if (step.undoneBy.length > 0) return bringBack(step);
  if (events.some(({ type }) => type === "PersonForgotten")) return [];
  if (step.importId === undefined) return [undo(events.map(({ id }) => id))];
  return events.some(({ type }) => type === "ImportCompleted") ? [{ type: "UndoImport", importId: step.importId }] : [];
}

const undo = (events: readonly EventId[]): Command => ({ type: "Undo", events });

/** What the same retraction took back beside this step stays undone: it is taken back anew before the retraction goes. */
function bringBack({ id, entries, undoneBy }: Step): readonly Command[] {
  const own = new Set<string>([id, ...entries.map(({ event }) => event.id)]);
  const others = [...new Set(undoneBy.filter(isRetraction).flatMap(targetsOf))].filter((target) => !own.has(target)) as EventId[];
  return [...(others.length > 0 ? [undo(others)] : []), undo(undoneBy.map(({ event }) => event.id))];
}
