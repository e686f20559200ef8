/** The handshake against whoever may stand between: the relay, a second claimer, somebody who saw the link. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { runs } from "../testing/runs.ts";
import { softwareKeys } from "./device-keys.ts";
import { entryHash } from "./keyring-entry.ts";
import { addDeviceEntry, createKeyring, type NewDevice } from "./keyring-write.ts";
import { openEveryEpoch, verifyKeyring } from "./keyring.ts";
import { commitmentTo, decodeWish, encodeWish, openMessage, pairingKeys, sealMessage } from "./pairing-message.ts";
import { answerKnock, hearNew, hearOld, knock, openDoor, openJoined, pairingLink, readPairingLink, type NewPairing, type OldPairing } from "./pairing.ts";
import { recoveryKeys } from "./recovery-words.ts";

let draws = 0;
const random = (length: number): Uint8Array => {
  draws += 1;
  const bytes = [sha256(utf8ToBytes(`draw ${draws}`)), sha256(utf8ToBytes(`more ${draws}`))];
  return Uint8Array.from(bytes.flatMap((each) => [...each])).slice(0, length);
};
const idOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const must = <Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const newDevice = (name = "Firefox on Linux") => {
  const keys = softwareKeys(random(32));
  const device: NewDevice = { deviceId: idOf(random(16)), name, signPublic: keys.signPublic, wrapPublic: keys.wrapPublic };
  return { keys, device };
};
const vaultId = idOf(random(16));

/** Both sides over an honest mailbox, until both show a code. */
function shaken(secret = random(32)): { readonly old: OldPairing; readonly new: NewPairing; readonly device: NewDevice } {
  const { device } = newDevice();
  let old = openDoor(secret, vaultId, random);
  let joining = knock(secret, device, random);
  old = must(hearNew(old, joining.said));
  joining = must(hearOld(joining, old.said));
  old = must(hearNew(old, joining.said));
  return { old, new: joining, device };
}

describe("the link", () => {
  it("[V60] a link gives its secret back, whole, as its fragment, wrapped, spaced, bracketed or in full-width letters", () => {
    const secret = random(32);
    const link = pairingLink("https://kith.example", secret);
    expect(link).toMatch(/^https:\/\/kith\.example\/pair#v1\.[\w-]{43}$/u);
    const wide = link.replaceAll(/[!-~]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfe_e0));
    const wrapped = link.replaceAll(/.{20}/gu, "$&\n  ");
    for (const text of [link, link.slice(link.indexOf("#")), link.slice(link.indexOf("v1")), ` ${link}. `, `<${link}>`, `“${link}”`, wide, wrapped, link.replace("v1", "v\u200B1")]) expect(readPairingLink(text)).toEqual({ ok: true, value: secret });
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (each) => { expect(readPairingLink(pairingLink("http://127.0.0.1:8787", each))).toEqual({ ok: true, value: each }); }), runs(1_000));
  });

  it("[V61] what is no link is none", () => {
    const link = pairingLink("https://kith.example", random(32));
    for (const text of ["", "v1.", "https://kith.example/pair", link.slice(0, -1), `${link}A`, link.replace("v1", "v2"), link.replace("#v1.", "#"), "abandon ability able about"]) expect(readPairingLink(text)).toEqual({ ok: false, error: "notALink" });
    fc.assert(fc.property(fc.string(), (text) => { expect(readPairingLink(text).ok).toBe(/v1\.[\w-]{43}$/u.test(text)); }), runs(1_000));
  });
});

describe("the handshake", () => {
  it("[V62] both sides show the same six digits, and other pairings other ones", () => {
    const codes = Array.from({ length: 200 }, () => {
      const { old, new: joining, device } = shaken();
      expect(old.code).toMatch(/^\d{6}$/u);
      expect(joining.code).toBe(old.code);
      expect(old.device).toEqual(device);
      expect(joining.vaultId).toBe(vaultId);
      return old.code;
    });
    expect(new Set(codes).size).toBeGreaterThan(195);
  });

  it("[V63] the relay learns a name for the mailbox and sizes: no message holds a key, a name or the vault's id", () => {
    const secret = random(32);
    const { old, new: joining, device } = shaken(secret);
    const wire = Buffer.concat([...old.said, ...joining.said]);
    for (const hidden of [Buffer.from(device.name), Buffer.from(device.signPublic), Buffer.from(device.wrapPublic), Buffer.from(vaultId, "base64url")]) expect(wire.includes(hidden)).toBe(false);
    const { mailbox, seal } = pairingKeys(secret);
    expect(mailbox).toHaveLength(16);
    expect(Buffer.from(seal).includes(Buffer.from(mailbox))).toBe(false);
    expect(hearNew(openDoor(random(32), vaultId, random), joining.said)).toEqual({ ok: false, error: "altered" });
  });

  it("[V64] the owner's yes carries the keyring's head, the owner's no is a no", () => {
    const { old, new: joining } = shaken();
    const head = random(32);
    expect(must(hearOld(joining, answerKnock(old, head).said)).head).toEqual(head);
    expect(hearOld(joining, answerKnock(old, undefined).said)).toEqual({ ok: false, error: "refused" });
  });

  it("[V65] told the same messages again, a side says the same bytes again", () => {
    const { old, new: joining } = shaken();
    expect(must(hearNew(old, joining.said)).said).toEqual(old.said);
    expect(must(hearOld(joining, old.said)).said).toEqual(joining.said);
  });
});

