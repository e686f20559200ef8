/**
 * The flow in one screen: command -> decide -> event -> log -> seal -> store -> project -> graph ->
 * insight. One session per tab; what another tab or device stored is caught up before every write.
 */
import {
  createJudge, decide, knownFrom, situationAt, type Command, type Entry, type EventId, type EventLog, type Network, type Situation,
} from "@kith/core";
import type { Device, HeldRecords, Random, RecordWriter } from "@kith/core/relay";
import { createStanding } from "./standing.ts";
import { createVisit, type Visit } from "./visit.ts";

export interface SessionDeps {
  readonly device: Device;
  readonly random: Random;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Runs `work` while no other tab writes. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

export type Dispatched = { readonly ok: true; readonly events: readonly EventId[] } | { readonly ok: false; readonly message: string };

/** What a write may use: it runs alone among all tabs, after everything stored was read. */
export interface Writing {
  readonly held: HeldRecords;
  readonly writer: RecordWriter;
  readonly log: EventLog;
  readonly network: Network;
  /** Reads every record again: after records were replaced. */
  readonly rebuild: () => Promise<void>;
}

export interface Session {
  readonly network: Network;
  readonly log: EventLog;
  /** All entries in log order, each event once. */
  readonly everything: () => Promise<readonly Entry[]>;
  /** Where this tab looks: today, or at another moment. */
  readonly visit: Visit;
  /** The network judged now, or at the moment looked at; kept until the log changes or a minute has passed. */
  situation(): Situation;
  /** Decides, seals, stores; resolves after it is on the disk. */
  dispatch(command: Command): Promise<Dispatched>;
  /** Any other write, alone among all tabs. */
  write<Value>(work: (writing: Writing) => Promise<Value>): Promise<Value>;
  /** Reads what others stored since; true where anything was new. */
  catchUp(): Promise<boolean>;
  /** Keeps a snapshot where enough was recorded since the last: the next start is quick. */
  keepSnapshot(): Promise<void>;
}

const judgedForMs = 60_000;

export function createSession(deps: SessionDeps): Session {
  const { nowMs, device } = deps;
  const { held, writer } = device;
  const standing = createStanding(deps);
  const inTurn = createTurns();
  const judge = createJudge();
  let today: Situation | undefined;
  let thatDay: Situation | undefined;
  const everything = (): Promise<readonly Entry[]> => inTurn(standing.everything);
  const visit = createVisit(everything);

  /** What is new is read on, while the store says whether anything was replaced: then all is read anew. */
  const bringUp = async (): Promise<boolean> => {
    const [isNew, wasResealed] = await Promise.all([standing.catchUp(), device.wasResealed()]);
    if (wasResealed) await standing.rebuild();
    return isNew || wasResealed;
  };
  const catchUp = async (): Promise<boolean> => {
    const isNew = await inTurn(bringUp);
    if (isNew) await visit.refresh();
    return isNew;
  };
  const alone = <Value>(work: () => Promise<Value>): Promise<Value> => deps.exclusively(() => inTurn(async () => {
    await bringUp();
    return work();
  }));

  const dispatch = (command: Command): Promise<Dispatched> => alone(async () => {
    const { log, network } = standing;
    const decided = decide(command, knownFrom(network, (event) => log.has(event)), { nowMs: nowMs(), newId: deps.newId });
    if (!decided.ok) return { ok: false, message: decided.error.message };
    const importId = command.type === "RecordImport" ? command.importId : undefined;
    const appended = log.prepare(decided.value, { nowMs: nowMs(), ...(importId === undefined ? {} : { importId }) });
    await standing.accept(appended, await writer.append(appended.payloads));
    return { ok: true, events: decided.value.map(({ id }) => id) };
  });

  return {
    get network() { return standing.network; },
    get log() { return standing.log; },
    dispatch, catchUp, everything, visit,
    write: (work) => alone(() => work({ held, writer, log: standing.log, network: standing.network, rebuild: standing.rebuild })),
    keepSnapshot: () => alone(standing.keepSnapshot),
    situation() {
      const { place } = visit;
      if (place) {
        if (thatDay?.network !== place.network) thatDay = situationAt(place.network, place.asOfMs);
        return thatDay;
      }
      thatDay = undefined;
      const atMs = nowMs();
      if (today?.network !== standing.network || atMs - today.nowMs > judgedForMs) today = judge.judge(standing.network, atMs, standing.changes());
      return today;
    },
  };
}

/** One piece of work on the log at a time, in the order asked for: two that read at once would both take the same record for new. */
function createTurns(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
