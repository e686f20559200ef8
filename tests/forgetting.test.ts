/**
 * Forgetting happens twice: at once in the fold, by a fact, and then in the records, which are emptied.
 * Between the two, and on devices that hear of it one after the other, nobody may see a difference.
 */
import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cleanOf, createEventLog, idsOf, inOrder, networkHash, project, type DeviceId, type EventId, type EventLog, type KithEvent, type Network } from "@kith/core";
import { personNumbered, randomEvents, runs } from "@kith/core/testing";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const id = (): string => randomBytes(16).toString("base64url");
const openLog = (): EventLog => createEventLog({ device: id() as DeviceId, random });
/** What is merged into whom is itself about the forgotten, and goes with them; nobody is shown by it. */
const hash = (network: Network): string => networkHash({ ...network, merged: new Map() });

test("[CONV4] a network is the same whether a person's records were emptied yet or not", () => {
  const ada = personNumbered(1);
  fc.assert(fc.property(randomEvents(30), fc.integer({ min: 1, max: 7 }), (drawn, batch) => {
    const events = drawn.filter(({ type }) => type !== "PersonForgotten");
    const log = openLog();
    const payloads: Uint8Array[] = [];
    const write = (some: readonly KithEvent[], nowMs: number): void => {
      const appended = log.prepare(some, { nowMs });
      log.accept(appended);
      payloads.push(...appended.payloads);
    };
    for (let start = 0; start < events.length; start += batch) write(events.slice(start, start + batch), 1_700_000_000_000 + start);
    const ids = idsOf(project(inOrder(log.entries())), ada);
    const held = payloads.map((payload, index) => ({ address: { writer: "w", seq: index + 1 }, payload }));
    write(ids.map((person) => ({ id: id() as EventId, type: "PersonForgotten", v: 1, atMs: 1, person })), 1_800_000_000_000);
    const { entries, erase } = cleanOf(ids.map((person) => ({ person })), held);
    const gone = new Set(erase.map(({ seq }) => seq));
    const cleaned = openLog();
    cleaned.read([...payloads.filter((_, index) => !gone.has(index + 1)), ...openLog().encode(entries)]);
    expect(hash(project(inOrder(cleaned.entries())))).toBe(hash(project(inOrder(log.entries()))));
  }), runs(1_000));
});
