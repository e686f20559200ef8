/**
 * The log and the network as they stand in this tab: started from the snapshot where there is one, kept
 * up to date record by record, built anew from the records where an arrival asks for it.
 */
import {
  compareEntries, createEventLog, createProjection, decodeSnapshot, encodeSnapshot, inOrder, restoreProjection,
  type Appended, type Changes, type DeviceId, type Entry, type EventId, type EventLog, type Network, type Projection, type Snapshot,
} from "@kith/core";
import { openLocal, sealLocal, type Address, type Device, type Random } from "@kith/core/relay";

export interface StandingDeps {
  readonly device: Device;
  readonly random: Random;
}

export interface Standing {
  readonly network: Network;
  readonly log: EventLog;
  /** What changed in the network since this was last asked; undefined where everything may have. */
  readonly changes: () => Changes | undefined;
  /** Reads what was stored since, by this tab, another or sync; true where anything was new. */
  readonly catchUp: () => Promise<boolean>;
  /** Takes in what this tab just stored. */
  accept(appended: Appended, stored: readonly Address[]): Promise<void>;
  /** Reads every record again. */
  readonly rebuild: () => Promise<void>;
  /** All entries in log order, each event once, those behind the snapshot's mark too. */
  readonly everything: () => Promise<readonly Entry[]>;
  /** Keeps a snapshot, if enough was recorded since the last. Only under the write lock and after catching up. */
  readonly keepSnapshot: () => Promise<void>;
}

export function createStanding(deps: StandingDeps): Standing {
  const { random, device: { held, deviceId } } = deps;
  const device = deviceId as DeviceId;
  const isHeld = (event: EventId): boolean => log.has(event);
  let log = createEventLog({ device, random });
  let projection = createProjection({ compare: compareEntries, isHeld });
  let isStarted = false;

  /** True where there is a snapshot to go on from. */
  const start = async (): Promise<boolean> => {
    isStarted = true;
    const resumed = await openSnapshot(deps, isHeld);
    if (resumed) ({ log, projection } = resumed);
    return resumed !== undefined;
  };
  const rebuild = async (): Promise<void> => {
    isStarted = true;
    const next = createEventLog({ device, random });
    next.read((await held.afresh()).map(({ payload }) => payload));
    log = next;
    projection.refold(inOrder(log.entries()));
  };
  const fold = async (entries: readonly Entry[]): Promise<void> => {
    if (projection.take(entries)) return;
    if (log.isWhole) projection.refold(inOrder(log.entries()));
    else await rebuild();
  };

  return {
    get network() { return projection.network; },
    get log() { return log; },
    changes: () => projection.changes(),
    rebuild,
    async catchUp() {
      const holdsNothing = !isStarted && !(await start());
      const { payloads, isAnyErased, emptied } = await held.fresh();
      const { entries, notebooks } = log.read(payloads);
      // What another device emptied is let go of, also what this tab read of it before; read from nothing after it was
      // emptied, there is nothing to let go of.
      if (isAnyErased && (emptied > 0 || !holdsNothing)) await rebuild();
      else await fold(entries);
      return entries.length > 0 || notebooks.size > 0 || isAnyErased;
    },
    async accept(appended, stored) {
      for (const address of stored) held.wrote(address);
      log.accept(appended);
      await fold(appended.entries);
    },
    async everything() {
      if (log.isWhole) return inOrder(log.entries());
      const whole = createEventLog({ device, random });
      whole.read((await held.all()).map(({ payload }) => payload));
      return inOrder(whole.entries());
    },
    async keepSnapshot() {
      const kept = projection.checkpoint();
      if (kept) await saveSnapshot(deps, { cursor: held.cursor(), log: log.checkpoint(kept.tail, kept.markHlc), projection: kept });
    },
  };
}

/** The log and projection of the stored snapshot; undefined where it is missing, another build's or key's, damaged, or ahead of this store. */
async function openSnapshot({ device, random }: StandingDeps, isHeld: (event: EventId) => boolean): Promise<{ readonly log: EventLog; readonly projection: Projection } | undefined> {
  const { held, vaultId, deviceId, store, keyring: { keys } } = device;
  const stored = await store.get("snapshot");
  const key = stored && keys.byEpoch.get(stored.epoch);
  const bytes = key && openLocal(stored.sealed, { vault: vaultId, purpose: "snapshot" }, key);
  const snapshot = bytes?.ok ? decodeSnapshot(bytes.value) : undefined;
  if (!snapshot) return undefined;
  const projection = restoreProjection(snapshot.projection, { compare: compareEntries, isHeld });
  if (!projection.ok || !(await held.resume(snapshot.cursor))) return undefined;
  return { log: createEventLog({ device: deviceId as DeviceId, random, checkpoint: snapshot.log }), projection: projection.value };
}

async function saveSnapshot({ device, random }: StandingDeps, snapshot: Snapshot): Promise<void> {
  const { vaultId, store, keyring: { keys: { epoch, byEpoch } } } = device;
  const epochKey = byEpoch.get(epoch);
  if (epochKey) await store.put("snapshot", { epoch, sealed: sealLocal(encodeSnapshot(snapshot), { vault: vaultId, purpose: "snapshot" }, { epochKey, random }) });
}
