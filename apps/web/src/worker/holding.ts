/** The vault this browser holds: made its own, opened once, and kept under a lock. */
import type { DeviceStore, StoredVault } from "@kith/core/relay";
import type { LockWay } from "../contract.ts";
import { areKept, type OpenKeys, type StoredKeys } from "../sync/platform-keys.ts";
import type { Platform, VaultSession } from "../sync/vault-session.ts";
import { createLocking, type Locking } from "./locking.ts";

/** Opens a vault with keys that are in the clear. */
export type Opener = (vault: StoredVault & { readonly opened: OpenKeys }) => Promise<void>;

export interface HoldingDeps {
  readonly store: DeviceStore<StoredKeys>;
  readonly platform: Pick<Platform, "random" | "subtle">;
  readonly newId: () => string;
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Deletes everything this browser stored. */
  readonly empty: () => Promise<void>;
  readonly tellTabs: (said: { readonly type: "stored" }) => void;
}

/** What of the app a vault's coming changes. */
export interface HoldingApp {
  readonly here: { readonly opened: unknown; isLocked: boolean };
  readonly open: Opener;
  /** The screen has to know at once that there is a vault, or that it is locked. */
  readonly tellNow: () => void;
}

export interface Holding {
  /** Makes a vault this browser's own, its keys under a lock where one is wished; throws where it has one, or keeps nothing. */
  readonly adopt: (made: VaultSession, lock?: LockWay) => Promise<void>;
  /** Opens the vault this browser holds, if any: also one that another tab has made since. One under a lock waits for it. */
  readonly openHeld: () => Promise<void>;
  readonly locking: Locking;
}

export function createHolding(deps: HoldingDeps, { here, open, tellNow }: HoldingApp): Holding {
  const { store, platform: { random, subtle }, newId, exclusively, empty, tellTabs } = deps;
  let opening: Promise<void> | undefined;
  /** Whoever asks while it is being opened waits for that: a vault opened twice would have two sessions and two that sync. */
  const openOnce: Opener = async (vault) => {
    if (here.opened) return;
    opening ??= open(vault);
    try {
      await opening;
    } finally {
      opening = undefined;
    }
    here.isLocked = false;
    tellNow();
  };
  const openWith = async (keys: OpenKeys): Promise<void> => {
    const held = await store.get("vault");
    if (held) await openOnce({ ...held, opened: keys });
  };
  const locking = createLocking({ store, random, exclusively, empty, unlocked: openWith });
  const openHeld = async (): Promise<void> => {
    if (here.opened || !(await store.get("vault"))) return;
    const keys = await locking.openKeys();
    if (keys) return openWith(keys);
    here.isLocked = true;
    tellNow();
  };
  const adopt = async (made: VaultSession, lock?: LockWay): Promise<void> => {
    const { vaultId, deviceId, keyring } = made;
    const keys = locking.sealed(made.keys, lock);
    const vault = { vaultId, deviceId, writer: newId() };
    const adopted = await exclusively(() => store.adopt({ vault, keys, keyring }, (kept) => areKept(kept, keys, subtle)));
    if (adopted === "taken") {
      await openHeld();
      throw new Error("This browser has a Kith already: another tab was quicker. Nothing was changed.");
    }
    if (adopted === "unkept") throw new Error("This browser doesn’t keep what Kith stores, so nothing was begun. Leave the private window, allow this site to store data, or use another browser.");
    await openOnce({ ...vault, opened: made.keys });
    tellTabs({ type: "stored" });
  };
  return { adopt, openHeld, locking };
}
