/**
 * One vault: its records, its keyring, its listeners. Every request but creating is signed by a member
 * and checked here, against the keyring in this object's own storage. Answers go out after the commit.
 */
import {
  answerAppend,
  answerCreate,
  answerPull,
  answerPush,
  decodeAppend,
  decodeEntries,
  decodePullRequest,
  decodeRecords,
  encodeEntries,
  encodePullPage,
  encodeReceipt,
  isBodyOf,
  limits,
  signKeyOf,
  type Authorization,
  type Keyring,
  type PullRequest,
  type RelayErrorCode,
  type RequestToSign,
  type Vector,
} from "@kith/core/relay";
import { DurableObject } from "cloudflare:workers";
import { answer, dropBody, readBody, refuse } from "./answer.ts";
import type { Env } from "./env.ts";
import { createBurntTable, createGate } from "./gate.ts";
import { createPairingOpener } from "./pairing-object.ts";
import { createKeyringTable, insertEntry, isVault, readKeyring } from "./keyring-table.ts";
import { createRecordTables, openRecordTable, upgradeRecordTables } from "./record-table.ts";
import { createSockets, proofWithinMs } from "./sockets.ts";
import { createStandingTable, openStandingTable } from "./standing-table.ts";

/** A request that has been read and whose signature held. */
interface Asked {
  readonly member: string;
  readonly keyring: Keyring;
  readonly body: Uint8Array;
}

/** Bodies being read at once: with the largest of each, what one object may hold of its 128 MB. */
const bodiesAtOnce = 64;
const noBytes = new Uint8Array(0);

