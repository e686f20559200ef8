/**
 * Sync for this browser: the one tab that holds the lock runs the driver and the socket; the others hear of
 * changes from it. The lock passes on by itself when its tab closes.
 */
import type { Device, DeviceKeys, RunDeps } from "@kith/core/relay";
import { createHttpTransport, type HttpTransport } from "../sync/http-transport.ts";
import { listenForChanges } from "../sync/socket.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "../sync/sync-driver.ts";
import type { Timers } from "../sync/timers.ts";

export interface SyncStart {
  readonly serverUrl: string;
  readonly device: Device;
  readonly keys: DeviceKeys;
  readonly timers: Timers;
  readonly onState: (state: SyncState) => void;
  /** How far the relay's clock is ahead of this device's, in ms. */
  readonly onClock: (aheadMs: number) => void;
  /** The same, as last told. */
  readonly aheadMs: () => number;
}

/** The relay as this device speaks to it. */
export function transportOf({ serverUrl, device: { vaultId, deviceId, store }, keys, timers, onClock }: SyncStart): HttpTransport {
  return createHttpTransport({
    serverUrl, vaultId, member: deviceId, keys, fetch: (input, init) => fetch(input, init), nowMs: timers.nowMs, onClock, invitation: () => store.get("invitation"),
  });
}

export function createSync({ serverUrl, device, keys, timers, onState, aheadMs }: SyncStart, run: Pick<RunDeps, "device" | "transport">): SyncDriver {
  const { vaultId, deviceId } = device;
  const retry = (): void => { driver.retryNow(); };
  const driver: SyncDriver = createSyncDriver({
    ...run, timers, deviceId, onState,
    listen: (onChanged) => {
      const stop = listenForChanges({ serverUrl, vaultId, member: deviceId, keys, timers: { ...timers, nowMs: () => timers.nowMs() + aheadMs() }, open: (url) => new WebSocket(url), onChanged });
      addEventListener("online", retry);
      return () => {
        removeEventListener("online", retry);
        stop();
      };
    },
    onConflicts: async (conflicts) => {
      if (await device.heal(conflicts)) driver.poke();
    },
  });
  return driver;
}
