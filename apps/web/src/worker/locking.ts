/** The lock on this browser's keys: what is stored, what opens it, and how it changes. Each change is one write. */
import { createLock, openLock, openSeed, withoutWay, withWay, type DeviceStore, type Lock, type LockWay, type Random, type Result } from "@kith/core/relay";
import type { LockChange, LockQuestions, LockView } from "../contract.ts";
import type { LockedKeys, OpenKeys, StoredKeys } from "../sync/platform-keys.ts";

const names = ["lock", "unlock", "changeLock", "unsent", "emptyBrowser"] as const;
export const isLockQuestion = (name: string): name is (typeof names)[number] => (names as readonly string[]).includes(name);

export interface LockingDeps {
  readonly store: Pick<DeviceStore<StoredKeys>, "get" | "put" | "tops">;
  readonly random: Random;
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Deletes everything this browser stored. */
  readonly empty: () => Promise<void>;
  /** Opens the vault with keys that were just unlocked. */
  readonly unlocked: (keys: OpenKeys) => Promise<void>;
}

export interface Locking {
  readonly answers: { readonly [Name in keyof LockQuestions]: (ask: LockQuestions[Name]["ask"]) => Promise<LockQuestions[Name]["answer"]> };
  /** The keys to open the vault with; undefined while they are locked. Throws with what to do where there are none. */
  readonly openKeys: () => Promise<OpenKeys | undefined>;
  /** New keys as they are to be stored, under a lock where one is wished. */
  readonly sealed: (keys: OpenKeys, way: LockWay | undefined) => StoredKeys;
}

export function createLocking({ store, random, exclusively, empty, unlocked }: LockingDeps): Locking {
  /** Known while the lock is open; whoever holds it can change the ways in. Never stored. */
  let lockKey: Uint8Array | undefined;
  const stored = async (): Promise<StoredKeys> => {
    const keys = await store.get("keys");
    if (keys === undefined) throw new Error("This browser kept your Kith but not its keys. Nothing was changed: add this browser again from another device, or with your recovery words.");
    return keys;
  };
  const sealed = (keys: OpenKeys, way: LockWay | undefined): StoredKeys => {
    if (way === undefined || keys.kind !== "software") return keys;
    const made = createLock(keys.seed, way, random);
    lockKey = made.lockKey;
    return { kind: "locked", lock: made.lock, autoLockMinutes: firstAutoLockMinutes };
  };
  const changed = (keys: StoredKeys, change: LockChange): Result<StoredKeys, string> => {
    if (keys.kind === "platform") return { ok: false, error: older };
    if (keys.kind === "software") return change.kind === "add" ? { ok: true, value: sealed(keys, change.way) } : { ok: false, error: movedOn };
    const opened = lockKey === undefined ? undefined : openSeed(keys.lock, lockKey);
    if (!opened?.ok) return { ok: false, error: movedOn };
    return { ok: true, value: changeOf(keys, change, { ...opened.value, random }) };
  };
  return {
    sealed,
    openKeys: async () => {
      const keys = await stored();
      return keys.kind === "locked" ? undefined : keys;
    },
    answers: {
      lock: async () => viewOf(await stored()),
      unlock: async (way) => {
        const keys = await stored();
        if (keys.kind !== "locked") {
          await unlocked(keys);
          return { ok: true };
        }
        const opened = openLock(keys.lock, way);
        if (!opened.ok) return { ok: false, message: wrong[way.kind] };
        lockKey = opened.value.lockKey;
        await unlocked({ kind: "software", seed: opened.value.seed });
        return { ok: true };
      },
      changeLock: (change) => exclusively(async () => {
        const next = changed(await stored(), change);
        if (!next.ok) return { ok: false, message: next.error };
        await store.put("keys", next.value);
        return { ok: true };
      }),
      unsent: async () => {
        const [vault, sent, tops] = [await store.get("vault"), await store.get("sent"), await store.tops()];
        return { records: vault ? Math.max(0, (tops[vault.writer] ?? 0) - (sent ?? 0)) : 0 };
      },
      emptyBrowser: async () => {
        await exclusively(empty);
        return { ok: true };
      },
    },
  };
}

/** Until the owner chooses another. */
const firstAutoLockMinutes = 15;
const older = "This browser’s keys were made by an older Kith, and those can’t be put under a lock. Forget this browser, then add it anew: its new keys can.";
const movedOn = "The lock was changed in another tab. Reload this page, unlock, and do it once more. Nothing was changed.";
const wrong: Readonly<Record<LockWay["kind"], string>> = {
  passphrase: "That isn’t the passphrase of this browser. Nothing was changed.",
  passkey: "This passkey doesn’t open this browser. Nothing was changed.",
};

/** Locked keys after one change; without any way left, the seed as it is. */
function changeOf({ lock, ...rest }: LockedKeys, change: LockChange, { seed, lockKey, random }: { readonly seed: Uint8Array; readonly lockKey: Uint8Array; readonly random: Random }): StoredKeys {
  const under = (next: Lock | undefined): StoredKeys => (next ? { ...rest, lock: next } : { kind: "software", seed });
  switch (change.kind) {
    case "add": return under(withWay(lock, change.way, { lockKey, random }));
    case "removePassphrase": return under(withoutWay(lock, { kind: "passphrase" }));
    case "removePasskey": return under(withoutWay(lock, { kind: "passkey", credentialId: change.credentialId }));
    case "autoLock": return { kind: "locked", lock, ...(change.minutes === undefined ? {} : { autoLockMinutes: change.minutes }) };
  }
}

function viewOf(keys: StoredKeys): LockView {
  if (keys.kind !== "locked") return { kind: keys.kind === "platform" ? "older" : "none" };
  const { lock: { passphrase, passkeys }, autoLockMinutes } = keys;
  return {
    kind: "set", hasPassphrase: passphrase !== undefined, passkeys: passkeys.map(({ credentialId, salt }) => ({ credentialId, salt })),
    ...(autoLockMinutes === undefined ? {} : { autoLockMinutes }),
  };
}