/** The Durable Object class of wrangler.toml's binding VAULT. */
export class VaultObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;
  readonly #sockets = createSockets(this.ctx);
  readonly #gate = createGate(this.#sql);
  readonly #records = openRecordTable(this.#sql);
  readonly #standing = openStandingTable(this.#sql);
  readonly #openPairing = createPairingOpener(this.env);
  /** The verified chain, kept while awake: verifying every entry per request would be waste. */
  #keyring: Keyring | undefined;
  #bodies = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    if (isVault(this.#sql)) this.#upgrade();
  }

  /** Gives a vault that an older relay made what it lacks. */
  #upgrade(): void {
    upgradeRecordTables(this.#sql);
    createBurntTable(this.#sql);
    createStandingTable(this.#sql);
  }

  override async fetch(request: Request): Promise<Response> {
    const { pathname: path, host } = new URL(request.url);
    const [, , , vault = "", ...rest] = path.split("/");
    const action = rest.join("/");
    if (action === "") return this.#create(request, vault);
    if (!isVault(this.#sql)) return this.#refuse(request, "unknownVault");
    if (action === "socket") return this.#socket(request, { vault, path });
    const asked = this.#authorize({ audience: host, vault, method: "POST", path }, request.headers.get("authorization") ?? "");
    if (typeof asked === "string") return this.#refuse(request, asked);
    const body = await this.#readBody(request);
    if (!(body instanceof Uint8Array)) return body;
    // The keyring as it is now: a body takes its time, and its sender may have been removed meanwhile.
    const keyring = this.#keyringOf(vault);
    if (keyring === undefined || signKeyOf(keyring.state, asked.member) === undefined || !isBodyOf(asked, body)) return refuse("unauthorized");
    return this.#act(action, { member: asked.member, keyring, body });
  }

  async #refuse(request: Request, code: RelayErrorCode): Promise<Response> {
    await dropBody(request);
    return refuse(code);
  }

  async #readBody(request: Request): Promise<Uint8Array | Response> {
    if (this.#bodies >= bodiesAtOnce) return this.#refuse(request, "tooMany");
    this.#bodies += 1;
    try {
      return (await readBody(request, limits.requestBytes)) ?? refuse("tooLarge");
    } finally {
      this.#bodies -= 1;
    }
  }

  #act(action: string, asked: Asked): Response | Promise<Response> {
    switch (action) {
      case "keyring":
        return answer(encodeEntries(asked.keyring.entries));
      case "keyring/append":
        return this.#append(asked);
      case "pull":
        return this.#pull(asked);
      case "push":
        return this.#push(asked);
      case "pairings":
        return this.#openPairing(asked.body);
      default:
        return refuse("notFound");
    }
  }

  async #create(request: Request, vault: string): Promise<Response> {
    const body = await this.#readBody(request);
    if (!(body instanceof Uint8Array)) return body;
    if (isVault(this.#sql)) return refuse("vaultExists");
    const entries = decodeEntries(body);
    if (!entries.ok) return refuse(entries.error);
    const keyring = answerCreate(entries.value, vault);
    if (!keyring.ok) return refuse(keyring.error);
    this.ctx.storage.transactionSync(() => {
      createRecordTables(this.#sql);
      createKeyringTable(this.#sql, keyring.value);
      this.#upgrade();
    });
    this.#keyring = keyring.value;
    return answer(noBytes);
  }

  #append({ body, keyring, member }: Asked): Response {
    const request = decodeAppend(body);
    if (!request.ok) return refuse(request.error);
    const grown = this.ctx.storage.transactionSync(() => {
      const next = answerAppend(this.#records, keyring, request.value);
      if (next.ok) insertEntry(this.#sql, keyring.state.length, request.value.entry);
      return next;
    });
    if (!grown.ok) return refuse(grown.error);
    this.#keyring = grown.value;
    this.#sockets.keepOnly((each) => signKeyOf(grown.value.state, each) !== undefined);
    this.#sockets.changed(member);
    return answer(noBytes);
  }

  #pull({ body, keyring, member }: Asked): Response {
    const request = decodePullRequest(body);
    if (!request.ok) return refuse(request.error);
    const vector = this.#records.vector();
    this.#note(member, request.value, vector);
    this.#sockets.looks(member);
    const { state } = keyring;
    const page = answerPull(this.#records, request.value, { keyring: { length: state.length, head: state.head }, members: this.#standing.all(state, vector) });
    return answer(encodePullPage(page));
  }

  /** A member that has everything now is news for the others: their sync light says so. */
  #note(member: string, { have }: PullRequest, vector: Vector): void {
    if (this.#standing.pulled(member, have, { vector, nowMs: Date.now() })) this.#sockets.changed(member);
  }

  #push({ body, keyring, member }: Asked): Response {
    const records = decodeRecords(body);
    if (!records.ok) return refuse(records.error);
    const receipt = this.ctx.storage.transactionSync(() => {
      const before = countOf(this.#records.vector());
      const taken = answerPush(this.#records, keyring.state, records.value);
      if (taken.ok) this.#standing.pushed(member, countOf(taken.value.vector) - before, Date.now());
      return taken;
    });
    if (!receipt.ok) return refuse(receipt.error);
    this.#sockets.changed(member);
    return answer(encodeReceipt(receipt.value));
  }

  async #socket(request: Request, place: { readonly vault: string; readonly path: string }): Promise<Response> {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return refuse("malformed");
    return (await this.#sockets.accept({ ...place, audience: new URL(request.url).host })) ?? refuse("tooMany");
  }

  #keyringOf(vault: string): Keyring | undefined {
    this.#keyring ??= readKeyring(this.#sql, vault);
    return this.#keyring;
  }

  /** The member whose signature this is, or why the request is refused. */
  #authorize(request: RequestToSign, header: string): Authorization | RelayErrorCode {
    const keyring = this.#keyringOf(request.vault);
    return keyring === undefined ? "unauthorized" : this.#gate(request, header, keyring.state);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    // A proved socket has nothing more to say; what it says is not listened to.
    if (this.#sockets.isProved(socket)) return;
    const asked = this.#authorize({ ...this.#sockets.placeOf(socket), method: "GET" }, typeof message === "string" ? message : "");
    if (asked === "removed") socket.close(4403, "removed");
    else if (typeof asked === "string" || !isBodyOf(asked, noBytes)) socket.close(4401, "unauthorized");
    else this.#sockets.prove(socket, asked.member);
  }

  override async alarm(): Promise<void> {
    if (this.#sockets.closeUnproved()) await this.ctx.storage.setAlarm(Date.now() + proofWithinMs);
  }
}

const countOf = (vector: Vector): number => Object.values(vector).reduce((sum, seq) => sum + seq, 0);
