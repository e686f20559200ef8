/** One run of sync: keyring level, then records level. Ends in an outcome; the driver decides when to run again. */
import {
  advance,
  begin,
  entryHash,
  err,
  extendsKeyring,
  ok,
  pendingRecords,
  sameBytes,
  verifyKeyring,
  type Address,
  type Conflict,
  type ExchangeEvent,
  type ExchangeStep,
  type ExchangeWish,
  type KeyringMark,
  type RelayErrorCode,
  type Result,
  type SealedRecord,
  type SignedEntry,
} from "@kith/core/relay";
import type { Transport } from "./transport.ts";

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
}

/** This device's copy of the keyring. */
export interface KeyringStore {
  read(): Promise<readonly SignedEntry[]>;
  /** Keeps a chain that was verified and extends the one held. */
  save(entries: readonly SignedEntry[]): Promise<void>;
}

/** What a run works with. */
export interface RunDeps {
  readonly vaultId: string;
  /** This store's own writer id; undefined until it first writes. */
  readonly writer: string | undefined;
  readonly transport: Transport;
  readonly store: SyncStore;
  readonly keyring: KeyringStore;
  /** What the relay is known to lack, as the run goes on. */
  readonly onProgress: (pendingRecords: number) => void;
}

/** Why a run didn't end level. "otherKeyring": the relay shows a chain that doesn't extend ours. */
export type RunError =
  | { readonly kind: "offline" }
  | { readonly kind: "stalled" }
  | { readonly kind: "refused"; readonly code: RelayErrorCode | "otherKeyring" };

/** Runs until level. Gives the conflicts met: a conflict under the own writer is a fork. */
export async function runSync(deps: RunDeps): Promise<Result<readonly Conflict[], RunError>> {
  let step = await startExchange(deps);
  let registered = false;
  while (step.wish.type !== "done") {
    const event = await grant(deps, step.wish);
    if (event.ok) {
      const keyring = event.value.type === "pull" ? await levelKeyring(deps, event.value.page.keyring) : ok(true);
      if (!keyring.ok) return keyring;
      step = advance(step.state, event.value);
      deps.onProgress(pendingRecords(step.state.have, step.state.theirs));
      continue;
    }
    const isUnknown = event.error.kind === "refused" && event.error.code === "unknownVault";
    if (!isUnknown || registered) return event;
    // Never registered yet, or the relay lost all it had: any device brings the vault back.
    registered = true;
    const created = await register(deps);
    if (!created.ok) return created;
    step = await startExchange(deps);
  }
  const { outcome } = step.wish;
  return outcome.kind === "level" ? ok(outcome.conflicts) : err({ kind: "stalled" });
}

async function startExchange({ vaultId, writer, store }: RunDeps): Promise<ExchangeStep> {
  const [have, erased] = [await store.vector(), await store.erased.count()];
  return begin(writer === undefined ? { vault: vaultId, have, erased } : { vault: vaultId, have, erased, writer });
}

/** Does what the exchange wishes and says what came of it. A store's failure rejects: it is the driver's to show. */
async function grant(deps: RunDeps, wish: Exclude<ExchangeWish, { type: "done" }>): Promise<Result<ExchangeEvent, RunError>> {
  switch (wish.type) {
    case "pull": {
      const page = await deps.transport.pull(wish.request);
      return page.ok ? ok({ type: "pull", page: page.value }) : page;
    }
    case "push": {
      const receipt = await deps.transport.push(wish.records);
      return receipt.ok ? ok({ type: "push", receipt: receipt.value }) : receipt;
    }
    case "store":
      await deps.store.accept([...wish.records]);
      return ok({ type: "store", have: await deps.store.vector(), erased: await deps.store.erased.count() });
    case "read":
      return ok({ type: "read", records: await deps.store.read(wish.writer, wish.fromSeq, wish.maxBytes) });
    case "readErased":
      return ok({ type: "readErased", records: await deps.store.erased.read(wish.after, wish.max) });
  }
}

async function register(deps: RunDeps): Promise<Result<true, RunError>> {
  const created = await deps.transport.create(await deps.keyring.read());
  // Another device was quicker: the vault is there, which is all we wanted.
  const isThere = !created.ok && created.error.kind === "refused" && created.error.code === "vaultExists";
  return isThere ? ok(true) : created;
}

/** Both sides hold one chain: takes what is new there, gives what is missing there (a rolled-back relay). */
async function levelKeyring(deps: RunDeps, mark: KeyringMark): Promise<Result<true, RunError>> {
  const ours = await deps.keyring.read();
  const newest = ours.at(-1);
  if (newest !== undefined && mark.length === ours.length && sameBytes(entryHash(newest), mark.head)) return ok(true);
  const theirs = await deps.transport.readKeyring();
  if (!theirs.ok) return theirs;
  const longer = theirs.value.length > ours.length ? theirs.value : ours;
  const shorter = longer === ours ? theirs.value : ours;
  if (!extendsKeyring(shorter, longer) || !verifyKeyring(longer, deps.vaultId).ok) return err({ kind: "refused", code: "otherKeyring" });
  if (longer === ours) return appendFrom(deps, ours, theirs.value.length);
  await deps.keyring.save(longer);
  return ok(true);
}

async function appendFrom(deps: RunDeps, entries: readonly SignedEntry[], from: number): Promise<Result<true, RunError>> {
  for (let position = from; position < entries.length; position += 1) {
    const entry = entries[position];
    const state = verifyKeyring(entries.slice(0, position), deps.vaultId);
    if (entry === undefined || !state.ok) return err({ kind: "stalled" });
    const appended = await deps.transport.appendKeyring({ expectedHead: state.value.head, entry });
    if (appended.ok) continue;
    const moved = appended.error.kind === "refused" && appended.error.code === "headMoved";
    if (!moved) return appended;
    // Someone appended meanwhile. The next run compares the chains again.
    return err({ kind: "stalled" });
  }
  return ok(true);
}