describe("somebody in between", () => {
  it("[V66] any byte of any message changed ends the pairing", () => {
    const { old, new: joining } = shaken();
    const answered = answerKnock(old, random(32));
    const fresh = { old: openDoor(random(32), vaultId, random), new: joining };
    fc.assert(fc.property(fc.nat(1), fc.nat(400), fc.integer({ min: 1, max: 255 }), (which, at, mask) => {
      const bent = (message: Uint8Array): Uint8Array => message.map((byte, index) => (index === at % message.length ? byte ^ mask : byte));
      const ofNew = joining.said.map((message, index) => (index === which ? bent(message) : message));
      const ofOld = answered.said.map((message, index) => (index === which ? bent(message) : message));
      expect(hearNew({ ...fresh.old, keys: old.keys, nonce: old.nonce }, ofNew)).toEqual({ ok: false, error: "altered" });
      expect(hearOld({ ...joining, heard: which === 0 ? [] : joining.heard }, ofOld)).toEqual({ ok: false, error: "altered" });
    }), runs(500));
  });

  it("[V66] messages out of turn, reflected, cut, taken back, changed later or one too many end the pairing", () => {
    const secret = random(32);
    const { old, new: joining } = shaken(secret);
    const [m1, m3] = joining.said as [Uint8Array, Uint8Array];
    const [m2] = old.said as [Uint8Array];
    const fresh = (): OldPairing => openDoor(secret, vaultId, random);
    const stranger = knock(secret, newDevice("Stranger").device, random).said;
    for (const messages of [[m3], [m3, m1], [m1, m1], [m2], [new Uint8Array(0)], [m1.slice(0, 30)]]) expect(hearNew(fresh(), messages)).toEqual({ ok: false, error: "altered" });
    for (const messages of [[], [m1], [...stranger, m3], [m1, m3, m3]]) expect(hearNew(old, messages)).toEqual({ ok: false, error: "altered" });
    for (const messages of [[], [m2, m2], [m1, m2]]) expect(hearOld(joining, messages)).toEqual({ ok: false, error: "altered" });
    const done = answerKnock(old, random(32)).said;
    expect(hearOld(must(hearOld(joining, done)), [...done, done[1] ?? m2])).toEqual({ ok: false, error: "altered" });
  });

  it("[V66] a message opens in its own place only: not as the other side's, nor as another of its own", () => {
    const { seal } = pairingKeys(random(32));
    const sealed = sealMessage(random(32), { side: 0, index: 1 }, { seal, random });
    const opens = ([0, 1] as const).flatMap((side) => [0, 1].filter((index) => openMessage(sealed, { side, index }, seal) !== undefined).map((index) => `${side} ${index}`));
    expect(opens).toEqual(["0 1"]);
  });

  it("[V66] a message of another pairing under the same link is refused: the nonce doesn't fit the commitment", () => {
    const secret = random(32);
    const [first, second] = [shaken(secret), shaken(secret)];
    const [m1, m3] = [first.new.said[0], second.new.said[1]] as [Uint8Array, Uint8Array];
    expect(hearNew(openDoor(secret, vaultId, random), [m1])).toMatchObject({ ok: true });
    const once = must(hearNew(openDoor(secret, vaultId, random), [m1]));
    expect(hearNew(once, [m1, m3])).toEqual({ ok: false, error: "altered" });
  });

  it("[V67] one who knows the link and swaps the device, the vault or both nonces shows other codes on the two screens", () => {
    const same = Array.from({ length: 100 }, () => {
      const secret = random(32);
      const { device } = newDevice();
      const victim = knock(secret, device, random);
      const owner = openDoor(secret, vaultId, random);
      // In between: joins the owner's vault as itself, and plays an owner to the victim.
      const thief = knock(secret, newDevice(device.name).device, random);
      const decoy = openDoor(secret, idOf(random(16)), random);
      const toOwner = must(hearNew(owner, thief.said));
      const toThief = must(hearOld(thief, toOwner.said));
      const toVictim = must(hearOld(victim, must(hearNew(decoy, victim.said)).said));
      return must(hearNew(toOwner, toThief.said)).code === toVictim.code;
    });
    expect(same.filter(Boolean)).toHaveLength(0);
  });

  it("[V67] swapping the keys inside m1 alone changes the code, and so does another vault id or nonce in m2", () => {
    const secret = random(32);
    const { seal } = pairingKeys(secret);
    const joining = knock(secret, newDevice().device, random);
    const read = decodeWish(joining.wish);
    if (read === undefined) throw new Error("m1 reads back");
    const swapped = sealMessage(encodeWish({ ...read.device, wrapPublic: random(32) }, read.commitment), { side: 0, index: 0 }, { seal, random });
    const owner = must(hearNew(openDoor(secret, vaultId, random), [swapped]));
    const shown = must(hearOld(joining, owner.said));
    expect(must(hearNew(owner, [swapped, shown.said[1] ?? swapped])).code).not.toBe(shown.code);
    const offer = openMessage(owner.said[0] ?? swapped, { side: 1, index: 0 }, seal);
    const codes = [0, 20].map((at) => {
      const bent = sealMessage((offer ?? seal).map((byte, index) => (index === at ? byte ^ 1 : byte)), { side: 1, index: 0 }, { seal, random });
      return must(hearOld(joining, [bent])).code;
    });
    expect(new Set([shown.code, ...codes]).size).toBe(3);
  });

  it("[V68] trying nonces until the codes agree is shut out: the nonce was bound before the other's was seen", () => {
    const secret = random(32);
    const { seal } = pairingKeys(secret);
    const thief = knock(secret, newDevice().device, random);
    const owner = must(hearNew(openDoor(secret, vaultId, random), thief.said));
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const guess = random(32);
      expect(commitmentTo(guess)).not.toEqual(commitmentTo(thief.nonce));
      expect(hearNew(owner, [...thief.said, sealMessage(guess, { side: 0, index: 1 }, { seal, random })])).toEqual({ ok: false, error: "altered" });
    }
  });

  it("[V69] a first message with an empty, long or broken name, or too short, is none", () => {
    const { device } = newDevice();
    const good = encodeWish(device, random(32));
    expect(decodeWish(good)?.device).toEqual(device);
    for (const bytes of [good.slice(0, 112), good.slice(0, 50), encodeWish({ ...device, name: "x".repeat(101) }, random(32)), Uint8Array.from([...good, 0xff])]) expect(decodeWish(bytes)).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = decodeWish(bytes);
      if (read) expect(encodeWish(read.device, read.commitment)).toEqual(bytes);
    }), runs(1_000));
  });
});

