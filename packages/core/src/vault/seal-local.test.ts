import { expect, test } from "vitest";
import { idFromParts, utf8ToBytes } from "../prelude/bytes.ts";
import { openLocal, sealLocal } from "./seal-local.ts";

test("[V42] what stays on the device opens with its key, for its vault, unchanged, and in no other way", () => {
  let drawn = 0;
  const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => { drawn += 1; return (drawn * 91) & 255; });
  const epochKey = random(32);
  const mine = { vault: idFromParts(["mine"]), purpose: "snapshot" } as const;
  const sealed = sealLocal(utf8ToBytes("who I know"), mine, { epochKey, random });
  expect(openLocal(sealed, mine, epochKey)).toEqual({ ok: true, value: utf8ToBytes("who I know") });
  const refused = { ok: false, error: "refused" };
  expect(openLocal(sealed, { ...mine, vault: idFromParts(["other"]) }, epochKey)).toEqual(refused);
  expect(openLocal(sealed, mine, random(32))).toEqual(refused);
  for (let length = 0; length < sealed.length; length += 1) expect(openLocal(sealed.subarray(0, length), mine, epochKey)).toEqual(refused);
  for (let at = 0; at < sealed.length; at += 1) expect(openLocal(sealed.map((byte, index) => (index === at ? byte ^ 4 : byte)), mine, epochKey)).toEqual(refused);
});
