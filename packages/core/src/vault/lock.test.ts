import { describe, expect, test } from "vitest";
import { sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { createLock, openLock, openSeed, withoutWay, withWay, type Lock, type LockWay } from "./lock.ts";

let draws = 0;
const random = (length: number): Uint8Array => sha256(utf8ToBytes(`lock ${(draws += 1)}`)).slice(0, length);
const seed = random(32);
const passphrase = (text: string): LockWay => ({ kind: "passphrase", passphrase: text });
const passkey = (): Extract<LockWay, { readonly kind: "passkey" }> => ({ kind: "passkey", credentialId: random(20), salt: random(32), secret: random(32) });
const refused = { ok: false, error: "refused" };
const opens = (lock: Lock, way: LockWay): boolean => {
  const opened = openLock(lock, way);
  if (opened.ok) expect(opened.value.seed).toEqual(seed);
  return opened.ok;
};

/** Every array of bytes in a lock, with the way to change one of it. */
const parts = (lock: Lock): readonly Uint8Array[] => [lock.sealedSeed, ...(lock.passphrase ? [lock.passphrase.salt, lock.passphrase.sealedKey] : []), ...lock.passkeys.map(({ sealedKey }) => sealedKey)];

describe("a lock", () => {
  test("[V90] opens by its passphrase, however its letters were typed, and by its passkey; another one is refused", () => {
    const key = passkey();
    const { lock, lockKey } = createLock(seed, passphrase("Blåbær og regn"), random);
    const both = structuredClone(withWay(lock, key, { lockKey, random }));
    expect([passphrase("Bla\u030Abær og regn"), key].map((way) => opens(both, way))).toEqual([true, true]);
    expect([passphrase("blåbær og regn"), passkey(), { ...key, secret: random(32) }].map((way) => openLock(both, way))).toEqual([refused, refused, refused]);
    expect(openLock(createLock(seed, key, random).lock, passphrase("Blåbær og regn"))).toEqual(refused);
  });

  test("[V91] holds neither the seed, nor the lock key, nor what opens it; the same seed looks another way each time", () => {
    const key = passkey();
    const { lock, lockKey } = createLock(seed, key, random);
    const bytes = Buffer.concat(parts(withWay(lock, passphrase("four plain words here"), { lockKey, random })).map((part) => Buffer.from(part)));
    for (const secret of [seed, lockKey, key.secret]) expect(bytes.includes(Buffer.from(secret))).toBe(false);
    expect(createLock(seed, key, random).lock.sealedSeed).not.toEqual(lock.sealedSeed);
  });

  test("[V92] a way is changed and taken away without the others; the last one can't be taken", () => {
    const [first, second] = [passkey(), passkey()];
    const made = createLock(seed, passphrase("the old passphrase"), random);
    const changed = withWay(withWay(made.lock, first, { ...made, random }), passphrase("the new passphrase"), { ...made, random });
    expect([passphrase("the old passphrase"), passphrase("the new passphrase"), first].map((way) => opens(changed, way))).toEqual([false, true, true]);
    const two = withWay(changed, second, { ...made, random });
    const without = withoutWay(two, first);
    expect(without && [first, second, passphrase("the new passphrase")].map((way) => opens(without, way))).toEqual([false, true, true]);
    const last = without && withoutWay(without, { kind: "passphrase" });
    expect(last && [second, passphrase("the new passphrase")].map((way) => opens(last, way))).toEqual([true, false]);
    expect(last && withoutWay(last, second)).toBeUndefined();
  });

  test("[V93] a changed byte is refused, wherever it is; so is the key of another lock", () => {
    const key = passkey();
    const { lock, lockKey } = createLock(seed, key, random);
    for (const part of parts(lock)) {
      for (const at of [0, 30, part.length - 1]) {
        const before = part[at] ?? 0;
        part[at] = before ^ 1;
        expect(openLock(lock, key)).toEqual(refused);
        part[at] = before;
      }
    }
    expect(opens(lock, key)).toBe(true);
    expect([openSeed(lock, lockKey).ok, openSeed(createLock(seed, key, random).lock, lockKey)]).toEqual([true, refused]);
    expect(openLock({ ...lock, sealedSeed: new Uint8Array(3) }, key)).toEqual(refused);
  });
});
