/** What the screen asks about the lock on this browser's keys, and about emptying this browser. */
import type { LockWay } from "@kith/core/relay";

export type { LockWay } from "@kith/core/relay";

/** A passkey that the lock knows: what the browser needs to ask for it. */
export interface KnownPasskey {
  readonly credentialId: Uint8Array;
  readonly salt: Uint8Array;
}

/** How this browser's keys lie on its disk. */
export type LockView =
  /** In the clear. */
  | { readonly kind: "none" }
  /** Keys of an older Kith: they can't be put under a lock. */
  | { readonly kind: "older" }
  | { readonly kind: "set"; readonly hasPassphrase: boolean; readonly passkeys: readonly KnownPasskey[]; /** Absent: never while it is open. */ readonly autoLockMinutes?: number };

/** One change of the lock. Taking the last way away takes the lock off: the keys lie in the clear again. */
export type LockChange =
  | { readonly kind: "add"; readonly way: LockWay }
  | { readonly kind: "removePassphrase" }
  | { readonly kind: "removePasskey"; readonly credentialId: Uint8Array }
  | { readonly kind: "autoLock"; readonly minutes?: number };

type Done = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface LockQuestions {
  /** Read anew: another tab may have changed it. */
  lock: { ask: undefined; answer: LockView };
  /** Opens what is locked. A wrong passphrase costs a second. */
  unlock: { ask: LockWay; answer: Done };
  changeLock: { ask: LockChange; answer: Done };
  /** How many records only this browser holds, as far as it knows. */
  unsent: { ask: undefined; answer: { readonly records: number } };
  /** Deletes everything this browser stored. The other tabs hear it by the database being gone. */
  emptyBrowser: { ask: undefined; answer: { readonly ok: true } };
}
