import { expect, test } from "vitest";
import { isWhole } from "./versions.ts";
import { sha256Hex, whole } from "./whole.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const answer = (body: string, type: string, status = 200): Response => new Response(body, { status, headers: { "content-type": type } });
const as = (shape: Partial<Response>, response: Response): Response => Object.defineProperties(response, Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, { value }])));

test("[B148] an answer is kept only where status, type and every byte are right; a refusal names file and reason", async () => {
  const hash = await sha256Hex(bytesOf("let a;"));
  await expect((await whole("/a.js", hash, answer("let a;", "text/javascript; charset=utf-8"))).text()).resolves.toBe("let a;");
  await expect(whole("/a.js", hash, answer("let a;", "text/javascript", 502))).rejects.toThrow("/a.js answered 502");
  await expect(whole("/a.js", hash, answer("let a;", "text/html"))).rejects.toThrow("/a.js is of type text/html");
  await expect(whole("/a.js", hash, answer("let a", "text/javascript"))).rejects.toThrow("/a.js isn’t the file that was built");
  await expect(whole("/a.js", hash, as({ redirected: true }, answer("let a;", "text/javascript")))).rejects.toThrow("/a.js was redirected");
  await expect(whole("/a.js", hash, as({ type: "opaque" }, answer("let a;", "text/javascript")))).rejects.toThrow("/a.js was redirected");
  for (const [path, wrong] of [["/", "text/plain"], ["/a.css", "text/plain"], ["/a.wasm", "application/octet-stream"], ["/a.woff2", "text/html"], ["/a.png", "text/html"]] as const) {
    await expect(whole(path, hash, answer("let a;", wrong))).rejects.toThrow(`${path} is of type ${wrong}`);
  }
  for (const [path, right] of [["/", "text/html"], ["/a.css", "text/css"], ["/a.wasm", "application/wasm"], ["/a.woff2", "application/octet-stream"], ["/a.webmanifest", "application/json"]] as const) {
    await expect(whole(path, hash, answer("let a;", right))).resolves.toBeInstanceOf(Response);
  }
});

test("[B149] a kept version is whole only where its name is the hash of what it holds", async () => {
  const held = new Map([["/b.js", answer("let b;", "text/javascript")], ["/a.js", answer("let a;", "text/javascript")], ["/", answer("<p>", "text/html")]]);
  const cachesOf = (entries: ReadonlyMap<string, Response>): CacheStorage => ({
    open: () => Promise.resolve({ keys: () => Promise.resolve([...entries.keys()].map((path) => ({ url: `https://kith.example${path}` }))), match: (path: string) => Promise.resolve(entries.get(path)?.clone()) }),
  }) as unknown as CacheStorage;
  const name = `kith-${(await sha256Hex(bytesOf("a.jslet a;b.jslet b;index.html<p>"))).slice(0, 12)}`;
  await expect(isWhole(cachesOf(held), name)).resolves.toBe(true);
  await expect(isWhole(cachesOf(new Map([...held, ["/a.js", answer("let c;", "text/javascript")]])), name)).resolves.toBe(false);
  await expect(isWhole(cachesOf(new Map([...held, ["/a.js", answer("let a;", "text/javascript", 502)]])), name)).resolves.toBe(false);
  await expect(isWhole(cachesOf(new Map([...held].filter(([path]) => path !== "/"))), name)).resolves.toBe(false);
  await expect(isWhole(cachesOf(new Map([...held].filter(([path]) => path !== "/b.js"))), name)).resolves.toBe(false);
});
