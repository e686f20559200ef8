/** Mailboxes for pairing, in real workerd. */
import { encodePairingRequest, decodePairingAnswer, knock, hearNew, hearOld, openDoor, pairingKeys, pairingLimits, bytesToBase64url, softwareKeys, answerKnock, type PairingRequest } from "@kith/core/relay";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { bytesOf, codeOf, must, newVault, origin, post, random, randomId, registered, type TestVault } from "./client.ts";

/** The one object of all mailboxes. */
const stub = () => env.PAIRING.get(env.PAIRING.idFromName("mailboxes"));
const said = (index: number, text: string, side: 0 | 1 = 0): PairingRequest => ({ side, message: { index, sealed: new TextEncoder().encode(text) } });
const ask = (mailbox: string, request: PairingRequest | Uint8Array): Promise<Response> =>
  exports.default.fetch(`${origin}/v1/pairings/${mailbox}`, { method: "POST", body: request instanceof Uint8Array ? request : encodePairingRequest(request) });
const heard = async (mailbox: string, request: PairingRequest): Promise<string[]> =>
  must(decodePairingAnswer(await bytesOf(await ask(mailbox, request)))).map((sealed) => new TextDecoder().decode(sealed));
/** How many rows there are of a mailbox. */
const rowsOf = (mailbox: string): Promise<number> => runInDurableObject(stub(), (_, { storage: { sql } }) =>
  sql.exec("SELECT name FROM open_mailbox WHERE name = ?", mailbox).toArray().length + sql.exec("SELECT name FROM said WHERE name = ?", mailbox).toArray().length);
/** Lets the time of a mailbox be over. */
const expire = (mailbox: string): Promise<number> => runInDurableObject(stub(), (_, { storage: { sql } }) => {
  const { until_ms: untilMs } = sql.exec<{ until_ms: number }>("SELECT until_ms FROM open_mailbox WHERE name = ?", mailbox).one();
  sql.exec("UPDATE open_mailbox SET until_ms = ? WHERE name = ?", Date.now() - 1, mailbox);
  return untilMs - Date.now();
});

async function open(vault: TestVault): Promise<string> {
  const mailbox = random(16);
  await bytesOf(await post(vault.device, "pairings", { body: mailbox }));
  return bytesToBase64url(mailbox);
}
const opened = async (): Promise<string> => open(await registered());

