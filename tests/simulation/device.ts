/**
 * A device of a simulation: the product's exchange over a disk in memory, a wish at a time, so that it can
 * be cut between any two. What the browser's store does around the exchange is modelled here: sealing,
 * setting damaged records aside, emptying what a list names, healing forks, going over to a new epoch.
 */
import {
  advance, begin, decodeEntries, decodePullPage, decodeReceipt, encodeAppend, encodeEntries, encodePullRequest, encodeRecords, exchangeRefusals, extendChain, isErased, sameBytes, startOfChain,
  type Address, type ExchangeEvent, type ExchangeOutcome, type ExchangeStep, type ExchangeWish, type Keyring, type PullPage, type RelayHoldings, type Result, type SealedRecord,
} from "@kith/core/relay";
import { createEventLog, encodeErasure, type DeviceId } from "@kith/core";
import { idOf, strays } from "@kith/core/testing";
import type { Chance } from "./chance.ts";
import { isContent } from "./contents.ts";
import { openFor, rowsOf, sealAt, take, type Disk, type RecordAt } from "./disk.ts";
import { vault } from "./members.ts";
import type { Action, Answer, Request } from "./relay.ts";

/** Takes a request to the relay and brings its answer, or undefined where nothing that makes sense came back. */
export type Send = (request: Request) => Answer | undefined;

type DiskWish = Exclude<ExchangeWish, { type: Action | "done" }>;

const reader = createEventLog({ device: idOf("reader") as DeviceId, random: (length) => new Uint8Array(length) });

export class Device {
  readonly name: string;
  readonly id: string;
  disk: Disk;
  /** True while the disk has no room. */
  isFull = false;
  /** Requests of the run that is under way, or was last. */
  messages = 0;
  /** Told of each record that is about to be stored. */
  onStore: (record: SealedRecord) => void = () => undefined;
  protected readonly chance: Chance;
  private step: ExchangeStep | undefined;
  /** What the relay held after a run that ended level. */
  private relay: RelayHoldings | undefined;

  constructor(name: string, disk: Disk, chance: Chance) {
    this.name = name;
    this.id = idOf(name);
    this.disk = disk;
    this.chance = chance;
  }

  /** Nothing but the disk outlives this. */
  crash(): void {
    this.step = undefined;
    this.relay = undefined;
  }

  /** The minute is up, or the relay said that something changed: the next run asks first. */
  look(): void {
    this.relay = undefined;
  }

  get isRunning(): boolean {
    return this.step !== undefined;
  }

  /** Seals and commits payloads as own records; the addresses they stand at. */
  write(payloads: readonly Uint8Array[]): readonly Address[] {
    return payloads.map((payload) => {
      const at = { writer: this.disk.writer, seq: this.nextSeq(), epoch: this.disk.keyring.state.epoch };
      take(this.disk.table, [this.seal(payload, at)]);
      return at;
    });
  }

  /** Empties a record for good, and says so to the others: one transaction. */
  erase(address: Address): void {
    this.write(encodeErasure([address]));
    this.disk.table.erase(address);
  }

  /** What is held and says something: addresses by what they say. */
  readable(): ReadonlyMap<string, Address> {
    return new Map(rowsOf(this.disk.table).flatMap((record) => {
      const said = openFor(this.disk.keyring, record);
      return said === undefined ? [] : [[said.key, record] as const];
    }));
  }

  /** One wish of a run, beginning a run where none is under way. Gives the outcome where it ended so. */
  turn(send: Send): ExchangeOutcome | undefined {
    this.step ??= this.beginRun();
    const { wish, state } = this.step;
    if (wish.type === "done") {
      this.step = undefined;
      const { theirs, theirErased, members } = state;
      this.relay = wish.outcome.kind === "level" && wish.outcome.conflicts.length === 0 ? { theirs, theirErased, members } : undefined;
      this.heal(wish.outcome);
      return wish.outcome;
    }
    const event = isForDisk(wish) ? this.grantFromDisk(wish) : this.grantFromRelay(wish, send);
    this.step = event === undefined ? undefined : advance(state, event);
    if (this.step && this.step.state.proved > 0) this.disk.proved = this.step.state.proved;
    if (event === undefined) this.relay = undefined;
    return undefined;
  }

