/** Devices with one part broken, each as a hurried hand might break it: a simulator that doesn't notice is worth nothing. */
import { ok, type Keyring, type PullPage, type Result, type SealedRecord } from "@kith/core/relay";
import { Device } from "./device.ts";
import type { RecordAt } from "./disk.ts";

/** Says that a write is kept before it is. */
class AcknowledgesTooEarly extends Device {
  override write(payloads: readonly Uint8Array[]) {
    return this.chance.onceIn(4) ? [] : super.write(payloads);
  }
}

/** Doesn't ask whether the relay holds its own records or a clone's. */
class ForgetsOwnCheck extends Device {
  protected override readPage(bytes: Uint8Array): Result<PullPage, string> {
    const page = super.readPage(bytes);
    if (!page.ok) return page;
    const { own: _, ...rest } = page.value;
    return ok(rest);
  }
}

/** Leaves what it holds above a line as it is. */
class DoesNotReseal extends Device {
  protected override reseal({ state }: Keyring): void {
    this.disk.sealedEpoch = state.epoch;
  }
}

/** Takes what the relay gives, wherever lines are. */
class SkipsLines extends Device {
  protected override keyringForRun(): Keyring {
    const { entries, state } = super.keyringForRun();
    return { entries, state: { ...state, lines: [] } };
  }
}

/** Hears of a fork and does nothing. */
class DoesNotHeal extends Device {
  protected override heal(): void {
    // That is what is broken.
  }
}

/** Writes in the clear. */
class DoesNotSeal extends Device {
  protected override seal(payload: Uint8Array, at: RecordAt): SealedRecord {
    const sealed = super.seal(payload, at);
    return { ...sealed, body: payload };
  }
}

/** By what is broken. */
export const brokenDevices = {
  "acknowledges before the commit": AcknowledgesTooEarly,
  "forgets to look at its own last record": ForgetsOwnCheck,
  "doesn't seal again after a removal": DoesNotReseal,
  "skips the lines": SkipsLines,
  "doesn't heal a fork": DoesNotHeal,
  "doesn't seal": DoesNotSeal,
} as const;
