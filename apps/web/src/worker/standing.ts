/**
 * The log and the network as they stand in this tab: started from the snapshot where there is one, kept
 * up to date record by record, built anew from the records where an arrival asks for it.
 */
import {
  compareEntries, createEventLog, createProjection, decodeSnapshot, encodeSnapshot, inOrder, restoreProjection,
  type Appended, type Changes, type DeviceId, type Entry, type EventId, type EventLog, type Network, type Projection, type Snapshot,
} from "@kith/core";
import { openLocal, sealLocal, type Address, type Random } from "@kith/core/relay";
import type { StoredSnapshot } from "../storage/vault-store.ts";
import type { HeldRecords } from "./held-records.ts";
import type { EpochKeys } from "./keyring-keeper.ts";

export interface StandingDeps {
  readonly held: HeldRecords;
  readonly vaultId: string;
  readonly device: DeviceId;
  readonly keys: EpochKeys;
  readonly random: Random;
  readonly snapshots: SnapshotStore;
  /** Empties the bodies at these addresses for good; how many weren't empty yet. */
  readonly erase: (addresses: readonly Address[]) => Promise<number>;
}

/** Where the sealed snapshot lies: at most one. */
export interface SnapshotStore {
  readonly read: () => Promise<StoredSnapshot | undefined>;
  readonly save: (snapshot: StoredSnapshot) => Promise<void>;
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
  const { held, device, random } = deps;
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
    const { erased } = next.read((await held.afresh()).map(({ payload }) => payload));
    if (erased.length > 0 && (await deps.erase(erased)) > 0) return rebuild();
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
      const { entries, notebooks, erased } = log.read(await held.fresh());
      await held.inspect(erased);
      // What another device emptied is emptied here too. What was read of it before, by this tab too, is
      // let go of; read from nothing after it was emptied, there is nothing to let go of.
      if (erased.length > 0 && ((await deps.erase(erased)) > 0 || !holdsNothing)) await rebuild();
      else await fold(entries);
      return entries.length > 0 || notebooks.size > 0 || erased.length > 0;
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
async function openSnapshot({ held, vaultId, device, random, keys, snapshots }: StandingDeps, isHeld: (event: EventId) => boolean): Promise<{ readonly log: EventLog; readonly projection: Projection } | undefined> {
  const stored = await snapshots.read();
  const key = stored && keys.byEpoch.get(stored.epoch);
  const bytes = key && openLocal(stored.sealed, { vault: vaultId, purpose: "snapshot" }, key);
  const snapshot = bytes?.ok ? decodeSnapshot(bytes.value) : undefined;
  if (!snapshot) return undefined;
  const projection = restoreProjection(snapshot.projection, { compare: compareEntries, isHeld });
  if (!projection.ok || !(await held.resume(snapshot.cursor))) return undefined;
  return { log: createEventLog({ device, random, checkpoint: snapshot.log }), projection: projection.value };
}

async function saveSnapshot({ vaultId, keys: { epoch, byEpoch }, random, snapshots }: StandingDeps, snapshot: Snapshot): Promise<void> {
  const epochKey = byEpoch.get(epoch);
  if (epochKey) await snapshots.save({ epoch, sealed: sealLocal(encodeSnapshot(snapshot), { vault: vaultId, purpose: "snapshot" }, { epochKey, random }) });
}
