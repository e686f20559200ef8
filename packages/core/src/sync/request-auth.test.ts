import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToBase64url } from "../prelude/bytes.ts";
import { isSignedBy, softwareKeys } from "../vault/device-keys.ts";
import { authWindowMs, invitation, isBodyOf, isInTime, isInvited, isLoopback, parseAuthorization, signedTextOf, signRequest, type Authorization, type RequestToSign } from "./request-auth.ts";

const keys = softwareKeys(new Uint8Array(32).fill(1));
const member = bytesToBase64url(new Uint8Array(16).fill(2));
const vault = bytesToBase64url(new Uint8Array(16).fill(3));
const request = { audience: "kith.example", vault, method: "POST", path: `/v1/vaults/${vault}/push`, body: Uint8Array.of(1, 2, 3) } as const;
const nowMs = 1_900_000_000_000;
const { signPublic } = keys;

/** Whether the signature is this key's, for this request, in its time. */
const holds = (asked: RequestToSign, by: Authorization, known: { readonly signPublic: Uint8Array; readonly nowMs: number }): boolean =>
  isInTime(by, known.nowMs) && isSignedBy(known.signPublic, signedTextOf(asked, by), by.signature);

async function signed() {
  const parsed = parseAuthorization(await signRequest(request, { member, keys }, nowMs));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe("request auth", () => {
  it("[S10] a signature holds for its request, five minutes each way", async () => {
    const authorization = await signed();
    for (const offMs of [0, authWindowMs, -authWindowMs]) expect(holds(request, authorization, { signPublic, nowMs: nowMs + offMs })).toBe(true);
    for (const offMs of [authWindowMs + 1, -authWindowMs - 1]) expect(holds(request, authorization, { signPublic, nowMs: nowMs + offMs })).toBe(false);
  });

  it("[S11] it holds for no other audience, vault, method, path, body, time, member or key", async () => {
    const authorization = await signed();
    const others = [{ audience: "evil.example" }, { vault: member }, { method: "GET" as const }, { path: "/v1" }];
    for (const other of others) expect(holds({ ...request, ...other }, authorization, { signPublic, nowMs })).toBe(false);
    expect(holds(request, { ...authorization, timeMs: nowMs + 1 }, { signPublic, nowMs })).toBe(false);
    expect([isBodyOf(authorization, request.body), isBodyOf(authorization, new Uint8Array(0))]).toEqual([true, false]);
    expect(holds(request, { ...authorization, bodyHash: new Uint8Array(32) }, { signPublic, nowMs })).toBe(false);
    expect(holds(request, { ...authorization, member: "recovery" }, { signPublic, nowMs })).toBe(false);
    expect(holds(request, authorization, { signPublic: softwareKeys(new Uint8Array(32)).signPublic, nowMs })).toBe(false);
  });

  it("[S12] no header makes reading throw, and none but the form is read", () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => !parseAuthorization(text).ok));
    expect(parseAuthorization(`Kith1 ${member} 17 ${"A".repeat(43)} ${"A".repeat(86)} more`).ok).toBe(false);
    fc.assert(fc.property(fc.array(fc.constantFrom("Kith1", "recovery", "17", " ", "A".repeat(43), "A".repeat(86)), { maxLength: 8 }), (parts) => void parseAuthorization(parts.join(" "))));
  });

  it("[S13] an invitation fits one vault and one secret", () => {
    const given = invitation("secret", vault);
    expect(isInvited("secret", vault, given)).toBe(true);
    expect([isInvited("secret", member, given), isInvited("other", vault, given), isInvited("secret", vault, "")]).toEqual([false, false, false]);
    expect(["127.0.0.1", "localhost", "[::1]", "kith.example", "127.0.0.1.evil.example", "localhost.evil.example"].map(isLoopback)).toEqual([true, true, true, false, false, false]);
  });
});
