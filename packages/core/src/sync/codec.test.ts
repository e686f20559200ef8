import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToBase64url, concatBytes } from "../prelude/bytes.ts";
import {
  decodeAddresses, decodeAfter, decodePullPage, decodePullRequest, decodePushRequest, decodeReceipt, decodeRecords,
  encodeAddresses, encodeAfter, encodePullPage, encodePullRequest, encodePushRequest, encodeReceipt, encodeRecords,
} from "./codec.ts";
import { decodeAppend, decodeEntries, encodeAppend, encodeEntries } from "./keyring-codec.ts";
import { runs } from "../testing/runs.ts";

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytesToBase64url);
const count = fc.integer({ min: 1, max: 0xff_ff_ff_ff });
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const vector = fc.dictionary(id, count, { maxKeys: 9, noNullPrototype: true });
const full = fc.record({ writer: id, seq: count, epoch: count, body: fc.uint8Array({ minLength: 1 }) }, { noNullPrototype: true });
const erased = fc.record({ writer: id, seq: count, epoch: count, body: fc.constant(new Uint8Array(0)), erasedHash: hash }, { noNullPrototype: true });
const records = fc.array(fc.oneof(full, erased), { maxLength: 5 });
const keyring = fc.record({ length: count, head: hash });
const members = fc.array(fc.record({ member: fc.oneof(fc.constant("recovery"), id), seenMs: fc.nat(2 ** 31).map((minutes) => minutes * 60_000), lacking: fc.nat() }), { maxLength: 65 });
const mark = fc.record({ count: fc.nat(), digest: hash });
const page = fc.record({ records, vector, erased: mark, keyring, members, own: fc.record({ seq: count, sha256: hash }) }, { requiredKeys: ["records", "vector", "erased", "keyring", "members"], noNullPrototype: true });
const request = fc.record({ have: vector, writer: id }, { requiredKeys: ["have"], noNullPrototype: true });
const addresses = fc.array(fc.record({ writer: id, seq: count }, { noNullPrototype: true }), { maxLength: 9 });
const receipt = fc.tuple(page, addresses).map(([told, conflicts]) => ({ ...told, conflicts }));
const push = fc.tuple(request, records).map(([asked, pushed]) => ({ ...asked, records: pushed }));
const entry = fc.record({ bytes: fc.uint8Array(), signature: fc.uint8Array({ minLength: 64, maxLength: 64 }) });
const readers = [decodePullPage, decodePullRequest, decodePushRequest, decodeReceipt, decodeRecords, decodeAddresses, decodeAfter, decodeEntries, decodeAppend];

describe("codec", () => {
  it("[S1] every frame reads back as it was written", () => {
    fc.assert(fc.property(records, (value) => {
        expect(decodeRecords(encodeRecords(value))).toEqual({ ok: true, value });
      }));
    fc.assert(fc.property(page, (value) => {
        expect(decodePullPage(encodePullPage(value))).toEqual({ ok: true, value });
      }));
    fc.assert(fc.property(request, (value) => {
        expect(decodePullRequest(encodePullRequest(value))).toEqual({ ok: true, value });
      }));
    fc.assert(fc.property(receipt, (value) => {
        expect(decodeReceipt(encodeReceipt(value))).toEqual({ ok: true, value });
      }));
    fc.assert(fc.property(push, (value) => {
        expect(decodePushRequest(encodePushRequest(value))).toEqual({ ok: true, value });
      }));
    fc.assert(fc.property(addresses, (value) => {
        expect(decodeAddresses(encodeAddresses(value))).toEqual({ ok: true, value });
        expect(decodeAfter(encodeAfter(value[0]))).toEqual({ ok: true, value: value[0] === undefined ? {} : { value: value[0] } });
      }));
    fc.assert(fc.property(fc.array(entry), (value) => {
        expect(decodeEntries(encodeEntries(value))).toEqual({ ok: true, value });
      }));
    fc.assert(fc.property(fc.record({ expectedHead: hash, entry, settled: fc.boolean() }), (value) => {
        expect(decodeAppend(encodeAppend(value))).toEqual({ ok: true, value });
      }));
  });

  it("[S2] no bytes make a reader throw", () => {
    const anything = fc.uint8Array({ maxLength: 400 });
    // The version byte right and small counts: deeper into the readers than pure noise gets.
    const plausible = fc.tuple(fc.array(fc.constantFrom(0, 1, 2), { maxLength: 12 }), anything).map(([start, rest]) => concatBytes(Uint8Array.of(1, ...start), rest));
    for (const bytes of [anything, plausible]) {
      fc.assert(fc.property(bytes, (frame) => {
        for (const read of readers) expect(read(frame)).toHaveProperty("ok");
      }), runs(500));
    }
  });

  it("[S3] a cut frame, a longer frame and a false count are malformed, another version is told apart", () => {
    fc.assert(
      fc.property(page, fc.nat(), (value, cut) => {
        const bytes = encodePullPage(value);
        expect(decodePullPage(bytes.slice(0, cut % bytes.length)).ok).toBe(false);
        expect(decodePullPage(concatBytes(bytes, Uint8Array.of(0))).ok).toBe(false);
      }),
    );
    for (const read of readers) expect(read(Uint8Array.of(2, 0, 0, 0, 0))).toEqual({ ok: false, error: "version" });
    expect(decodeRecords(Uint8Array.of(1, 255, 255, 255, 255)).ok).toBe(false);
    expect(decodeEntries(Uint8Array.of(1, 255, 255, 255, 255)).ok).toBe(false);
  });

  it("[S41] an erased record travels as length 0 and the 32 bytes of its hash, and as nothing less", () => {
    fc.assert(fc.property(erased, (record) => {
        const bytes = encodeRecords([record]);
        expect(bytes.length).toBe(1 + 4 + 28 + 32);
        expect(bytes.slice(-36)).toEqual(concatBytes(new Uint8Array(4), record.erasedHash));
        for (let cut = 1; cut <= 33; cut += 1) expect(decodeRecords(bytes.slice(0, -cut)).ok).toBe(false);
        expect(decodeRecords(concatBytes(bytes, Uint8Array.of(0))).ok).toBe(false);
      }));
  });
});