  /** Asks the relay once, outside of a run. */
  ask(action: Action, body: Uint8Array, send: Send): Answer | undefined {
    return send({ by: this.id, action, body });
  }

  private beginRun(): ExchangeStep {
    this.messages = 0;
    this.setDamagedAside();
    const { writer, sealedEpoch } = this.disk;
    return begin({ vault, writer, keyring: this.keyringForRun(), sealedEpoch, ...this.holdings(), ...(this.relay === undefined ? {} : { relay: this.relay }) });
  }

  /** What a run begins with. */
  protected keyringForRun(): Keyring {
    return this.disk.keyring;
  }

  /** A page as it came. */
  protected readPage(bytes: Uint8Array): Result<PullPage, string> {
    return decodePullPage(bytes);
  }

  /** A payload as it goes to the disk. */
  protected seal(payload: Uint8Array, at: RecordAt): SealedRecord {
    return sealAt(payload, at, (length) => this.chance.bytes(length));
  }

  /** What doesn't open though its key is held was damaged: it is a hole until it comes again. */
  private setDamagedAside(): void {
    for (const record of rowsOf(this.disk.table)) this.isSetAside(record);
  }

  /** Of a page for the relay what comes before the first damaged record, which is set aside. */
  private soundPart(page: readonly SealedRecord[]): readonly SealedRecord[] {
    const end = page.findIndex((record) => this.isSetAside(record));
    return end < 0 ? page : page.slice(0, end);
  }

  /** True where the record was damaged, and is a hole now. */
  private isSetAside(record: SealedRecord): boolean {
    const { table, keyring } = this.disk;
    if (isErased(record) || record.epoch > keyring.state.epoch || openFor(keyring, record) !== undefined || !table.setAside(record)) return false;
    this.asideUpTo.set(record.writer, Math.max(this.asideUpTo.get(record.writer) ?? 0, record.seq));
    return true;
  }

  private grantFromRelay(wish: Exclude<ExchangeWish, DiskWish | { type: "done" }>, send: Send): ExchangeEvent | undefined {
    switch (wish.type) {
      case "pull":
        return this.request({ action: "pull", body: encodePullRequest(wish.request) }, send, (bytes) => read(this.readPage(bytes), (page) => ({ type: "pull", page })));
      case "push":
        return this.request({ action: "push", body: encodeRecords(wish.records) }, send, (bytes) => read(decodeReceipt(bytes), (receipt) => {
          // What the browser's store keeps beside its records: how far its own went.
          const own = receipt.conflicts.length === 0 ? receipt.vector[this.disk.writer] : undefined;
          if (own !== undefined && wish.records.some(({ writer }) => writer === this.disk.writer)) this.disk.sent = own;
          return { type: "push", receipt };
        }));
      case "readKeyring":
        return this.request({ action: "readKeyring", body: new Uint8Array(0) }, send, (bytes) => read(decodeEntries(bytes), (entries) => ({ type: "readKeyring", entries })));
      case "append":
        return this.request({ action: "append", body: encodeAppend(wish.request) }, send, () => ({ type: "append" }));
      case "create":
        return this.request({ action: "create", body: encodeEntries(wish.entries) }, send, () => ({ type: "create" }));
    }
  }

  private request({ action, body }: Omit<Request, "by">, send: Send, toEvent: (bytes: Uint8Array) => ExchangeEvent | undefined): ExchangeEvent | undefined {
    this.messages += 1;
    const answer = this.ask(action, body, send);
    if (answer === undefined) return undefined;
    if ("bytes" in answer) return toEvent(answer.bytes);
    const code = exchangeRefusals.find((refusal) => refusal === answer.refused);
    return code === undefined ? undefined : { type: "refused", code };
  }

