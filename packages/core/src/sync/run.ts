/** One run of sync: grants what the exchange wishes, one at a time, and ends in an outcome. A driver decides when to run again. */
import { err, ok, type Result } from "../prelude/result.ts";
import type { Keyring } from "../vault/keyring.ts";
import type { Address, SealedRecord } from "../vault/record.ts";
import type { MemberStanding } from "./codec.ts";
import {
  advance, begin, exchangeRefusals, pendingRecords,
  type Conflict, type ExchangeEvent, type ExchangeOutcome, type ExchangeRefusal, type ExchangeStep, type ExchangeWish, type RelayHoldings,
} from "./exchange.ts";
import type { Holdings } from "./exchange-state.ts";
import type { RelayErrorCode } from "./limits.ts";
import type { Transport, TransportError } from "./transport.ts";
import type { Vector } from "./vector.ts";

/** A device as a run sees it. Failures of its store reject. */
export interface RunDevice {
  readonly vaultId: string;
  /** This store's own writer id now. */
  writer(): string;
  keyring(): Promise<Keyring>;
  /** Keeps a longer chain, if its newest epoch opens; false where it doesn't. */
  saveKeyring(keyring: Keyring): Promise<boolean>;
  /** The epoch this store was last sealed again for. */
  sealedEpoch(): Promise<number>;
  holdings(): Promise<Holdings>;
  /** Records for the relay, in order, up to the first that doesn't open or is only claimed to be erased. */
  read(writer: string, fromSeq: number, maxBytes: number): Promise<readonly SealedRecord[]>;
  /** The hash of a record, erased or not; undefined where it isn't held, or was damaged: then it is set aside. */
  hashAt(writer: string, seq: number): Promise<Uint8Array | undefined>;
  accept(records: readonly SealedRecord[]): Promise<void>;
  proven(after: Address | undefined, max: number, theirs: Vector): Promise<{ readonly proven: readonly SealedRecord[]; readonly last: Address | undefined }>;
  claims(max: number): Promise<readonly Address[]>;
  whole(addresses: readonly Address[]): Promise<readonly SealedRecord[]>;
  chain(writer: string, seq: number): Promise<Uint8Array>;
  /** The relay took own records up to `seq`. */
  sent(seq: number): Promise<void>;
  /** The relay showed the hash of the own record at `seq`: up to there it holds this store's records, and no clone's. */
  proved(seq: number): Promise<void>;
  /** Brings the store up to the keyring's newest epoch; the own writer id afterwards. */
  reseal(keyring: Keyring): Promise<string>;
}

