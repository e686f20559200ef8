/** A static host of the built client that answers wrong on demand. There is no relay behind it: /v1 isn't there. */
import { readFileSync, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { headersFor, parseHeaderRules } from "../../apps/sync/src/header-rules.ts";

/** What a server can do instead of sending the file. "cut" promises all and sends half; "silent" never answers. */
export const illnesses = ["502", "404", "html", "half", "cut", "closed"] as const;
export type Illness = (typeof illnesses)[number] | "silent";

export interface IllHost {
  readonly address: string;
  /** The folder that is served; the next version is another folder. */
  folder: string;
  /** What is wrong with the answer to a path; `isFresh` is true where every HTTP cache is to be passed by, as service workers ask. */
  ill: (path: string, isFresh: boolean) => Illness | undefined;
  /** How often an answer was wrong. */
  wrongAnswers: number;
  /** Without it the port is closed: no network. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

/** A page of the same origin without the app and without its content policy, which lets nobody else register anything. */
export const plainPath = "/plain";

const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm", ".woff2": "font/woff2", ".png": "image/png", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };

/** The headers that `_headers` gives to a path. */
const headersOf = (folder: string, path: string): Readonly<Record<string, string>> => Object.fromEntries(headersFor(parseHeaderRules(readFileSync(join(folder, "_headers"), "utf8")), path));

function sendIll(illness: Illness, response: ServerResponse, file: { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>>; readonly excuse: string | Buffer }): void {
  const half = file.bytes.subarray(0, Math.floor(file.bytes.length / 2));
  switch (illness) {
    case "502": response.writeHead(502, { "content-type": "text/plain" }).end("bad gateway"); return;
    case "404": response.writeHead(404, { "content-type": "text/html" }).end("<h1>not found</h1>"); return;
    case "html": response.writeHead(200, { ...file.headers, "content-type": "text/html" }).end(file.excuse); return;
    case "half": response.writeHead(200, { ...file.headers, "content-length": half.length }).end(half); return;
    case "cut": response.writeHead(200, { ...file.headers, "content-length": file.bytes.length }); response.write(half, () => { response.destroy(); }); return;
    case "closed": response.destroy(); return;
    case "silent": return;
  }
}

/** Serves `folder` on a free port of 127.0.0.1, well until `ill` says otherwise. */
export async function serveIll(folder: string): Promise<IllHost> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? "/", host.address);
    if (pathname.startsWith("/v1/")) { response.writeHead(502).end(); return; }
    if (pathname === plainPath) { response.writeHead(200, { "content-type": "text/html" }).end("<title>Plain</title>"); return; }
    const name = join(host.folder, pathname);
    const isPage = pathname === "/" || (extname(pathname) === "" && !existsSync(name));
    if (!isPage && !existsSync(name)) { response.writeHead(404, { "cache-control": "no-store" }).end(); return; }
    const path = isPage ? "/" : pathname;
    const page = readFileSync(join(host.folder, "index.html"));
    const file = { excuse: isPage ? "<title>Hotel network</title>" : page, bytes: isPage ? page : readFileSync(name), headers: { "content-type": types[isPage ? ".html" : extname(name)] ?? "application/octet-stream", ...headersOf(host.folder, path) } };
    const illness = host.ill(path, request.headers["cache-control"] === "no-cache");
    if (illness) {
      host.wrongAnswers += 1;
      sendIll(illness, response, file);
    } else response.writeHead(200, { ...file.headers, "content-length": file.bytes.length }).end(file.bytes);
  };
  const server = createServer(answer);
  const listen = (port: number): Promise<void> => new Promise((ready) => { server.listen(port, "127.0.0.1", ready); });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const host: IllHost = {
    address: `http://localhost:${String(port)}`, folder, ill: () => undefined, wrongAnswers: 0,
    stop: () => new Promise((closed) => { server.close(() => { closed(); }); server.closeAllConnections(); }),
    start: () => listen(port),
  };
  return host;
}
