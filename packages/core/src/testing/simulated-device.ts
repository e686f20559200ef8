/** Devices and a relay in a simulation: stores in memory and the exchange, wish by wish, so that a test can cut it anywhere. */
import { utf8ToBytes } from "../prelude/bytes.ts";
import type { Result } from "../prelude/result.ts";
import { advance, begin, exchangeRefusals, type ExchangeEvent, type ExchangeOutcome, type ExchangeRefusal, type ExchangeStep, type ExchangeWish } from "../sync/exchange.ts";
import { answerAppend, answerCreate, chainOf } from "../sync/keyring-rules.ts";
import { answerPull, answerPush, judgeHeld } from "../sync/relay-rules.ts";
import { lastSeq, type Vector } from "../sync/vector.ts";
import type { Keyring } from "../vault/keyring.ts";
import type { Line } from "../vault/line.ts";
import { isErased, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import { createMemoryTable, type MemoryTable } from "./memory-table.ts";
import { idOf } from "./simulated-id.ts";
import { keyringOf } from "./simulated-keyring.ts";
import { strays } from "./strays.ts";

export { idOf } from "./simulated-id.ts";

/** The keyring of the one vault of simulations: the device called "owner" made it. */
export const simulatedKeyring = await keyringOf("owner");
export const simulatedVault = simulatedKeyring.state.vaultId;

/** A record of epoch 1 that says where it stands, in place of a sealed body. */
export const plainRecord = (writer: string, seq: number, text = ""): SealedRecord => ({ writer, seq, epoch: 1, body: utf8ToBytes(`${writer} ${seq} ${text}`) });

/** The line that ends an epoch where `table` ends. */
export const lineOf = (table: MemoryTable): Line => new Map(Object.entries(table.vector()).map(([writer, seq]) => [writer, { seq, chain: chainOf(table.hashes(writer, seq)) }]));

/** A relay: a table, and a keyring unless it never had the vault or lost it. */
export interface SimulatedRelay extends MemoryTable {
  keyring: Keyring | undefined;
  copy(): SimulatedRelay;
}

export const createRelay = (keyring: Keyring | undefined = simulatedKeyring, table = createMemoryTable()): SimulatedRelay => {
  const relay: SimulatedRelay = { ...table, keyring, copy: () => createRelay(relay.keyring, table.copy()) };
  return relay;
};

/** A device with one writer id. Its store is a record table too. */
export class SimulatedDevice {
  writer: string;
  readonly table: MemoryTable;
  keyring: Keyring;
  sealedEpoch = 1;
  /** Requests to the relay so far. */
  messages = 0;
  private step: ExchangeStep | undefined;
  private outcome: ExchangeOutcome | undefined;
  private last = 0;

  constructor(writer: string, table: MemoryTable = createMemoryTable(), keyring = simulatedKeyring) {
    this.writer = writer;
    this.table = table;
    this.keyring = keyring;
    this.last = lastSeq(table.vector(), writer);
  }

  /** Appends at the next seq that was never used. */
  write(text = "", epoch = this.keyring.state.epoch): void {
    this.last = Math.max(this.last, lastSeq(this.table.vector(), this.writer)) + 1;
    const record = { ...plainRecord(this.writer, this.last, text), epoch };
    this.table.insert(record, recordHash(simulatedVault, record));
  }

  erase(address: Address): void {
    this.table.erase(address);
  }

  /** Does one wish; with `lose` the answer never arrives, which ends the exchange. */
  turn(relay: SimulatedRelay, lose = false): void {
    const { writer, table, keyring, sealedEpoch } = this;
    this.step ??= begin({ vault: simulatedVault, writer, keyring, sealedEpoch, ...holdings(table) });
    const { wish, state } = this.step;
    if (wish.type === "done") {
      this.outcome = wish.outcome;
      this.step = undefined;
      return;
    }
    const event = this.grant(wish, relay);
    this.step = lose ? undefined : advance(state, event);
  }

  /** Runs a whole exchange; throws where it doesn't end. */
  sync(relay: SimulatedRelay): ExchangeOutcome {
    this.step = undefined;
    this.outcome = undefined;
    for (let turn = 0; turn < 10_000; turn += 1) {
      this.turn(relay);
      if (this.outcome !== undefined) return this.outcome;
    }
    throw new Error("the exchange doesn't end");
  }

  private grant(wish: Exclude<ExchangeWish, { type: "done" }>, relay: SimulatedRelay): ExchangeEvent {
    switch (wish.type) {
      case "saveKeyring":
        this.keyring = wish.keyring;
        return { type: "saveKeyring" };
      case "reseal":
        this.reseal(wish.keyring);
        return { type: "reseal", writer: this.writer, ...holdings(this.table) };
      case "store":
        for (const record of wish.records) accept(this.table, record);
        return { type: "store", ...holdings(this.table) };
      case "read":
        return { type: "read", records: this.table.read(wish.writer, wish.fromSeq, wish.maxBytes) };
      case "readErased":
        return { type: "readErased", records: this.table.readErased(wish.after, wish.max) };
      case "chain":
        return { type: "chain", chain: chainOf(this.table.hashes(wish.writer, wish.seq)) };
      case "pull":
      case "push":
      case "readKeyring":
      case "append":
      case "create":
        this.messages += 1;
        return answer(relay, wish);
    }
  }

  /** Strays become own records again, told apart by what they said. */
  private reseal({ state }: Keyring): void {
    const found = this.table.writers().flatMap((writer) => strays(state, this.table.read(writer, 1, Number.POSITIVE_INFINITY), writer === this.writer));
    if (found.some(({ writer }) => writer === this.writer)) {
      this.writer = idOf(`${this.writer} again`);
      this.last = 0;
    }
    for (const record of found) this.table.lose(record);
    for (const { body } of found.filter((record) => !isErased(record))) {
      this.last += 1;
      const record = { writer: this.writer, seq: this.last, epoch: state.epoch, body };
      this.table.insert(record, recordHash(simulatedVault, record));
    }
    this.sealedEpoch = state.epoch;
  }
}

const holdings = (table: MemoryTable): { readonly have: Vector; readonly erased: number } => ({ have: table.vector(), erased: table.erased() });

function accept(table: MemoryTable, record: SealedRecord): void {
  const hash = recordHash(simulatedVault, record);
  const held = table.hashAt(record.writer, record.seq);
  if (held === undefined) table.insert(record, hash);
  else if (judgeHeld(record, hash, held) === "erase") table.erase(record);
}

type Request = Extract<ExchangeWish, { type: "pull" | "push" | "readKeyring" | "append" | "create" }>;

/** A relay's answer. A refusal that no exchange goes on from is a bug of the simulation. */
function answer(relay: SimulatedRelay, request: Request): ExchangeEvent {
  const { keyring } = relay;
  if (request.type === "create") {
    if (keyring !== undefined) return { type: "refused", code: "vaultExists" };
    return grow(relay, answerCreate(request.entries, simulatedVault), "create");
  }
  if (keyring === undefined) return { type: "refused", code: "unknownVault" };
  switch (request.type) {
    case "pull":
      return { type: "pull", page: answerPull(relay, request.request, { keyring: keyring.state, members: [] }) };
    case "readKeyring":
      return { type: "readKeyring", entries: keyring.entries };
    case "append":
      return grow(relay, answerAppend(relay, keyring, request.request), "append");
    case "push": {
      const receipt = answerPush(relay, keyring.state, request.records);
      return receipt.ok ? { type: "push", receipt: receipt.value } : { type: "refused", code: known(receipt.error) };
    }
  }
}

function grow(relay: SimulatedRelay, grown: Result<Keyring, string>, type: "append" | "create"): ExchangeEvent {
  if (!grown.ok) return { type: "refused", code: known(grown.error) };
  relay.keyring = grown.value;
  return { type };
}

function known(code: string): ExchangeRefusal {
  const found = exchangeRefusals.find((refusal) => refusal === code);
  if (found === undefined) throw new Error(`the relay refuses: ${code}`);
  return found;
}
