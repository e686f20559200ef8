/** The talk between a device and a pairing's mailbox: says what there is to say, and asks, once a second. */
import { pairingLimits, type PairingFailure, type PairingSide, type RelayErrorCode, type Result, type TransportError } from "@kith/core/relay";
import type { Mailbox } from "./mailbox.ts";
import { nothing, type Timers } from "./timers.ts";
import type { Platform } from "./vault-session.ts";

/** Why adding a device ended without it. "notMine": the owner said no, on this screen; "refused": on the other. */
export type PairingEnd = "notALink" | "expired" | "taken" | "altered" | "notMine" | "refused" | "offline" | "tooMany" | "tooManyDevices" | "notRegistered" | "unheard" | "untrusted" | "server";

/** Where adding a device stands, as either screen tells it. `isCutOff`: the server hasn't answered for some seconds. */
export type PairingStep =
  | { readonly kind: "waiting"; readonly link: string; readonly untilMs: number; readonly isCutOff: boolean }
  | { readonly kind: "knocking"; readonly isCutOff: boolean }
  /** `device`: the other's name, where this is the owner's screen. */
  | { readonly kind: "comparing"; readonly code: string; readonly device?: string; readonly isCutOff: boolean }
  | { readonly kind: "adding" }
  | { readonly kind: "added"; readonly device: string }
  | { readonly kind: "ended"; readonly why: PairingEnd };

export interface PairingDeps {
  readonly serverUrl: string;
  readonly platform: Platform;
  readonly timers: Timers;
}

/** Between two questions. */
export const pollMs = 1000;
/** Failures in a row before the screen says so. */
const cutOffAfter = 3;

interface Saying { readonly said: readonly Uint8Array[]; readonly heard: readonly Uint8Array[] }

export interface Line<Side extends Saying> {
  readonly mailbox: Mailbox;
  readonly side: PairingSide;
  readonly first: Side;
  readonly timers: Timers;
  readonly hear: (pairing: Side, messages: readonly Uint8Array[]) => Result<Side, PairingFailure>;
  /** After every round; `delivered`: own messages that the mailbox has. */
  readonly heard: (now: { readonly pairing: Side; readonly delivered: number; readonly isCutOff: boolean }) => void;
  readonly ended: (why: PairingEnd) => void;
}

export interface Talk<Side extends Saying> {
  /** Says something at the next round: what `next` makes of the pairing as it stands then. */
  readonly say: (next: (pairing: Side) => Side) => void;
  readonly stop: () => void;
}

/** Says what there is to say and asks what the other said, until stopped or over. */
export function talk<Side extends Saying>(line: Line<Side>): Talk<Side> {
  const { timers, side } = line;
  let pairing = line.first;
  let delivered = 0;
  let failures = 0;
  let untilMs = timers.nowMs() + pairingLimits.unclaimedMs;
  let isClaimed = false;
  let isOver = false;
  let callOff = nothing;

  const end = (why: PairingEnd): void => {
    isOver = true;
    line.ended(why);
  };
  const take = (messages: readonly Uint8Array[]): PairingFailure | undefined => {
    const heard = line.hear(pairing, messages);
    if (!heard.ok) return heard.error;
    pairing = heard.value;
    if (isClaimed || (side === 0 ? delivered : pairing.heard.length) === 0) return undefined;
    isClaimed = true;
    untilMs = timers.nowMs() + pairingLimits.claimedMs;
    return undefined;
  };
  const round = async (): Promise<void> => {
    const sealed = pairing.said[delivered];
    const told = await line.mailbox(sealed === undefined ? { side } : { side, message: { index: delivered, sealed } });
    if (isOver) return;
    if (told.ok) {
      failures = 0;
      if (sealed !== undefined) delivered += 1;
      const failure = take(told.value);
      if (failure !== undefined) return end(failure);
    } else {
      failures += 1;
      const why = endOf(told.error);
      if (why !== "offline" && why !== "tooMany") return end(why);
    }
    if (timers.nowMs() > untilMs) return end(failures > 0 ? "offline" : "expired");
    line.heard({ pairing, delivered, isCutOff: failures >= cutOffAfter });
    if (!isOver) callOff = timers.after(failures === 0 && delivered < pairing.said.length ? 0 : pollMs, () => { void round(); });
  };
  void round();
  return {
    say: (next) => { pairing = next(pairing); },
    stop: () => { isOver = true; callOff(); },
  };
}

const ends: Partial<Record<RelayErrorCode, PairingEnd>> = { noPairing: "expired", pairingTaken: "taken", tooMany: "tooMany", badEntry: "tooManyDevices", unknownVault: "notRegistered" };

export const endOf = (error: TransportError): PairingEnd => (error.kind === "offline" ? "offline" : ends[error.code] ?? "server");
