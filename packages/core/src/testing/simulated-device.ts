/** A device in a simulation: a store in memory and the exchange, wish by wish, so that a test can cut it anywhere. */
import { bytesToBase64url, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { advance, begin, type ExchangeEvent, type ExchangeOutcome, type ExchangeStep, type ExchangeWish } from "../sync/exchange.ts";
import { answerPull, answerPush } from "../sync/relay-rules.ts";
import { lastSeq } from "../sync/vector.ts";
import { recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import { createMemoryTable, type MemoryTable } from "./memory-table.ts";

/** An id made from a name. */
export const idOf = (name: string): string => bytesToBase64url(sha256(utf8ToBytes(name)).subarray(0, 16));

/** The one vault of simulations. */
export const simulatedVault = idOf("vault");
export const simulatedKeyring = { length: 1, head: new Uint8Array(32) };

/** A record that says where it stands, in place of a sealed body. */
export const plainRecord = (writer: string, seq: number, text = ""): SealedRecord => ({ writer, seq, epoch: 1, body: utf8ToBytes(`${writer} ${seq} ${text}`) });

/** A device with one writer id. Its store is a record table too. */
export class SimulatedDevice {
  readonly writer: string;
  readonly table: MemoryTable;
  /** Pulls and pushes so far. */
  messages = 0;
  private step: ExchangeStep | undefined;
  private outcome: ExchangeOutcome | undefined;
  private last = 0;

  constructor(writer: string, table: MemoryTable = createMemoryTable()) {
    this.writer = writer;
    this.table = table;
    this.last = lastSeq(table.vector(), writer);
  }

  /** Appends at the next seq that was never used. */
  write(text = ""): void {
    this.last = Math.max(this.last, lastSeq(this.table.vector(), this.writer)) + 1;
    const record = plainRecord(this.writer, this.last, text);
    this.table.insert(record, recordHash(simulatedVault, record));
  }

  erase(address: Address): void {
    this.table.erase(address);
  }

  /** Does one wish; with `lose` the answer never arrives, which ends the exchange. */
  turn(relay: MemoryTable, lose = false): void {
    this.step ??= begin({ vault: simulatedVault, writer: this.writer, have: this.table.vector(), erased: this.table.erased() });
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
  sync(relay: MemoryTable): ExchangeOutcome {
    this.step = undefined;
    this.outcome = undefined;
    for (let turn = 0; turn < 10_000; turn += 1) {
      this.turn(relay);
      if (this.outcome !== undefined) return this.outcome;
    }
    throw new Error("the exchange doesn't end");
  }

  private grant(wish: Exclude<ExchangeWish, { type: "done" }>, relay: MemoryTable): ExchangeEvent {
    switch (wish.type) {
      case "pull":
        this.messages += 1;
        return { type: "pull", page: answerPull(relay, wish.request, simulatedKeyring) };
      case "push": {
        this.messages += 1;
        const receipt = answerPush(relay, simulatedVault, wish.records);
        if (!receipt.ok) throw new Error(receipt.error);
        return { type: "push", receipt: receipt.value };
      }
      case "store":
        answerPush(this.table, simulatedVault, wish.records);
        return { type: "store", have: this.table.vector(), erased: this.table.erased() };
      case "read":
        return { type: "read", records: this.table.read(wish.writer, wish.fromSeq, wish.maxBytes) };
      case "readErased":
        return { type: "readErased", records: this.table.readErased(wish.after, wish.max) };
    }
  }
}
