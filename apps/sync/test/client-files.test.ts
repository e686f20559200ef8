/** The client's files as the worker sees them: the rules for headers, and a relay that has no client beside it. */
import { describe, expect, test } from "vitest";
import { clientFile } from "../src/client-files.ts";
import { headersFor, parseHeaderRules } from "../src/header-rules.ts";

describe("the rules for headers", () => {
  const rules = parseHeaderRules("# every page\n/*\n  A: 1\n  B: two: three\n\n/assets/*\n\tA: 4\n/sw.js\n  C: 5 \n");

  test("[R80] every rule that matches a path adds its headers, below a folder or for the one file", () => {
    const told = (path: string) => Object.fromEntries(headersFor(rules, path));
    expect(told("/")).toEqual({ a: "1", b: "two: three" });
    expect(told("/assets/x.js")).toEqual({ a: "1, 4", b: "two: three" });
    expect(told("/assets")).toEqual({ a: "1", b: "two: three" });
    expect(told("/sw.js")).toEqual({ a: "1", b: "two: three", c: "5" });
    expect(told("/sw.js/x")).toEqual({ a: "1", b: "two: three" });
  });

  test("[R81] a line that is no rule Kith reads is refused with its number, rather than left out", () => {
    for (const line of ["  A: 1", "/a/*/b", "/a/:id", "https://kith.example/*", "A: 1", "/*\n  ! A", "/*\n  A", "/*\n  A:", "/*\n  A B: 1"]) {
      expect(() => parseHeaderRules(line)).toThrow(`_headers, line ${line.split("\n").length}:`);
    }
    expect(parseHeaderRules("")).toEqual([]);
  });
});

describe("what isn't of the protocol", () => {
  const asked = async (path: string, init: RequestInit, assets: Parameters<typeof clientFile>[1]) => {
    const answer = await clientFile(new Request(`https://kith.example${path}`, init), assets);
    return [answer.status, answer.headers.get("cache-control")];
  };

  test("[R82] without a client, or by another method than GET and HEAD, there is nothing, and nobody keeps that", async () => {
    expect(await asked("/", {}, undefined)).toEqual([404, "no-store"]);
    const never = { fetch: () => Promise.reject(new Error("files are only read")) };
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) expect(await asked("/", { method }, never)).toEqual([404, "no-store"]);
  });
});
