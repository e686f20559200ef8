/** What may stand between a device and its relay: a proxy that passes everything on, or does worse. */
import { createServer, request as requestOf, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";

/**
 * "open": all passes. "noSockets": upgrades die, all else passes. "portal": a page in place of every answer.
 * "badGateway": the 502 page of a proxy. "cut": answers end in their middle. "dead": every connection dies.
 */
export type Weather = "open" | "noSockets" | "portal" | "badGateway" | "cut" | "dead";

export interface BadNetwork {
  /** Where devices find the relay: the Host header arrives there unchanged. */
  readonly address: string;
  weather: Weather;
  /** Upgrades asked for so far. */
  readonly upgrades: number;
  close(): void;
}

const page = "<!doctype html><title>Welcome</title><h1>Accept our terms to go on</h1>";

/** A proxy on a free port of this machine in front of `relayAddress`. */
export async function startBadNetwork(relayAddress: string): Promise<BadNetwork> {
  const { hostname, port } = new URL(relayAddress);
  const server = createServer((asked, answer) => {
    switch (network.weather) {
      case "portal":
        return showPage(asked, answer, 200);
      case "badGateway":
        return showPage(asked, answer, 502);
      case "dead":
        return void asked.socket.destroy();
      case "open":
      case "noSockets":
      case "cut":
        return passOn(asked, answer);
    }
  });
  const passOn = (asked: IncomingMessage, answer: ServerResponse): void => {
    const passed = requestOf({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      if (network.weather === "cut") answered.once("data", (chunk: Buffer) => { answer.write(chunk.subarray(0, chunk.length / 2), () => { answer.destroy(); }); });
      else answered.pipe(answer);
    });
    passed.once("error", () => { answer.destroy(); });
    asked.pipe(passed);
  };
  let upgrades = 0;
  server.on("upgrade", (asked, socket, head) => {
    upgrades += 1;
    if (network.weather !== "open") return void socket.destroy();
    const upstream = connect(Number(port), hostname, () => {
      const headers = asked.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${asked.rawHeaders[index + 1] ?? ""}`] : []));
      upstream.write([`${asked.method ?? ""} ${asked.url ?? ""} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const [end, other] of [[upstream, socket], [socket, upstream]] as const) end.once("error", () => { other.destroy(); });
  });
  await new Promise<void>((ready) => { server.listen(0, "127.0.0.1", ready); });
  const network = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: "open" as Weather,
    get upgrades() { return upgrades; },
    close: () => { server.closeAllConnections(); server.close(); },
  };
  return network;
}

function showPage(asked: IncomingMessage, answer: ServerResponse, status: number): void {
  asked.resume();
  answer.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(page);
}
