import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToBase64url, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { decodeHeader, encodeHeader, eraseRecord, isErased, maxBodyBytes, recordHash } from "./record.ts";
import { maxPayloadBytes, openRecord, paddedLength, sealRecord } from "./seal.ts";

const id = (text: string): string => bytesToBase64url(sha256(utf8ToBytes(text)).subarray(0, 16));
const header = { vault: id("vault"), writer: id("writer"), seq: 7, epoch: 1 };
const epochKey = sha256(utf8ToBytes("epoch"));
let draws = 0;
const random = (length: number): Uint8Array => sha256(utf8ToBytes(`draw ${(draws += 1)}`)).slice(0, length);
const sealed = (payload: Uint8Array) => {
  const record = sealRecord(payload, header, { epochKey, random });
  if (!record.ok) throw new Error(record.error);
  return record.value;
};

describe("sealing", () => {
  it("[V1] what was sealed opens to the same bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (payload) => {
        expect(openRecord(sealed(payload), header.vault, epochKey)).toEqual({ ok: true, value: payload });
      }),
    );
  });

  it("[V2] a record with any byte flipped is refused", () => {
    const record = sealed(utf8ToBytes("Met Ada at the fair."));
    for (let index = 0; index < record.body.length; index += 1) {
      const body = record.body.map((byte, at) => (at === index ? byte ^ 1 : byte));
      expect(openRecord({ ...record, body }, header.vault, epochKey).ok).toBe(false);
    }
    fc.assert(
      fc.property(fc.nat(record.body.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const body = record.body.map((byte, at) => (at === index ? byte ^ mask : byte));
        expect(openRecord({ ...record, body }, header.vault, epochKey).ok).toBe(false);
      }),
    );
  });

  it("[V2] a cut or lengthened body is refused", () => {
    const record = sealed(utf8ToBytes("x"));
    for (let length = 0; length < record.body.length; length += 1) {
      expect(openRecord({ ...record, body: record.body.slice(0, length) }, header.vault, epochKey).ok).toBe(false);
    }
  });

  it("[V3] a record at another vault, writer, seq, epoch or key is refused", () => {
    const record = sealed(utf8ToBytes("x"));
    for (const moved of [{ ...record, seq: 8 }, { ...record, epoch: 2 }, { ...record, writer: id("other") }]) {
      expect(openRecord(moved, header.vault, epochKey).ok).toBe(false);
    }
    expect(openRecord(record, id("other vault"), epochKey).ok).toBe(false);
    expect(openRecord(record, header.vault, sha256(epochKey)).ok).toBe(false);
  });

  it("[V4] sealed sizes are padded: they tell little of the payload's length, and cost at most 12 %", () => {
    expect(sealed(new Uint8Array(3)).body.length).toBe(sealed(new Uint8Array(120)).body.length);
    fc.assert(
      fc.property(fc.integer({ min: 129, max: 300_000 }), (length) => {
        expect(paddedLength(length)).toBeGreaterThanOrEqual(length);
        expect(paddedLength(length)).toBeLessThanOrEqual(length * 1.125);
        expect(paddedLength(paddedLength(length))).toBe(paddedLength(length));
      }),
    );
  });

  it("[V5] the largest payload fits a record and one byte more is too large", () => {
    expect(sealed(new Uint8Array(maxPayloadBytes)).body.length).toBeLessThanOrEqual(maxBodyBytes);
    expect(sealRecord(new Uint8Array(maxPayloadBytes + 1), header, { epochKey, random })).toEqual({ ok: false, error: "tooLarge" });
  });

  it("[V6] the header's bytes read back, and a record's hash covers all of it", () => {
    expect(decodeHeader(encodeHeader(header))).toEqual({ ok: true, value: header });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void decodeHeader(bytes)));
    const record = sealed(utf8ToBytes("x"));
    const hashes = [record, { ...record, seq: 8 }, { ...record, epoch: 2 }, { ...record, writer: id("w") }].map((each) => bytesToBase64url(recordHash(header.vault, each)));
    expect(new Set([...hashes, bytesToBase64url(recordHash(id("v"), record))]).size).toBe(5);
  });

  it("[S40] an erased record keeps address, epoch and hash and has no body; opening it says erased, not refused", () => {
    const record = sealed(utf8ToBytes("forgotten"));
    const erased = eraseRecord(header.vault, record);
    expect(erased).toEqual({ writer: header.writer, seq: 7, epoch: 1, body: new Uint8Array(0), erasedHash: recordHash(header.vault, record) });
    expect([isErased(record), isErased(erased)]).toEqual([false, true]);
    expect(recordHash(header.vault, erased)).toEqual(recordHash(header.vault, record));
    expect(eraseRecord(header.vault, erased)).toEqual(erased);
    expect(openRecord(erased, header.vault, epochKey)).toEqual({ ok: false, error: "erased" });
    expect(openRecord({ ...record, body: new Uint8Array(0) }, header.vault, epochKey)).toEqual({ ok: false, error: "refused" });
  });
});