describe("the keyring it joins", () => {
  async function joined() {
    const first = softwareKeys(random(32));
    const epochKey = random(32);
    const author = idOf(random(16));
    const made = await createKeyring({ deviceId: author, name: "First", keys: first, recovery: recoveryKeys(random(16)), epochKey }, random);
    const state = must(verifyKeyring([made.entry], made.vaultId));
    const { device, keys } = newDevice();
    const entry = must(await addDeviceEntry({ state, author, keys: first, epochKeys: new Map([[1, epochKey]]) }, device, random));
    return { vaultId: made.vaultId, entries: [made.entry, entry], head: entryHash(entry), device, keys, epochKey };
  }

  it("[V70] a device believes a keyring that begins its vault, holds the head it was told, and itself with its own keys", async () => {
    const { entries, keys, epochKey, ...told } = await joined();
    const keyring = must(openJoined(entries, told));
    expect(must(await openEveryEpoch(keyring.state, told.device.deviceId, keys)).get(1)).toEqual(epochKey);
  });

  it("[V70] another vault's keyring, one without that head, and one with other keys under its name are refused", async () => {
    const { entries, keys: _, epochKey: __, ...told } = await joined();
    const other = await joined();
    const untrusted = { ok: false, error: "untrusted" };
    expect(openJoined(other.entries, told)).toEqual(untrusted);
    expect(openJoined(entries.slice(0, 1), told)).toEqual(untrusted);
    expect(openJoined(entries, { ...told, head: other.head })).toEqual(untrusted);
    expect(openJoined(entries, { ...told, device: { ...told.device, wrapPublic: random(32) } })).toEqual(untrusted);
    expect(openJoined(entries, { ...told, device: { ...told.device, deviceId: other.device.deviceId } })).toEqual(untrusted);
  });
});
