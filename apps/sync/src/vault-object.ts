/**
 * One vault: its records, its keyring, its listeners. Every request but creating is signed by a member
 * and checked here, against the keyring in this object's own storage. Answers go out after the commit.
 */
import {
  answerPull,
  answerPush,
  decodeAppend,
  decodeEntries,
  decodePullRequest,
  decodeRecords,
  encodeEntries,
  encodePullPage,
  encodeReceipt,
  isAuthorized,
  limits,
  parseAuthorization,
  signKeyOf,
  verifyKeyring,
  type KeyringState,
  type RelayErrorCode,
  type RequestToSign,
} from "@kith/core/relay";
import { DurableObject } from "cloudflare:workers";
import { answer, readBody, refuse } from "./answer.ts";
import type { Env } from "./env.ts";
import { appendEntry, createKeyringTable, isVault, readEntries, readState } from "./keyring-table.ts";
import { createRecordTables, openRecordTable, upgradeRecordTables } from "./record-table.ts";
import { createRateLimits } from "./rate-limit.ts";
import { createSockets, proofWithinMs } from "./sockets.ts";

/** A request that has been read and whose signature held. */
interface Asked {
  readonly vault: string;
  readonly member: string;
  readonly state: KeyringState;
  readonly body: Uint8Array;
}

const noBytes = new Uint8Array(0);

/** The Durable Object class of wrangler.toml's binding VAULT. */
export class VaultObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;
  readonly #sockets = createSockets(this.ctx);
  readonly #allow = createRateLimits();
  /** The verified chain, kept while awake: verifying 64 signatures per request would be waste. */
  #state: KeyringState | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    if (isVault(this.#sql)) upgradeRecordTables(this.#sql);
  }

  override async fetch(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    const [, , , vault = "", ...rest] = path.split("/");
    const action = rest.join("/");
    // Read first, always: an answer that overtakes its request's body makes workerd complain.
    const body = await readBody(request, limits.requestBytes);
    if (body === undefined) return refuse("tooLarge");
    if (action === "") return this.#create(vault, body);
    if (!isVault(this.#sql)) return refuse("unknownVault");
    if (action === "socket") return this.#socket(request, { vault, path });
    const { host } = new URL(request.url);
    const asked = this.#authorize({ audience: host, vault, method: "POST", path, body }, request.headers.get("authorization") ?? "");
    return typeof asked === "string" ? refuse(asked) : this.#act(action, asked);
  }

  #act(action: string, asked: Asked): Response {
    switch (action) {
      case "keyring":
        return answer(encodeEntries(readEntries(this.#sql)));
      case "keyring/append":
        return this.#append(asked);
      case "pull":
        return this.#pull(asked);
      case "push":
        return this.#push(asked);
      default:
        return refuse("notFound");
    }
  }

  #create(vault: string, body: Uint8Array): Response {
    if (isVault(this.#sql)) return refuse("vaultExists");
    const entries = decodeEntries(body);
    if (!entries.ok) return refuse("malformed");
    const state = verifyKeyring(entries.value, vault);
    if (!state.ok) return refuse("badEntry");
    this.ctx.storage.transactionSync(() => {
      createRecordTables(this.#sql);
      createKeyringTable(this.#sql, entries.value);
    });
    this.#state = state.value;
    return answer(noBytes);
  }

  #append({ body, state, member }: Asked): Response {
    const request = decodeAppend(body);
    if (!request.ok) return refuse("malformed");
    const next = this.ctx.storage.transactionSync(() => appendEntry(this.#sql, state, request.value));
    if (typeof next === "string") return refuse(next);
    this.#state = next;
    this.#sockets.changed(member);
    return answer(noBytes);
  }

  #pull({ body, state }: Asked): Response {
    const request = decodePullRequest(body);
    if (!request.ok) return refuse("malformed");
    return answer(encodePullPage(answerPull(openRecordTable(this.#sql), request.value, { length: state.length, head: state.head })));
  }

  #push({ body, vault, member }: Asked): Response {
    const records = decodeRecords(body);
    if (!records.ok) return refuse("malformed");
    const receipt = this.ctx.storage.transactionSync(() => answerPush(openRecordTable(this.#sql), vault, records.value));
    if (!receipt.ok) return refuse(receipt.error satisfies RelayErrorCode);
    this.#sockets.changed(member);
    return answer(encodeReceipt(receipt.value));
  }

  async #socket(request: Request, place: { readonly vault: string; readonly path: string }): Promise<Response> {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return refuse("malformed");
    return (await this.#sockets.accept({ ...place, audience: new URL(request.url).host })) ?? refuse("tooMany");
  }

  /** The member whose signature this is, or why the request is refused. */
  #authorize(request: RequestToSign, header: string): Asked | "unauthorized" | "tooMany" {
    const authorization = parseAuthorization(header);
    this.#state ??= readState(this.#sql, request.vault);
    const state = this.#state;
    if (!authorization.ok || state === undefined) return "unauthorized";
    const { member } = authorization.value;
    const signPublic = signKeyOf(state, member);
    if (signPublic === undefined) return "unauthorized";
    if (!this.#allow(member, Date.now())) return "tooMany";
    if (!isAuthorized(request, authorization.value, { signPublic, nowMs: Date.now() })) return "unauthorized";
    return { vault: request.vault, member, state, body: request.body };
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    // A proved socket has nothing more to say; what it says is not listened to.
    if (this.#sockets.isProved(socket)) return;
    const request = { ...this.#sockets.placeOf(socket), method: "GET", body: noBytes } as const;
    const asked = this.#authorize(request, typeof message === "string" ? message : "");
    if (typeof asked === "string") socket.close(4401, "unauthorized");
    else this.#sockets.prove(socket, asked.member);
  }

  override async alarm(): Promise<void> {
    if (this.#sockets.closeUnproved()) await this.ctx.storage.setAlarm(Date.now() + proofWithinMs);
  }
}
