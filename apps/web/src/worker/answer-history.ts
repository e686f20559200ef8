/** The history: what was recorded, newest first, in pages; the whole of it, or what is about one person. */
import { foldName, type DeviceId, type Entry, type KithEvent, type Network, type PersonId } from "@kith/core";
import type { HistoryImport, HistoryStep, HistoryView, Questions } from "../contract.ts";
import { changeOf, historySteps, type Step } from "./history-steps.ts";

/** What the answers need of the application around them. */
export interface HistoryDeps {
  /** The network of today: a new one after each change of the log. */
  readonly network: () => Network;
  /** All entries in log order, each event once. */
  readonly everything: () => Promise<readonly Entry[]>;
  /** The devices' names by id, as the keyring has them now. */
  readonly deviceNames: () => Promise<ReadonlyMap<string, string>>;
  /** The day looked at while travelling: what happened later isn't listed. */
  readonly asOfMs: () => number | undefined;
}

/** The questions answered here. */
export interface History {
  history(ask: Questions["history"]["ask"]): Promise<HistoryView>;
  personHistory(ask: Questions["personHistory"]["ask"]): Promise<HistoryView>;
}

export const isHistory = (name: string): name is keyof History => name === "history" || name === "personHistory";

/** The steps and what names them; built once per state of the log. */
interface Told {
  readonly network: Network;
  readonly steps: readonly Step[];
  readonly names: ReadonlyMap<string, string>;
  /** Names as searching folds them, each folded once. */
  readonly folded: Map<string, string>;
}

export function createHistory({ network, everything, deviceNames, asOfMs }: HistoryDeps): History {
  let held: Told | undefined;
  const tell = async (): Promise<Told> => {
    const now = network();
    if (held?.network !== now) held = told(now, await everything());
    return held;
  };
  const view = async (from: Told, steps: readonly Step[], eventsOf: (step: Step) => readonly KithEvent[]): Promise<HistoryView["steps"]> => {
    const devices = await deviceNames();
    return steps.map((step) => shown(step, eventsOf(step), { told: from, devices }));
  };
  return {
    async history({ filter, text, limit }) {
      const from = await tell();
      const wanted = foldName(text);
      const found = from.steps.filter((step) => isOfKind(step, filter) && happenedBy(step, asOfMs()) && (wanted === "" || isNamed(step, wanted, from)));
      const page = found.slice(0, limit);
      const steps = await view(from, page, ({ importId, entries }) => (importId === undefined ? entries.map(({ event }) => event) : []));
      return { steps, total: found.length, names: namesIn(steps, from) };
    },
    async personHistory({ id }) {
      const from = await tell();
      const until = asOfMs() ?? Number.POSITIVE_INFINITY;
      const about = (step: Step): readonly KithEvent[] => step.entries.map(({ event }) => event).filter((event) => event.atMs <= until && peopleOf(event).some((one) => living(one, from) === id));
      const eventsOf = new Map(from.steps.map((step) => [step, about(step)]));
      const found = from.steps.filter((step) => (eventsOf.get(step) ?? []).length > 0);
      const steps = await view(from, found, (step) => (eventsOf.get(step) ?? []).toSorted((a, b) => b.atMs - a.atMs));
      return { steps, total: found.length, names: namesIn(steps, from) };
    },
  };
}

function told(network: Network, entries: readonly Entry[]): Told {
  const { forgotten } = network;
  // What is only about people who are forgotten isn't told any more.
  const steps = historySteps(entries).filter(({ entries: own }) => own.some(({ event }) => event.type === "PersonForgotten" || peopleOf(event).length === 0 || peopleOf(event).some((one) => !forgotten.has(one))));
  const names = new Map(entries.flatMap(({ event }) => namedBy(event)));
  for (const { id, name } of network.people.values()) names.set(id, name);
  for (const id of forgotten) names.delete(id);
  return { network, steps, names, folded: new Map() };
}

/** Everybody a fact is about, without the owner. */
function peopleOf(event: KithEvent): readonly PersonId[] {
  const named = [
    ...("person" in event ? [event.person] : []), ...("into" in event ? [event.into] : []), ...("people" in event ? event.people : []),
    ...("between" in event ? event.between : []), ...("through" in event ? [event.through].flat() : []),
  ];
  return named.filter((one): one is PersonId => typeof one === "string");
}

