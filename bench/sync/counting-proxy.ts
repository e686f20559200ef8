/** A plain TCP proxy that counts: the same for HTTP and WebSockets, headers and frames included. */
import { connect, createServer, type AddressInfo } from "node:net";

export interface CountingProxy {
  readonly host: string;
  /** Bytes so far, from clients and to clients. */
  readonly up: number;
  readonly down: number;
  /** When the last byte went either way, by `performance.now()`. */
  readonly lastMs: number;
  close(): void;
}

/** In front of a port of this machine. */
export async function startCountingProxy(port: number): Promise<CountingProxy> {
  let [up, down, lastMs] = [0, 0, 0];
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    client.on("data", (chunk) => { up += chunk.length; lastMs = performance.now(); });
    upstream.on("data", (chunk) => { down += chunk.length; lastMs = performance.now(); });
    client.pipe(upstream).pipe(client);
    client.on("error", () => { upstream.destroy(); });
    upstream.on("error", () => { client.destroy(); });
  });
  await new Promise<void>((ready) => { server.listen(0, "127.0.0.1", ready); });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get up() { return up; }, get down() { return down; }, get lastMs() { return lastMs; },
    close: () => { server.close(); },
  };
}
