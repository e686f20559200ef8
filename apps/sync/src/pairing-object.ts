/**
 * All mailboxes of pairings under way, in one object, so that a mailbox leaves nothing behind when its time
 * is over. At most two sealed messages of each side, in the order of the handshake, for two minutes, and
 * five once a device answered. Only a vault's object opens one, after a member's signature; whoever names
 * one that isn't open writes nothing.
 */
import { bytesToBase64url, decodePairingRequest, encodePairingAnswer, judgeMessage, pairingLimits, type PairingRequest, type RelayErrorCode } from "@kith/core/relay";
import { DurableObject } from "cloudflare:workers";
import { answer, refuse } from "./answer.ts";
import type { Env } from "./env.ts";

const minuteMs = 60_000;
const openedPerMinute = 5;
const mailboxBytes = 16;
/** Swept so often while any mailbox is open. */
const sweepEveryMs = 60_000;

/** The one object of all mailboxes. */
export const mailboxesOf = ({ PAIRING }: Pick<Env, "PAIRING">): DurableObjectStub<PairingObject> => PAIRING.get(PAIRING.idFromName("mailboxes"));

/** Opens mailboxes for the members of one vault, five a minute at most; the body names the mailbox. */
export function createPairingOpener(env: Pick<Env, "PAIRING">): (body: Uint8Array) => Promise<Response> {
  // Eviction forgets them, which is fine: it takes longer than most of a minute without any request.
  let openedMs: readonly number[] = [];
  return async (body) => {
    if (body.length !== mailboxBytes) return refuse("malformed");
    const nowMs = Date.now();
    openedMs = openedMs.filter((atMs) => nowMs - atMs < minuteMs);
    if (openedMs.length >= openedPerMinute) return refuse("tooMany");
    openedMs = [...openedMs, nowMs];
    const opened = await mailboxesOf(env).open(bytesToBase64url(body));
    return opened ? answer(new Uint8Array(0)) : refuse("pairingTaken");
  };
}

/** The Durable Object class of wrangler.toml's binding PAIRING. */
export class PairingObject extends DurableObject {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec("CREATE TABLE IF NOT EXISTS open_mailbox (name TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) WITHOUT ROWID");
    this.#sql.exec("CREATE TABLE IF NOT EXISTS said (name TEXT, side INTEGER, number INTEGER, sealed BLOB NOT NULL, PRIMARY KEY (name, side, number)) WITHOUT ROWID");
  }

  /** Opens a mailbox. False where it is open: nobody's pairing is prolonged or joined by opening it again. */
  async open(name: string): Promise<boolean> {
    if (this.#isOpen(name)) return false;
    this.#sweep();
    this.#sql.exec("INSERT OR REPLACE INTO open_mailbox (name, until_ms) VALUES (?, ?)", name, Date.now() + pairingLimits.unclaimedMs);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + sweepEveryMs);
    return true;
  }

  /** Takes what one side says, if anything, and gives what the other said. */
  async exchange(name: string, body: Uint8Array): Promise<Uint8Array | RelayErrorCode> {
    const request = decodePairingRequest(body);
    if (!request.ok) return request.error;
    if (!this.#isOpen(name)) return "noPairing";
    const { side, message } = request.value;
    if (message !== undefined && !this.#take(name, side, message)) return "pairingTaken";
    return encodePairingAnswer(this.#saidBy(name, side === 0 ? 1 : 0));
  }

  /** False where another message has that place, or it isn't this side's turn. The first message of the joining side claims the mailbox. */
  #take(name: string, side: PairingRequest["side"], message: NonNullable<PairingRequest["message"]>): boolean {
    const said = [this.#saidBy(name, 0), this.#saidBy(name, 1)] as const;
    const judgement = judgeMessage(said, side, message);
    if (judgement !== "keep") return judgement === "held";
    this.#sql.exec("INSERT INTO said (name, side, number, sealed) VALUES (?, ?, ?, ?)", name, side, message.index, message.sealed);
    if (said[0].length === 0) this.#sql.exec("UPDATE open_mailbox SET until_ms = ? WHERE name = ?", Date.now() + pairingLimits.claimedMs, name);
    return true;
  }

  #saidBy(name: string, side: PairingRequest["side"]): Uint8Array[] {
    const rows = this.#sql.exec<{ sealed: ArrayBuffer }>("SELECT sealed FROM said WHERE name = ? AND side = ? ORDER BY number", name, side);
    return Array.from(rows, ({ sealed }) => new Uint8Array(sealed));
  }

  #isOpen(name: string): boolean {
    return this.#sql.exec("SELECT 1 FROM open_mailbox WHERE name = ? AND until_ms > ?", name, Date.now()).toArray().length > 0;
  }

  #sweep(): void {
    this.#sql.exec("DELETE FROM open_mailbox WHERE until_ms <= ?", Date.now());
    this.#sql.exec("DELETE FROM said WHERE name NOT IN (SELECT name FROM open_mailbox)");
  }

  override async alarm(): Promise<void> {
    this.#sweep();
    if (this.#sql.exec("SELECT 1 FROM open_mailbox LIMIT 1").toArray().length > 0) await this.ctx.storage.setAlarm(Date.now() + sweepEveryMs);
  }
}
