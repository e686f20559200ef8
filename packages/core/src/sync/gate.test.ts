/** Who is let in: members, once where it changes something, and nobody's budget is used up by somebody else. */
import { describe, expect, it } from "vitest";
import { MemoryRelay } from "../testing/memory-relay.ts";
import { idOf } from "../testing/simulated-id.ts";
import { keysOf } from "../testing/simulated-keyring.ts";
import { threeDevices, worldVault } from "../testing/sync-world.ts";
import { isSignedBy, softwareKeys } from "../vault/device-keys.ts";
import { createGate, type Gate } from "./gate.ts";
import { signRequest } from "./request-auth.ts";

const { state } = threeDevices;
const nowMs = 1_900_000_000_000;
const place = { audience: "kith.example", vault: worldVault, method: "POST", path: "/v1/push" } as const;
const fresh = (): Gate => createGate({ signatures: new MemoryRelay().signatures, verify: async (key, bytes, signature) => isSignedBy(key, bytes, signature) });
const header = (name: string, timeMs = nowMs, keys = keysOf(name)): Promise<string> =>
  signRequest({ ...place, body: new Uint8Array(0) }, { member: idOf(name), keys }, timeMs);
const enter = async (gate: Gate, with_: string, isRead = false): Promise<string> => {
  const by = await gate({ request: place, header: with_, state, isRead, nowMs });
  return by.ok ? "in" : by.error;
};

describe("gate", () => {
  it("[S80] a signature that changes something is taken once; one that only reads is no secret worth a row", async () => {
    const gate = fresh();
    const [first, second] = [await header("a"), await header("a", nowMs + 1)];
    expect([await enter(gate, first), await enter(gate, first)]).toEqual(["in", "unauthorized"]);
    expect([await enter(gate, second, true), await enter(gate, second, true)]).toEqual(["in", "in"]);
  });

  it("[S81] forged signatures that name a member cost that member nothing", async () => {
    const gate = fresh();
    const stranger = softwareKeys(new Uint8Array(32).fill(9));
    const forged = await header("a", nowMs, stranger);
    for (let count = 0; count < 300; count += 1) expect(await enter(gate, forged)).toBe("unauthorized");
    expect(await enter(gate, await header("a"))).toBe("in");
  }, 60_000);

  it("[S82] a member has a budget of its own, and a late signature or a stranger's name gets nowhere", async () => {
    const gate = fresh();
    const replayed = await header("a");
    let refused = 0;
    for (let count = 0; count < 210; count += 1) if ((await enter(gate, replayed, true)) === "tooMany") refused += 1;
    expect([refused, await enter(gate, await header("b"))]).toEqual([10, "in"]);
    expect([await enter(gate, await header("b", nowMs - 300_001)), await enter(gate, await header("stranger")), await enter(gate, "Kith1 nonsense")]).toEqual(["unauthorized", "unauthorized", "unauthorized"]);
  }, 60_000);
});
