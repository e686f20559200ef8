/**
 * One vault: a thin shell over the relay's rules. Every request but creating is admitted from its header
 * before its body is read, and answered after the commit. What is here is only what a platform gives: bodies
 * that arrive slowly, sockets, alarms.
 */
import { createRelayDoor, limits, relayActionAt, signKeyOf, type Answered, type Authorization, type RelayAction, type RelayErrorCode, type Result } from "@kith/core/relay";
import { DurableObject } from "cloudflare:workers";
import { answer, dropBody, readBody, refuse } from "./answer.ts";
import type { Env } from "./env.ts";
import { createPairingOpener } from "./pairing-object.ts";
import { openRelayTables } from "./relay-tables.ts";
import { createSockets, proofWithinMs } from "./sockets.ts";
import { verify } from "./verify.ts";

/** Bodies being read at once: of one member, so that nobody can stall another, and of all, for an object has 128 MB. */
const bodiesOfMember = 4;
const bodiesAtOnce = 64;
const noBytes = new Uint8Array(0);

/** The Durable Object class of wrangler.toml's binding VAULT. */
export class VaultObject extends DurableObject<Env> {
  readonly #tables = openRelayTables(this.ctx.storage);
  readonly #door = createRelayDoor({ tables: this.#tables, signatures: this.#tables.signatures, verify });
  readonly #sockets = createSockets(this.ctx);
  readonly #openPairing = createPairingOpener(this.env);
  readonly #bodies = new Map<string, number>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  override async fetch(request: Request): Promise<Response> {
    const { pathname: path, host } = new URL(request.url);
    const [, , , vaultId = ""] = path.split("/");
    await this.#tables.load(vaultId);
    const below = path.slice(`/v1/vaults/${vaultId}`.length);
    const place = { vaultId, path, audience: host };
    if (below === "/socket") return this.#socket(request, place);
    const action = below === "/pairings" ? "pairings" : relayActionAt(below);
    if (action === undefined) return this.#refuse(request, "notFound");
    if (action === "create") return this.#create(request, vaultId);
    const by = await this.#door.admit({ ...place, action, header: request.headers.get("authorization") ?? "", nowMs: Date.now() });
    if (!by.ok) return this.#refuse(request, by.error);
    const body = await this.#readBody(request, by.value.member);
    if (!(body instanceof Uint8Array)) return body;
    if (action !== "pairings") return this.#serve(by.value, { vaultId, action, body });
    return this.#door.isStillIn(by.value, body) ? this.#openPairing(body) : refuse("unauthorized");
  }

  async #create(request: Request, vaultId: string): Promise<Response> {
    const body = await this.#readBody(request, "");
    if (!(body instanceof Uint8Array)) return body;
    return respond(await this.#door.serve(undefined, { vaultId, action: "create", body, nowMs: Date.now() }));
  }

  async #serve(by: Authorization, asked: { readonly vaultId: string; readonly action: RelayAction; readonly body: Uint8Array }): Promise<Response> {
    const { action } = asked;
    const told = await this.#door.serve(by, { ...asked, nowMs: Date.now() });
    if (action === "append" && told.ok) this.#sockets.keepOnly((each) => this.#isMember(each));
    if (told.ok && told.value.isNews) this.#sockets.changed(by.member);
    // Both are answered with a page: whoever asked sees all there is.
    if (action === "pull" || action === "push") this.#sockets.looks(by.member);
    return respond(told);
  }

  #isMember(member: string): boolean {
    const keyring = this.#tables.keyring();
    return keyring !== undefined && signKeyOf(keyring.state, member) !== undefined;
  }

  async #refuse(request: Request, code: RelayErrorCode): Promise<Response> {
    await dropBody(request);
    return refuse(code);
  }

  async #readBody(request: Request, member: string): Promise<Uint8Array | Response> {
    const [own, all] = [this.#bodies.get(member) ?? 0, [...this.#bodies.values()].reduce((sum, count) => sum + count, 0)];
    if (own >= bodiesOfMember || all >= bodiesAtOnce) return this.#refuse(request, "tooMany");
    this.#bodies.set(member, own + 1);
    try {
      return (await readBody(request, limits.requestBytes)) ?? refuse("tooLarge");
    } finally {
      this.#bodies.set(member, (this.#bodies.get(member) ?? 1) - 1);
    }
  }

  async #socket(request: Request, { vaultId: vault, ...place }: { readonly vaultId: string; readonly path: string; readonly audience: string }): Promise<Response> {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return refuse("malformed");
    return this.#tables.keyring() === undefined ? refuse("unknownVault") : this.#sockets.accept({ ...place, vault });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    // A proved socket has nothing more to say; what it says is not listened to.
    if (this.#sockets.isProved(socket)) return;
    const { vault, audience, path } = this.#sockets.placeOf(socket);
    await this.#tables.load(vault);
    const header = typeof message === "string" ? message : "";
    const by = await this.#door.admit({ vaultId: vault, action: "socket", audience, path, header, nowMs: Date.now() });
    if (by.ok && this.#door.isStillIn(by.value, noBytes)) this.#sockets.prove(socket, by.value.member);
    else if (!by.ok && by.error === "removed") socket.close(4403, "removed");
    else socket.close(4401, "unauthorized");
  }

  override async alarm(): Promise<void> {
    if (this.#sockets.closeUnproved()) await this.ctx.storage.setAlarm(Date.now() + proofWithinMs);
  }
}

const respond = (told: Result<Answered, RelayErrorCode>): Response => (told.ok ? answer(told.value.bytes) : refuse(told.error));
