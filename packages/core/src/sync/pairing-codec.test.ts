import * as fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../testing/runs.ts";
import { decodePairingAnswer, decodePairingRequest, encodePairingAnswer, encodePairingRequest, pairingLimits, type PairingRequest } from "./pairing-codec.ts";

const sealed = fc.uint8Array({ minLength: 1, maxLength: pairingLimits.messageBytes });
const malformed = { ok: false, error: "malformed" };

test("[V75] what a mailbox is told and tells reads back", () => {
  const request = fc.record({ side: fc.constantFrom(0 as const, 1 as const), message: fc.option(fc.record({ index: fc.nat(1), sealed }), { nil: undefined }) });
  fc.assert(fc.property(request, ({ side, message }) => {
    const asked: PairingRequest = message === undefined ? { side } : { side, message };
    expect(decodePairingRequest(encodePairingRequest(asked))).toEqual({ ok: true, value: asked });
  }), runs(300));
  fc.assert(fc.property(fc.array(sealed, { maxLength: 2 }), (messages) => { expect(decodePairingAnswer(encodePairingAnswer(messages))).toEqual({ ok: true, value: messages }); }), runs(300));
});

test("[V76] another version is told as one; another side or index, too much or too many is malformed, and no bytes make reading throw", () => {
  const most = new Uint8Array(pairingLimits.messageBytes);
  for (const bytes of [[1, 0], [1, 2, 0], [1, 0, 2, 9], [1, 0, 1], [1, 0, 0, ...most, 9]]) expect(decodePairingRequest(Uint8Array.from(bytes))).toEqual(malformed);
  for (const bytes of [[1, 0], [1, 0, 0], [1, 0, 2, 9], [1, 255, 255], [1, 0, 1, 9, 0, 1, 9, 0, 1, 9], [1, 8, 1, ...most, 9]]) expect(decodePairingAnswer(Uint8Array.from(bytes))).toEqual(malformed);
  for (const bytes of [[], [2], [2, 0, 0]]) for (const decode of [decodePairingRequest, decodePairingAnswer]) expect(decode(Uint8Array.from(bytes))).toEqual({ ok: false, error: "version" });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
    const request = decodePairingRequest(bytes);
    if (request.ok) expect(encodePairingRequest(request.value)).toEqual(bytes);
    const answer = decodePairingAnswer(bytes);
    if (answer.ok) expect(encodePairingAnswer(answer.value)).toEqual(bytes);
  }), runs(1_000));
});
