/** One story from command to insight, in memory: the whole flow with nothing mocked. */
import { expect, test } from "vitest";
import {
  createEventLog, decide, inOrder, keepInTouch, knownFrom, networkHash, pathsToPerson, project, situationAt, whoMatters,
  type Command, type DeviceId, type Network, type PersonId,
} from "@kith/core";
import { reasonInWords } from "@kith/core/phrase";
import { randomBytes } from "node:crypto";

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 5);
const newId = (): string => randomBytes(16).toString("base64url");

test("[FLOW1] a wish becomes a fact, a record, a network, a tie, a judgement with its reasons, and words", () => {
  const log = createEventLog({ device: newId() as DeviceId, random: (length) => randomBytes(length) });
  const stored: Uint8Array[] = [];
  let nowMs = startMs;
  const network = (): Network => project(inOrder(log.entries()));
  const wish = (command: Command): void => {
    const decided = decide(command, knownFrom(network(), (event) => log.has(event)), { nowMs, newId });
    if (!decided.ok) throw new Error(decided.error.message);
    const appended = log.prepare(decided.value, { nowMs });
    stored.push(...appended.payloads);
    log.accept(appended);
  };
  const person = (name: string): PersonId => [...network().people.values()].find((one) => one.name === name)?.id ?? ("" as PersonId);

  wish({ type: "AddPerson", name: "Ada Tidewell", organisation: "Copperline Ports" });
  wish({ type: "AddPerson", name: "Bram Ashgrove", organisation: "Lodestar Health" });
  for (let week = 0; week < 12; week += 1) {
    nowMs = startMs + week * 7 * dayMs;
    wish({ type: "RecordInteraction", people: [person("Ada Tidewell")], kind: "coffee", atMs: nowMs });
  }
  wish({ type: "RecordInteraction", people: [person("Ada Tidewell"), person("Bram Ashgrove")], kind: "meal", atMs: nowMs });

  nowMs += 40 * dayMs;
  const situation = situationAt(network(), nowMs);
  const [closest] = whoMatters(situation, "closeness");
  expect(closest?.person).toBe(person("Ada Tidewell"));
  const [planned] = keepInTouch(situation);
  expect(planned).toMatchObject({ person: person("Ada Tidewell"), why: "fading" });
  expect(planned?.reasons.map((reason) => reasonInWords(reason, { nowMs, locale: "en-GB" }))).toEqual(["Usually every 8 days, now 6 weeks"]);
  const [direct, detour] = pathsToPerson(situation, person("Bram Ashgrove"));
  expect(direct?.people).toEqual([person("Bram Ashgrove")]);
  expect(detour?.people).toEqual([person("Ada Tidewell"), person("Bram Ashgrove")]);
  expect(detour?.edges.map(({ provenance }) => provenance)).toEqual(["own", "observed"]);

  const reopened = createEventLog({ device: newId() as DeviceId, random: (length) => randomBytes(length) });
  reopened.read(stored);
  expect(networkHash(project(inOrder(reopened.entries())))).toBe(networkHash(network()));
});
