/**
 * The client's files where the worker runs on a machine of one's own: what Cloudflare's assets do, over a
 * folder that workerd shows as bytes without a type. The cloud never asks this class.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { headersFor, type HeaderRule } from "./header-rules.ts";

/** What workerd's configuration binds beside the relay's own. */
interface DiskEnv {
  /** The folder of the built client. */
  readonly CLIENT_DISK: Fetcher;
  readonly CLIENT_HEADERS: readonly HeaderRule[];
}

/** Every kind of file the client is built of; any other is not served, nor is a folder's list. */
const contentTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8", html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", json: "application/json",
  png: "image/png", svg: "image/svg+xml", wasm: "application/wasm", webmanifest: "application/manifest+json", woff2: "font/woff2",
};

/** Answers GET and HEAD: a file with its headers, 304 where the asker has it, 404 for all else. */
export class DiskFiles extends WorkerEntrypoint<DiskEnv> {
  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const headers = headersFor(this.env.CLIENT_HEADERS, pathname);
    if (pathname === "/index.html") {
      headers.set("location", "/");
      return new Response(null, { status: 307, headers });
    }
    const path = pathname === "/" ? "/index.html" : pathname;
    const type = contentTypes[/\.(\w+)$/u.exec(path)?.[1] ?? ""];
    const file = type === undefined ? undefined : await this.env.CLIENT_DISK.fetch(`http://disk${path}`);
    if (type === undefined || file?.status !== 200) return new Response(null, { status: 404 });
    headers.set("content-type", type);
    const body = headers.get("cache-control")?.includes("immutable") ? file.body : await file.arrayBuffer();
    if (body instanceof ArrayBuffer) {
      // By content and not by date: two builds may carry the same date.
      headers.set("etag", await entityTag(body));
      if (!headers.has("cache-control")) headers.set("cache-control", "public, max-age=0, must-revalidate");
    }
    const isHeld = (request.headers.get("if-none-match") ?? "").split(",").some((tag) => tag.trim().replace(/^W\//u, "") === headers.get("etag"));
    return isHeld ? new Response(null, { status: 304, headers }) : new Response(request.method === "HEAD" ? null : body, { headers });
  }
}

async function entityTag(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `"${Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}
