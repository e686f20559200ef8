/** The least a relay of this kind can be: an object per vault with one table, its sockets hibernating. No rule of Kith is in it. */
import { DurableObject } from "cloudflare:workers";

export class FloorObject extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, body BLOB NOT NULL)");
  }

  async fetch(request) {
    if (request.headers.get("upgrade") === "websocket") {
      const pair = new WebSocketPair();
      this.ctx.acceptWebSocket(pair[1]);
      return new Response(null, { status: 101, webSocket: pair[0] });
    }
    this.ctx.storage.sql.exec("INSERT INTO kept (body) VALUES (?)", new Uint8Array(await request.arrayBuffer()));
    return new Response("kept");
  }
}

export default {
  fetch: (request, env) => request.method === "GET" && !request.headers.has("upgrade") ? new Response(null, { status: 404 }) : env.FLOOR.get(env.FLOOR.idFromName(new URL(request.url).pathname)).fetch(request),
};