  private grantFromDisk(wish: DiskWish): ExchangeEvent | undefined {
    const { table } = this.disk;
    switch (wish.type) {
      case "saveKeyring":
        return this.commit(() => {
          this.disk.keyring = wish.keyring;
          return { type: "saveKeyring" };
        });
      case "reseal":
        return this.commit(() => {
          this.reseal(wish.keyring);
          return { type: "reseal", writer: this.disk.writer, ...this.holdings() };
        });
      case "store":
        return this.commit(() => {
          for (const record of wish.records) this.onStore(record);
          take(table, wish.records);
          this.emptyWhatListsName();
          return { type: "store", ...this.holdings() };
        });
      case "read":
        return { type: "read", records: this.soundPart(table.read(wish.writer, wish.fromSeq, wish.maxBytes)) };
      case "readErased":
        return { type: "readErased", records: table.readErased(wish.after, wish.max) };
      case "chain":
        return { type: "chain", chain: this.chainOf(wish.writer, wish.seq) };
    }
  }

  /** All of it or nothing: a full disk ends the run. */
  private commit(work: () => ExchangeEvent): ExchangeEvent | undefined {
    return this.isFull ? undefined : work();
  }

  private readonly holdings = () => ({ have: this.disk.table.vector(), erased: this.disk.table.erased() });

  private nextSeq(): number {
    const { table, writer, sent } = this.disk;
    return Math.max(sent, this.asideUpTo.get(writer) ?? 0, ...table.read(writer, 1, Number.POSITIVE_INFINITY).map(({ seq }) => seq), 0) + 1;
  }

  /** Seqs that were used and set aside, or that the relay acknowledged, are never used again. */
  private readonly asideUpTo = new Map<string, number>();

  private emptyWhatListsName(): void {
    const { table, keyring } = this.disk;
    this.setDamagedAside();
    for (const record of rowsOf(table)) {
      const said = openFor(keyring, record);
      if (said !== undefined && !isContent(said.key)) for (const address of reader.read([said.payload]).erased) table.erase(address);
    }
  }

  protected reseal({ state }: Keyring): void {
    const { disk } = this;
    const going = disk.table.writers().flatMap((writer) => strays(state, disk.table.read(writer, 1, Number.POSITIVE_INFINITY), writer === disk.writer));
    if (going.some(({ writer }) => writer === disk.writer)) this.takeFreshWriter();
    this.sealAgain(going);
    disk.sealedEpoch = state.epoch;
  }

  /** A fork, or an own record lost before it was pushed: what was written since goes on under a fresh writer id. */
  protected heal({ conflicts }: ExchangeOutcome): void {
    const { disk } = this;
    const own = conflicts.find(({ writer }) => writer === disk.writer);
    if (own === undefined || this.isFull) return;
    const shared = Math.max(Math.min(disk.proved, own.seq - 1), this.pinnedUpTo());
    const tail = disk.table.read(disk.writer, shared + 1, Number.POSITIVE_INFINITY);
    this.takeFreshWriter();
    this.sealAgain(tail);
  }

  /** The furthest end of a line under the own writer whose chain is that of what is held. */
  private pinnedUpTo(): number {
    const { table, writer, keyring } = this.disk;
    const held = table.vector()[writer] ?? 0;
    const ends = keyring.state.lines.flatMap((line) => line.get(writer) ?? []);
    return Math.max(0, ...ends.filter(({ seq, chain }) => seq <= held && sameBytes(this.chainOf(writer, seq), chain)).map(({ seq }) => seq));
  }

  private chainOf(writer: string, seq: number): Uint8Array {
    return [...this.disk.table.hashes(writer, seq)].reduce(extendChain, startOfChain);
  }

  private takeFreshWriter(): void {
    this.disk.writer = Buffer.from(this.chance.bytes(16)).toString("base64url");
    this.disk.sent = 0;
    this.disk.proved = 0;
  }

  private sealAgain(records: readonly SealedRecord[]): void {
    const { table, keyring } = this.disk;
    for (const record of records) {
      const said = openFor(keyring, record);
      table.lose(record);
      if (said !== undefined) this.write([said.payload]);
    }
  }
}

const read = <Value>(decoded: Result<Value, string>, toEvent: (value: Value) => ExchangeEvent): ExchangeEvent | undefined => (decoded.ok ? toEvent(decoded.value) : undefined);

const isForDisk = (wish: Exclude<ExchangeWish, { type: "done" }>): wish is DiskWish => !["pull", "push", "readKeyring", "append", "create"].includes(wish.type);
