/**
 * A mailbox for one pairing: at most two sealed messages of each side, for two minutes, and five more
 * once a device answered. Only a vault's object opens one, after a member's signature; whoever names
 * one that isn't open writes nothing. When its time is over, all of it is gone.
 */
import { bytesToBase64url, decodePairingRequest, encodePairingAnswer, pairingLimits, sameBytes, type PairingRequest, type RelayErrorCode } from "@kith/core/relay";
import { DurableObject } from "cloudflare:workers";
import { answer, refuse } from "./answer.ts";
import type { Env } from "./env.ts";
import { registerOf } from "./register-object.ts";

const minuteMs = 60_000;
const openedPerMinute = 5;
const mailboxBytes = 16;

/** Opens mailboxes for the members of one vault, five a minute at most; the body names the mailbox. */
export function createPairingOpener({ PAIRING, REGISTER }: Env): (body: Uint8Array) => Promise<Response> {
  // Eviction forgets them, which is fine: it takes longer than most of a minute without any request.
  let openedMs: readonly number[] = [];
  return async (body) => {
    if (body.length !== mailboxBytes) return refuse("malformed");
    const nowMs = Date.now();
    openedMs = openedMs.filter((atMs) => nowMs - atMs < minuteMs);
    if (openedMs.length >= openedPerMinute) return refuse("tooMany");
    openedMs = [...openedMs, nowMs];
    const mailbox = bytesToBase64url(body);
    await registerOf({ REGISTER }).keepMailbox(mailbox, nowMs + pairingLimits.unclaimedMs + pairingLimits.claimedMs);
    const opened = await PAIRING.get(PAIRING.idFromName(mailbox)).open();
    return opened ? answer(new Uint8Array(0)) : refuse("pairingTaken");
  };
}

/** The Durable Object class of wrangler.toml's binding PAIRING. */
export class PairingObject extends DurableObject {
  readonly #sql = this.ctx.storage.sql;

  /** Opens the mailbox. False where it was opened before: nobody's pairing is prolonged or joined by opening it again. */
  async open(): Promise<boolean> {
    if (this.#isOpen()) return false;
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec("CREATE TABLE mailbox (until_ms INTEGER NOT NULL)");
      this.#sql.exec("CREATE TABLE message (side INTEGER, number INTEGER, sealed BLOB NOT NULL, PRIMARY KEY (side, number))");
      this.#sql.exec("INSERT INTO mailbox (until_ms) VALUES (?)", Date.now() + pairingLimits.unclaimedMs);
    });
    await this.ctx.storage.setAlarm(Date.now() + pairingLimits.unclaimedMs);
    return true;
  }

  /** Takes what one side says, if anything, and gives what the other said. */
  async exchange(body: Uint8Array): Promise<Uint8Array | RelayErrorCode> {
    const request = decodePairingRequest(body);
    if (!request.ok) return request.error;
    if (!this.#isOpen() || this.#untilMs() <= Date.now()) return "noPairing";
    const { side, message } = request.value;
    if (message !== undefined && !(await this.#take(side, message))) return "pairingTaken";
    return encodePairingAnswer(this.#messagesOf(side === 0 ? 1 : 0));
  }

  /** False where another message has that place. The first message of the joining side claims the mailbox. */
  async #take(side: PairingRequest["side"], { index, sealed }: NonNullable<PairingRequest["message"]>): Promise<boolean> {
    const held = this.#messagesOf(side)[index];
    if (held !== undefined) return sameBytes(held, sealed);
    // A message ahead of its turn has no place yet, whoever sends it.
    if (this.#messagesOf(side).length !== index) return false;
    this.#sql.exec("INSERT INTO message (side, number, sealed) VALUES (?, ?, ?)", side, index, sealed);
    if (side === 0 && index === 0) {
      const untilMs = Date.now() + pairingLimits.claimedMs;
      this.#sql.exec("UPDATE mailbox SET until_ms = ?", untilMs);
      await this.ctx.storage.setAlarm(untilMs);
    }
    return true;
  }

  #messagesOf(side: PairingRequest["side"]): Uint8Array[] {
    const rows = this.#sql.exec<{ sealed: ArrayBuffer }>("SELECT sealed FROM message WHERE side = ? ORDER BY number", side);
    return Array.from(rows, ({ sealed }) => new Uint8Array(sealed));
  }

  /** Looks without touching: no table is made by asking. */
  #isOpen(): boolean { return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'mailbox'").toArray().length > 0; }

  #untilMs(): number { return this.#sql.exec<{ until_ms: number }>("SELECT until_ms FROM mailbox").one().until_ms; }

  override async alarm(): Promise<void> { await this.ctx.storage.deleteAll(); }
}
