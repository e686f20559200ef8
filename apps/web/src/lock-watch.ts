/**
 * When this browser locks: by a button, or after some minutes in which nobody touched any of its tabs. Locking loads
 * every tab again: the page and its worker end, and with them all that was decrypted.
 */
import type { Kith } from "./contract.ts";

/** What tabs tell each other: somebody is here; lock; the lock was changed. */
type Said = "active" | "lock" | "changed";

const minuteMs = 60_000;
/** How often it is looked whether the time is up, and how often a tab tells the others that somebody is here. */
const lookEveryMs = 5_000;
/** What counts as being here. */
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

export class LockWatch {
  /** Undefined where Kith doesn't lock itself. */
  #autoLockMs: number | undefined;
  #lastActiveMs = Date.now();
  #lastToldMs = 0;
  #isLocking = false;
  /** The vault of this tab is open. */
  #isOpen = false;
  /** There is a lock: without one there is nothing to lock. */
  #isSet = false;
  readonly #kith: Kith;
  readonly #tabs = new BroadcastChannel("kith-lock");

  constructor(kith: Kith) {
    this.#kith = kith;
    this.#tabs.addEventListener("message", ({ data }: MessageEvent<Said>) => { this.#hear(data); });
    for (const sign of signs) addEventListener(sign, this.#touch, { capture: true, passive: true });
    // By the clock and not by one long timer: a computer that slept past the time locks when it wakes.
    setInterval(() => { this.#look(); }, lookEveryMs);
    document.addEventListener("visibilitychange", () => { this.#look(); });
    // Before all others: a page that asks whether to leave would keep what is to be locked open.
    addEventListener("beforeunload", (event) => { if (this.#isLocking) event.stopImmediatePropagation(); }, { capture: true });
  }

  /** The vault of this tab was opened, or isn't open. */
  async opened(isOpen: boolean): Promise<void> {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.#lastActiveMs = Date.now();
    await this.#read();
  }

  /** The lock was changed here. */
  async changedHere(): Promise<void> {
    this.#tabs.postMessage("changed" satisfies Said);
    await this.#read();
  }

  /** Locks every tab. */
  lock(): void {
    this.#tabs.postMessage("lock" satisfies Said);
    this.#lockHere();
  }

  async #read(): Promise<void> {
    if (!this.#isOpen) return;
    const lock = await this.#kith.ask("lock");
    this.#isSet = lock.kind === "set";
    this.#autoLockMs = lock.kind === "set" && lock.autoLockMinutes !== undefined ? lock.autoLockMinutes * minuteMs : undefined;
  }

  #lockHere(): void {
    if (!this.#isOpen || !this.#isSet || this.#isLocking) return;
    this.#isLocking = true;
    // Nothing of it stays on the screen while the page loads again.
    document.body.replaceChildren();
    window.location.reload();
  }

  #look(): void {
    if (this.#autoLockMs !== undefined && Date.now() - this.#lastActiveMs >= this.#autoLockMs) this.lock();
  }

  readonly #touch = (): void => {
    const nowMs = Date.now();
    // A first touch after too long a time opens nothing: the interval may have slept.
    this.#look();
    this.#lastActiveMs = nowMs;
    if (!this.#isOpen || nowMs - this.#lastToldMs < lookEveryMs) return;
    this.#lastToldMs = nowMs;
    this.#tabs.postMessage("active" satisfies Said);
  };

  #hear(said: Said): void {
    if (said === "active") this.#lastActiveMs = Date.now();
    else if (said === "lock") this.#lockHere();
    else void this.#read();
  }
}
