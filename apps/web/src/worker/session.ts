/**
 * The flow in one screen: command -> decide -> event -> log -> seal -> store -> project -> graph ->
 * insight. One session per tab; what another tab or device stored is caught up before every write.
 */
import {
  compareEntries, createEventLog, createProjection, decide, inOrder, knownFrom, situationAt, type Command, type DeviceId, type EventId, type EventLog, type Network, type Situation,
} from "@kith/core";
import { openRecord, sealRecord, type Random, type SealedRecord } from "@kith/core/relay";
import type { RecordStore } from "../storage/record-store.ts";

export interface SessionDeps {
  readonly records: RecordStore;
  readonly vaultId: string;
  readonly device: DeviceId;
  /** The random id of this local store, read at each write: healing a fork in another tab replaces it. */
  readonly writer: () => Promise<string>;
  readonly epoch: number;
  readonly epochKeys: ReadonlyMap<number, Uint8Array>;
  readonly random: Random;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Runs `work` while no other tab writes. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

export type Dispatched = { readonly ok: true; readonly events: readonly EventId[] } | { readonly ok: false; readonly message: string };

export interface Session {
  readonly network: Network;
  readonly log: EventLog;
  /** The network judged now; kept until the log changes or a minute has passed. */
  situation(): Situation;
  /** Decides, seals, stores; resolves after it is on the disk. */
  dispatch(command: Command): Promise<Dispatched>;
  /** Reads what others stored since; true where anything was new. */
  catchUp(): Promise<boolean>;
  /** Records that can't be opened or read: kept, shown, of no effect. */
  readonly damaged: number;
  /** The same record under another address, or undefined where it doesn't open. */
  sealAgain(record: SealedRecord, writer: string, seq: number): SealedRecord | undefined;
  /** Forgets that `writer` was read beyond `seq`: its records there were replaced. */
  rereadFrom(writer: string, seq: number): void;
}

const readBytesMax = 8_000_000;
const judgedForMs = 60_000;

export function createSession(deps: SessionDeps): Session {
  const { records, vaultId, epoch, epochKeys, nowMs } = deps;
  const log = createEventLog({ device: deps.device, random: deps.random });
  const readUpTo = new Map<string, number>();
  const projection = createProjection(compareEntries);
  const everything = (): ReturnType<typeof inOrder> => inOrder(log.entries());
  let judged: { readonly network: Network; readonly atMs: number; readonly situation: Situation } | undefined;
  let refused = 0;

  const open = (record: SealedRecord): readonly Uint8Array[] => {
    const key = epochKeys.get(record.epoch);
    const opened = key && openRecord(record, vaultId, key);
    if (opened?.ok) return [opened.value];
    refused += 1;
    return [];
  };

  const catchUp = async (): Promise<boolean> => {
    const payloads: Uint8Array[] = [];
    for (const [from, lastSeq] of Object.entries(await records.vector())) {
      for (let seq = (readUpTo.get(from) ?? 0) + 1; seq <= lastSeq;) {
        const page = await records.read(from, seq, readBytesMax);
        if (page.length === 0) break;
        payloads.push(...page.flatMap(open));
        seq = (page.at(-1)?.seq ?? seq) + 1;
        readUpTo.set(from, seq - 1);
      }
    }
    const fresh = log.read(payloads).entries;
    projection.take(fresh, everything);
    return fresh.length > 0;
  };

  const dispatch = (command: Command): Promise<Dispatched> => deps.exclusively(async () => {
    await catchUp();
    const decided = decide(command, knownFrom(projection.network, (event) => log.has(event)), { nowMs: nowMs(), newId: deps.newId });
    if (!decided.ok) return { ok: false, message: decided.error.message };
    const importId = command.type === "RecordImport" ? command.importId : undefined;
    const writer = await deps.writer();
    const appended = log.prepare(decided.value, { nowMs: nowMs(), ...(importId === undefined ? {} : { importId }) });
    await records.append(writer, appended.payloads.length, (index, seq) => {
      const sealed = sealRecord(appended.payloads[index] ?? new Uint8Array(), { vault: vaultId, writer, seq, epoch }, { epochKey: keyOf(epochKeys, epoch), random: deps.random });
      if (!sealed.ok) throw new Error("Kith, broken invariant: a batch fits a record");
      readUpTo.set(writer, seq);
      return sealed.value;
    });
    log.accept(appended);
    projection.take(appended.entries, everything);
    return { ok: true, events: decided.value.map(({ id }) => id) };
  });

  return {
    get network() { return projection.network; },
    get damaged() { return refused + log.damaged; },
    log, dispatch, catchUp,
    sealAgain(record, writer, seq) {
      const [payload] = open(record);
      const sealed = payload && sealRecord(payload, { vault: vaultId, writer, seq, epoch }, { epochKey: keyOf(epochKeys, epoch), random: deps.random });
      return sealed?.ok ? sealed.value : undefined;
    },
    rereadFrom(writer, seq) { readUpTo.set(writer, Math.min(seq, readUpTo.get(writer) ?? 0)); },
    situation() {
      const { network } = projection;
      if (judged?.network !== network || nowMs() - judged.atMs > judgedForMs) judged = { network, atMs: nowMs(), situation: situationAt(network, nowMs()) };
      return judged.situation;
    },
  };
}

function keyOf(epochKeys: ReadonlyMap<number, Uint8Array>, epoch: number): Uint8Array {
  const key = epochKeys.get(epoch);
  if (!key) throw new Error("Kith, broken invariant: the newest epoch's key is held");
  return key;
}
