import { describe, expect, test } from "vitest";
import { utf8ToBytes } from "../prelude/bytes.ts";
import { isUnderPassphrase, openWithPassphrase, sealWithPassphrase } from "./passphrase.ts";

let drawn = 0;
const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => { drawn += 1; return (drawn * 73 + (drawn >> 3)) & 255; });
const content = utf8ToBytes("the whole log of one person's kith");

describe("a passphrase", () => {
  test("[V40] opens what it sealed, however its letters were typed; another one doesn't", () => {
    const sealed = sealWithPassphrase(content, "Blåbær og regn", random);
    expect(isUnderPassphrase(sealed)).toBe(true);
    expect(openWithPassphrase(sealed, "Bla\u030Abær og regn")).toEqual({ ok: true, value: content });
    expect(openWithPassphrase(sealed, "blåbær og regn")).toEqual({ ok: false, error: "refused" });
    expect(new TextDecoder("latin1").decode(sealed)).not.toContain("log");
  });

  test("[V41] a changed byte is refused, what isn't sealed is malformed, and a file can't ask for more work", () => {
    const sealed = sealWithPassphrase(content, "x", random);
    for (const at of [12, 30, sealed.length - 1]) {
      expect(openWithPassphrase(sealed.map((byte, index) => (index === at ? byte ^ 1 : byte)), "x").ok).toBe(false);
    }
    const greedy = sealed.map((byte, index) => (index === 6 ? 30 : byte));
    expect([content, new Uint8Array(0), sealed.subarray(0, 50), greedy].map((bytes) => openWithPassphrase(bytes, "x"))).toEqual(Array.from({ length: 4 }, () => ({ ok: false, error: "malformed" })));
  });
});
