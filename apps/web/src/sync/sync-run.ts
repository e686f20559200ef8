/** One run of sync: grants what the exchange wishes, one at a time, and ends in an outcome. The driver decides when to run again. */
import {
  advance,
  begin,
  err,
  exchangeRefusals,
  ok,
  pendingRecords,
  type Address,
  type Conflict,
  type ExchangeEvent,
  type ExchangeOutcome,
  type ExchangeRefusal,
  type ExchangeStep,
  type ExchangeWish,
  type Keyring,
  type MemberStanding,
  type RelayHoldings,
  type RelayErrorCode,
  type Result,
  type SealedRecord,
} from "@kith/core/relay";
import type { Transport, TransportError } from "./transport.ts";

/** The local store of sealed records. Failures reject. */
export interface SyncStore {
  /** Last seq held by writer, without holes. */
  vector(): Promise<Record<string, number>>;
  /** Records of `writer` from `fromSeq` on, in order: at least one if held, else bodies of at most `maxBytes`. */
  read(writer: string, fromSeq: number, maxBytes: number): Promise<SealedRecord[]>;
  /** Keeps the records in one strict transaction; resolves after it commits. What can't be opened is kept too, and told. */
  accept(records: SealedRecord[]): Promise<void>;
  /** What is erased here: how many, and which behind `after` by writer, then seq, at most `max`. */
  readonly erased: { count(): Promise<number>; read(after: Address | undefined, max: number): Promise<SealedRecord[]> };
  /** The chain over the hashes of the writer's records 1 to `seq`, all of them held (`extendChain`, erased ones by their kept hash). */
  chain(writer: string, seq: number): Promise<Uint8Array>;
  /** The relay showed the hash of the own record at `seq`: up to there it holds this store's records, and no clone's. */
  proved(seq: number): Promise<void>;
  /** The epoch that `reseal` last brought this store up to; 1 before the first. */
  sealedEpoch(): Promise<number>;
  /**
   * Brings the store up to `keyring`'s newest epoch, in one strict transaction that also keeps the epoch
   * for `sealedEpoch`. For each line: the writer's records of its epoch or an older one that stand above
   * its end, and all of the writer's up to its end where their chain isn't the line's, go, and what they
   * say comes back sealed as this store's own under the newest epoch (erased ones and those that don't
   * open only go). Where own records are among them, the own writer id is replaced by a fresh one first.
   * Gives the own writer id afterwards. Doing it twice is doing it once.
   */
  reseal(keyring: Keyring): Promise<string | undefined>;
}

/** This device's copy of the keyring, checked. */
export interface KeyringStore {
  read(): Promise<Keyring>;
  /** Keeps a chain that was checked and extends the one held, with the epoch keys it wraps for this device. */
  save(keyring: Keyring): Promise<void>;
}

/** What a run works with. */
export interface RunDeps {
  readonly vaultId: string;
  /** This store's own writer id; undefined until it first writes. */
  readonly writer: string | undefined;
  readonly transport: Transport;
  readonly store: SyncStore;
  readonly keyring: KeyringStore;
  /** What the relay held when a run last ended level, where nothing was told of it since. */
  readonly relay?: RelayHoldings;
  /** What the run knows of the relay after each step. */
  readonly onProgress: (progress: Progress) => void;
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
}

/** Runs until level. */
export async function runSync(deps: RunDeps): Promise<Result<Levelled, RunError>> {
  let step = await startExchange(deps);
  let proved = 0;
  let saving: Promise<void> = Promise.resolve();
  while (step.wish.type !== "done") {
    const event = await grant(deps, step.wish);
    if (!event.ok) {
      await saving;
      return event;
    }
    step = advance(step.state, event.value);
    if (step.state.proved > proved) {
      ({ proved } = step.state);
      // Nothing in the run waits for it: what arrives is shown first.
      saving = deps.store.proved(proved);
      saving.catch(() => undefined);
    }
    const { have, theirs, members } = step.state;
    deps.onProgress({ pendingRecords: pendingRecords(have, theirs), members });
  }
  await saving;
  const { kind, conflicts } = step.wish.outcome;
  const { theirs, theirErased, members } = step.state;
  if (kind === "level") return ok({ conflicts, relay: { theirs, theirErased, members } });
  return err(kind === "stalled" ? { kind } : { kind: "refused", code: kind });
}

async function startExchange({ vaultId, writer, store, keyring, relay }: RunDeps): Promise<ExchangeStep> {
  const [held, sealedEpoch, ours] = await Promise.all([holdings(store), store.sealedEpoch(), keyring.read()]);
  return begin({ vault: vaultId, ...held, sealedEpoch, keyring: ours, ...(writer === undefined ? {} : { writer }), ...(relay === undefined ? {} : { relay }) });
}

async function holdings(store: SyncStore) {
  const [have, erased] = await Promise.all([store.vector(), store.erased.count()]);
  return { have, erased };
}

/** Does what the exchange wishes and says what came of it. A store's failure rejects: it is the driver's to show. */
async function grant(deps: RunDeps, wish: Exclude<ExchangeWish, { type: "done" }>): Promise<Result<ExchangeEvent, RunError>> {
  const { transport, store, keyring } = deps;
  switch (wish.type) {
    case "pull":
      return answered(await transport.pull(wish.request), (page) => ({ type: "pull", page }));
    case "push":
      return answered(await transport.push(wish.records), (receipt) => ({ type: "push", receipt }));
    case "readKeyring":
      return answered(await transport.readKeyring(), (entries) => ({ type: "readKeyring", entries }));
    case "append":
      return answered(await transport.appendKeyring(wish.request), () => ({ type: "append" }));
    case "create":
      return answered(await transport.create(wish.entries), () => ({ type: "create" }));
    case "saveKeyring":
      await keyring.save(wish.keyring);
      return ok({ type: "saveKeyring" });
    case "reseal": {
      const writer = await store.reseal(wish.keyring);
      return ok({ type: "reseal", writer, ...(await holdings(store)) });
    }
    case "store":
      await store.accept([...wish.records]);
      return ok({ type: "store", ...(await holdings(store)) });
    case "read":
      return ok({ type: "read", records: await store.read(wish.writer, wish.fromSeq, wish.maxBytes) });
    case "readErased":
      return ok({ type: "readErased", records: await store.erased.read(wish.after, wish.max) });
    case "chain":
      return ok({ type: "chain", chain: await store.chain(wish.writer, wish.seq) });
  }
}

/** A refusal that the exchange knows is news for it, any other ends the run. */
function answered<Value>(answer: Result<Value, TransportError>, toEvent: (value: Value) => ExchangeEvent): Result<ExchangeEvent, RunError> {
  if (answer.ok) return ok(toEvent(answer.value));
  const { error } = answer;
  if (error.kind === "offline") return err(error);
  return isExchangeRefusal(error.code) ? ok({ type: "refused", code: error.code }) : err({ kind: "refused", code: error.code });
}

const isExchangeRefusal = (code: RelayErrorCode): code is ExchangeRefusal => exchangeRefusals.some((known) => known === code);