/** What a run works with. */
export interface RunDeps {
  readonly device: RunDevice;
  readonly transport: Transport;
  /** What the relay held when a run last ended level, where nothing was told of it since. */
  readonly relay?: RelayHoldings;
  /** What the run knows of the relay after each step. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a run is. */
export interface Progress {
  /** What the relay is known to lack. */
  readonly pendingRecords: number;
  /** How every member does, this device too, as the relay last said. */
  readonly members: readonly MemberStanding[];
}

/** Why a run didn't end level: nobody answered, the relay refused, or the exchange refused what it gave. */
export type RunError =
  | { readonly kind: "offline" }
  | { readonly kind: "stalled" }
  | { readonly kind: "refused"; readonly code: Exclude<RelayErrorCode, ExchangeRefusal> | Exclude<ExchangeOutcome["kind"], "level" | "stalled"> };

/** A run that ended level. */
export interface Levelled {
  /** A conflict under the own writer is a fork. */
  readonly conflicts: readonly Conflict[];
  /** What the relay holds now. */
  readonly relay: RelayHoldings;
  /** False where records came last: the relay doesn't know yet that this device has them. */
  readonly isTold: boolean;
}

/** A run under way. */
export interface Run {
  /** Grants one wish; the end, once there is one. */
  step(): Promise<Result<Levelled, RunError> | undefined>;
}

/** A run that hasn't begun. */
export function createRun(deps: RunDeps): Run {
  let step: ExchangeStep | undefined;
  let proved = 0;
  let saving: Promise<void> = Promise.resolve();
  return {
    async step() {
      step ??= await start(deps);
      if (step.wish.type === "done") {
        await saving;
        return endOf(step);
      }
      const event = await grant(deps, step.wish);
      if (!event.ok) {
        await saving;
        return event;
      }
      step = advance(step.state, event.value);
      const { have, theirs, members } = step.state;
      if (step.state.proved > proved) {
        ({ proved } = step.state);
        // Nothing in the run waits for it: what arrives is shown first.
        saving = deps.device.proved(proved);
        saving.catch(() => undefined);
      }
      deps.onProgress?.({ pendingRecords: pendingRecords(have, theirs), members });
      return undefined;
    },
  };
}

/** Runs until level. */
export async function runSync(deps: RunDeps): Promise<Result<Levelled, RunError>> {
  const run = createRun(deps);
  for (;;) {
    const ended = await run.step();
    if (ended !== undefined) return ended;
  }
}

function endOf({ wish, state }: ExchangeStep): Result<Levelled, RunError> {
  if (wish.type !== "done") return err({ kind: "stalled" });
  const { kind, conflicts } = wish.outcome;
  const { theirs, theirErased, members, isTold } = state;
  if (kind === "level") return ok({ conflicts, relay: { theirs, theirErased, members }, isTold });
  return err(kind === "stalled" ? { kind } : { kind: "refused", code: kind });
}

async function start({ device, relay }: RunDeps): Promise<ExchangeStep> {
  const [held, sealedEpoch, keyring] = await Promise.all([device.holdings(), device.sealedEpoch(), device.keyring()]);
  return begin({ vault: device.vaultId, ...held, sealedEpoch, keyring, writer: device.writer(), ...(relay === undefined ? {} : { relay }) });
}

/** Does what the exchange wishes and says what came of it. */
async function grant({ device, transport }: RunDeps, wish: Exclude<ExchangeWish, { type: "done" }>): Promise<Result<ExchangeEvent, RunError>> {
  switch (wish.type) {
    case "pull":
      return answered(await transport.pull(wish.request), (page) => ({ type: "pull", page }));
    case "push": {
      const receipt = await transport.push(wish.request);
      if (receipt.ok) await noteSent(device, wish.request.records, receipt.value);
      return answered(receipt, (value) => ({ type: "push", receipt: value }));
    }
    case "readKeyring":
      return answered(await transport.readKeyring(), (entries) => ({ type: "readKeyring", entries }));
    case "append":
      return answered(await transport.appendKeyring(wish.request), () => ({ type: "append" }));
    case "create":
      return answered(await transport.create(wish.entries), (page) => ({ type: "create", page }));
    case "fetch":
      return answered(await transport.fetch(wish.addresses), (records) => ({ type: "fetch", records }));
    case "listErased":
      return answered(await transport.listErased(wish.after), (records) => ({ type: "listErased", records }));
    case "saveKeyring":
      return ok({ type: "saveKeyring", isKept: await device.saveKeyring(wish.keyring) });
    case "reseal": {
      const writer = await device.reseal(wish.keyring);
      return ok({ type: "reseal", writer, ...(await device.holdings()) });
    }
    case "store":
      await device.accept(wish.records);
      return ok({ type: "store", ...(await device.holdings()) });
    case "read":
      return ok({ type: "read", records: await device.read(wish.writer, wish.fromSeq, wish.maxBytes) });
    case "hashAt":
      return ok({ type: "hashAt", sha256: await device.hashAt(wish.writer, wish.seq) });
    case "readErased": {
      const { proven, last } = await device.proven(wish.after, wish.max, wish.theirs);
      return ok({ type: "readErased", records: proven, last });
    }
    case "readClaims":
      return ok({ type: "readClaims", addresses: await device.claims(wish.max) });
    case "readWhole":
      return ok({ type: "readWhole", records: await device.whole(wish.addresses) });
    case "chain":
      return ok({ type: "chain", chain: await device.chain(wish.writer, wish.seq) });
  }
}

/** How far the relay took own records: a seq that it took is never used again, whatever becomes of this store's rows. */
async function noteSent(device: RunDevice, pushed: readonly SealedRecord[], { conflicts, vector }: { readonly conflicts: readonly Address[]; readonly vector: Vector }): Promise<void> {
  const own = conflicts.length === 0 ? vector[device.writer()] : undefined;
  if (own !== undefined && pushed.some(({ writer }) => writer === device.writer())) await device.sent(own);
}

/** A refusal that the exchange knows is news for it, any other ends the run. */
function answered<Value>(answer: Result<Value, TransportError>, toEvent: (value: Value) => ExchangeEvent): Result<ExchangeEvent, RunError> {
  if (answer.ok) return ok(toEvent(answer.value));
  const { error } = answer;
  if (error.kind === "offline") return err(error);
  return isExchangeRefusal(error.code) ? ok({ type: "refused", code: error.code }) : err({ kind: "refused", code: error.code });
}

const isExchangeRefusal = (code: RelayErrorCode): code is ExchangeRefusal => exchangeRefusals.some((known) => known === code);