describe("pairing", () => {
  it("[R60] a member's request opens a mailbox; a stranger's, an unsigned one or a name that is none doesn't", async () => {
    const vault = await registered();
    const stranger = { ...(await newVault()).device, vaultId: vault.vaultId };
    expect((await post(stranger, "pairings", { body: random(16) })).status).toBe(401);
    expect(await codeOf(await post(vault.device, "pairings", { body: random(15) }))).toBe("malformed");
    expect(await heard(await open(vault), { side: 0 })).toEqual([]);
  });

  it("[R61] a mailbox that isn't open is 404 for both sides, and asking for it or writing to it keeps nothing", async () => {
    for (const mailbox of [randomId(), randomId()]) {
      for (const request of [said(0, "hello"), { side: 1 } as const]) expect(await codeOf(await ask(mailbox, request))).toBe("noPairing");
      expect(await rowsOf(mailbox)).toBe(0);
    }
    expect((await ask("not-a-mailbox", { side: 0 })).status).toBe(404);
    expect((await exports.default.fetch(`${origin}/v1/pairings/${randomId()}/open`, { method: "POST" })).status).toBe(404);
  });

  it("[R62] the first to answer claims it: another first message is refused, the same bytes again are fine", async () => {
    const mailbox = await opened();
    expect(await heard(mailbox, said(0, "first"))).toEqual([]);
    expect(await heard(mailbox, said(0, "first"))).toEqual([]);
    expect(await codeOf(await ask(mailbox, said(0, "second")))).toBe("pairingTaken");
    expect(await heard(mailbox, { side: 1 })).toEqual(["first"]);
  });

  it("[R63] each side hears all of the other's messages in their order; one out of turn, of either side, or in a taken place is refused", async () => {
    const mailbox = await opened();
    expect(await codeOf(await ask(mailbox, said(1, "early")))).toBe("pairingTaken");
    expect(await codeOf(await ask(mailbox, said(0, "before the first", 1)))).toBe("pairingTaken");
    await heard(mailbox, said(0, "m1"));
    expect(await codeOf(await ask(mailbox, said(1, "m3 before m2")))).toBe("pairingTaken");
    expect(await heard(mailbox, said(0, "m2", 1))).toEqual(["m1"]);
    expect(await codeOf(await ask(mailbox, said(1, "m4 before m3", 1)))).toBe("pairingTaken");
    expect(await heard(mailbox, said(1, "m3"))).toEqual(["m2"]);
    expect(await heard(mailbox, said(1, "m4", 1))).toEqual(["m1", "m3"]);
    expect(await heard(mailbox, { side: 0 })).toEqual(["m2", "m4"]);
    expect(await codeOf(await ask(mailbox, said(1, "other", 1)))).toBe("pairingTaken");
    expect(await heard(mailbox, { side: 0 })).toEqual(["m2", "m4"]);
  });

  it("[R64] a message or request too large, of another version, or in no form is refused, and nothing is kept", async () => {
    const mailbox = await opened();
    const fits = encodePairingRequest({ side: 0, message: { index: 0, sealed: random(pairingLimits.messageBytes) } });
    expect(await codeOf(await ask(mailbox, Uint8Array.from([...fits, 1])))).toBe("tooLarge");
    expect(await codeOf(await ask(mailbox, Uint8Array.of(1, 0, 2, 7)))).toBe("malformed");
    const other = await ask(mailbox, Uint8Array.of(2, 0, 0));
    expect([other.status, await codeOf(other)]).toEqual([426, "version"]);
    expect(await heard(mailbox, { side: 1 })).toEqual([]);
    expect((await ask(mailbox, fits)).status).toBe(200);
  });

  it("[R65] nobody answers: after two minutes it is closed, and the next sweep leaves nothing of it", async () => {
    const mailbox = await opened();
    expect(Math.abs((await expire(mailbox)) - 120_000)).toBeLessThan(5_000);
    expect(await codeOf(await ask(mailbox, said(0, "late")))).toBe("noPairing");
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await rowsOf(mailbox)).toBe(0);
    expect(await codeOf(await ask(mailbox, said(0, "later")))).toBe("noPairing");
  });

  it("[R66] answered, it lives five minutes from then on, and is emptied as wholly; another stays", async () => {
    // What other tests left open would keep the alarm.
    await runInDurableObject(stub(), (_, { storage: { sql } }) => { sql.exec("DELETE FROM open_mailbox"); });
    const [mailbox, other] = [await opened(), await opened()];
    await heard(mailbox, said(0, "m1"));
    await heard(mailbox, said(0, "m2", 1));
    expect(Math.abs((await expire(mailbox)) - 300_000)).toBeLessThan(5_000);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect([await rowsOf(mailbox), await rowsOf(other)]).toEqual([0, 1]);
    await expire(other);
    await runDurableObjectAlarm(stub());
    expect([await rowsOf(other), await runInDurableObject(stub(), (_, { storage }) => storage.getAlarm())]).toEqual([0, null]);
  });

  it("[R67] state lives on disk: eviction between any two messages changes nothing", async () => {
    const mailbox = await opened();
    for (const request of [said(0, "m1"), said(0, "m2", 1), said(1, "m3"), said(1, "m4", 1)]) {
      await evictDurableObject(stub());
      await heard(mailbox, request);
    }
    await evictDurableObject(stub());
    expect([await heard(mailbox, { side: 1 }), await heard(mailbox, { side: 0 })]).toEqual([["m1", "m3"], ["m2", "m4"]]);
    expect(await codeOf(await ask(mailbox, said(0, "other")))).toBe("pairingTaken");
  });

  it("[R68] a vault opens at most five a minute, and none twice", async () => {
    const vault = await registered();
    const mailbox = random(16);
    expect((await post(vault.device, "pairings", { body: mailbox })).status).toBe(200);
    expect(await codeOf(await post(vault.device, "pairings", { body: mailbox }))).toBe("pairingTaken");
    for (let count = 3; count <= 5; count += 1) await open(vault);
    const refused = await post(vault.device, "pairings", { body: random(16) });
    expect([refused.status, await codeOf(refused)]).toEqual([429, "tooMany"]);
    await opened();
  });

  it("[R69] the whole handshake goes through it, and what it holds tells neither name nor key", async () => {
    const secret = random(32);
    const vault = await registered();
    const { mailbox } = pairingKeys(secret);
    const name = bytesToBase64url(mailbox);
    await bytesOf(await post(vault.device, "pairings", { body: mailbox }));
    const say = async (side: 0 | 1, own: readonly Uint8Array[]): Promise<readonly Uint8Array[]> => {
      const [index, sealed] = [own.length - 1, own.at(-1)];
      return must(decodePairingAnswer(await bytesOf(await ask(name, sealed === undefined ? { side } : { side, message: { index, sealed } }))));
    };
    const { signPublic, wrapPublic } = softwareKeys(random(32));
    let joining = knock(secret, { deviceId: randomId(), name: "CANARY phone", signPublic, wrapPublic }, random);
    let owner = openDoor(secret, vault.vaultId, random);
    await say(0, joining.said);
    owner = must(hearNew(owner, await say(1, owner.said)));
    await say(1, owner.said);
    joining = must(hearOld(joining, await say(0, joining.said)));
    await say(0, joining.said);
    owner = must(hearNew(owner, await say(1, owner.said)));
    expect(owner.code).toBe(joining.code);
    const head = random(32);
    await say(1, answerKnock(owner, head).said);
    expect(must(hearOld(joining, await say(0, joining.said))).head).toEqual(head);
    const kept = await runInDurableObject(stub(), (_, { storage }) => storage.sql.exec<{ sealed: ArrayBuffer }>("SELECT sealed FROM said").toArray().map(({ sealed }) => new TextDecoder("latin1").decode(sealed)).join(""));
    expect(kept.length).toBeGreaterThan(300);
    expect(kept).not.toContain("CANARY");
    expect(kept).not.toContain(new TextDecoder("latin1").decode(signPublic));
  });
});