/** What a fact gives a name to; the last one told stays, also where it was taken back. */
function namedBy(event: KithEvent): readonly (readonly [string, string])[] {
  if (event.type === "ProfileObserved" || event.type === "PersonAdded") return [[event.person, event.name]];
  if (event.type === "CircleDefined") return [[event.circle, event.name]];
  if (event.type === "GoalSet") return [[event.goal, event.title]];
  if (event.type === "CommitmentMade") return [[event.commitment, event.text]];
  return event.type === "OpportunityRecorded" ? [[event.opportunity, event.title]] : [];
}

/** The id a person goes by, whichever of theirs is given. */
const living = (id: PersonId, { network }: Told): PersonId => network.merged.get(id) ?? id;

const isOfKind = ({ importId }: Step, filter: Questions["history"]["ask"]["filter"]): boolean => filter === "everything" || (filter === "imports") === (importId !== undefined);

const happenedBy = ({ entries }: Step, asOfMs: number | undefined): boolean => asOfMs === undefined || entries.some(({ event }) => event.atMs <= asOfMs);

/** By the name of somebody or something it is about, or of its file. Nobody is looked for in an import: that would list it for every name. */
function isNamed(step: Step, wanted: string, { names, folded }: Told): boolean {
  const words = step.importId === undefined ? step.entries.flatMap(({ event }) => idsIn(event).flatMap((id) => names.get(id) ?? [])) : [fileNameOf(step)];
  return words.some((word) => {
    const plain = folded.get(word) ?? foldName(word);
    folded.set(word, plain);
    return plain.includes(wanted);
  });
}

function fileNameOf({ entries }: Step): string {
  const end = entries.findLast(({ event }) => event.type === "ImportCompleted")?.event;
  return end?.type === "ImportCompleted" ? end.fileName : "";
}

const idsIn = (event: KithEvent): readonly string[] => [
  ...peopleOf(event), ...("circle" in event ? [event.circle] : []), ...("goal" in event && event.goal ? [event.goal] : []),
  ...("commitment" in event ? [event.commitment] : []), ...("opportunity" in event ? [event.opportunity] : []),
];

const namesIn = (steps: readonly HistoryStep[], { names }: Told): Readonly<Record<string, string>> =>
  Object.fromEntries(steps.flatMap(({ events }) => events.flatMap(idsIn)).flatMap((id) => { const name = names.get(id); return name === undefined ? [] : [[id, name]]; }));

function shown(step: Step, events: readonly KithEvent[], { told: from, devices }: { readonly told: Told; readonly devices: ReadonlyMap<string, string> }): HistoryStep {
  const nameOf = (device: DeviceId): string => devices.get(device) ?? "a device no longer here";
  const [{ recordedAtMs, device }] = step.entries;
  const [undo] = step.undoneBy;
  const person = step.importId === undefined ? peopleIn(step).map((one) => living(one, from)).find((one) => from.network.people.has(one)) : undefined;
  return {
    id: step.id, recordedAtMs, device: nameOf(device), events, change: changeOf(step),
    ...(person === undefined ? {} : { person }), ...(step.importId === undefined ? {} : { imported: importOf(step) }),
    ...(undo === undefined ? {} : { undone: { atMs: undo.recordedAtMs, device: nameOf(undo.device) } }),
  };
}

const peopleIn = ({ entries }: Step): readonly PersonId[] => entries.flatMap(({ event }) => peopleOf(event));

function importOf(step: Step): HistoryImport {
  const end = step.entries.findLast(({ event }) => event.type === "ImportCompleted")?.event;
  const people = new Set(step.entries.flatMap(({ event }) => (event.type === "ProfileObserved" ? [event.person] : []))).size;
  if (end?.type !== "ImportCompleted") return { facts: step.entries.length, people, files: [] };
  return { fileName: end.fileName, snapshotAtMs: end.atMs, facts: step.entries.length - 1, people, files: end.files };
}
