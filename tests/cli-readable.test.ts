/** In the terminal: nothing is said to be saved that the next process can't read. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEventLog, type DeviceId } from "@kith/core";
import { Automerge } from "../packages/core/src/log/automerge.ts";
import { deflate } from "../packages/core/src/prelude/deflated.ts";
import { kith, kithJson } from "./support/kith.ts";

const folder = mkdtempSync(join(tmpdir(), "kith-readable-"));
const header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On";
const row = (slug: string, date: string): string => `${slug},Wherry,https://www.linkedin.com/in/${slug},,Copperline,Pilot,${date}`;
let made = 0;
const freshVault = (): string => {
  made += 1;
  const vault = join(folder, `${made}.kith`);
  kith("init", "--vault", vault);
  return vault;
};
const csv = (...rows: readonly string[]): string => {
  const path = join(folder, "Connections.csv");
  writeFileSync(path, [header, ...rows].join("\n"));
  return path;
};
/** Puts a payload into a vault file as a build of before would have, whatever its size. */
function plant(vault: string, payload: Uint8Array): void {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(payload.length);
  appendFileSync(vault, Buffer.concat([head, createHash("sha256").update(payload).digest().subarray(0, 8), payload]));
}
/** What an older build wrote of these events, those among them that nobody can read. */
const payloadsOf = (...events: readonly object[]): readonly Uint8Array[] =>
  createEventLog({ device: "A".repeat(22) as DeviceId, random: (length) => randomBytes(length) }).encode(events.map((event, index) => ({ hlc: 1024 + index, recordedAtMs: 1, device: "A".repeat(22) as DeviceId, event })));
/** One event as a build without a limit wrote it. */
function oldPayload(event: object): Uint8Array {
  const actor = randomBytes(16);
  const batch = deflate(new TextEncoder().encode(JSON.stringify({ v: 1, hlc: 2048, recordedAtMs: 1, device: "A".repeat(22), events: [event] })));
  const document = Automerge.change(Automerge.init<{ batches: Record<string, Uint8Array> }>({ actor: actor.toString("hex") }), { time: 0 }, (draft) => { draft.batches = { "000000": batch }; });
  return Buffer.concat([Uint8Array.of(1), actor, Automerge.getLastLocalChange(document) ?? new Uint8Array()]);
}
const person = "B".repeat(22);
const unreadable = { id: "C".repeat(22), type: "ConnectionMade", v: 1, atMs: Date.UTC(2206, 0), person };

describe("the terminal", () => {
  const vault = freshVault();
  beforeAll(() => { kith("import", csv(row("tamsin", "04 Mar 2023")), "--vault", vault); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  test("[K60] rows set aside at an import are counted with their reason, in words and for machines; what it says it added is there for the next process", () => {
    const here = freshVault();
    const ran = kith("import", csv(row("tamsin", "04 Mar 2023"), row("bo", "04 Mar 2206"), row("cleo", "soon"), row("dario", "05 Mar 2023")), "--vault", here);
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("Connections.csv: 2 rows were set aside: date not understood (first in row 3).")]);
    const added = Number(/(\d+) facts added/u.exec(ran.stdout)?.[1]);
    const exported = join(folder, "added.jsonl");
    expect(kithJson("export", exported, "--vault", here)).toMatchObject({ entries: added + 1 });
    const listed = kith("people", "--vault", here, "--json");
    expect([listed.stderr, (JSON.parse(listed.stdout) as unknown[]).length]).toEqual(["", 2]);
    expect(kith("person", "bo Wherry", "--vault", here).status).toBe(0);
    const other = freshVault();
    expect(kithJson("import", csv(row("bo", "04 Mar 2206"), row("ada", "04 Mar 2023")), "--vault", other)).toMatchObject({
      newEvents: 3, files: [{ name: "Connections.csv", read: 2, used: 1, setAside: [{ reason: "date not understood", count: 1 }] }],
    });
  });

  test.each(["1850-03-03", "1899-12-31", "2201-01-01", "1850-03-03T10:00:00Z"])("[K61] an interaction at %s, before 1900 or to come, is refused with what is possible; nothing is written", (at) => {
    const before = readFileSync(vault);
    const ran = kith("record", "tamsin Wherry", "--kind", "call", "--at", at, "--vault", vault);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/1900.*2199|lies in the past/u);
    expect(readFileSync(vault).equals(before)).toBe(true);
  });

  test.each(["3", "2026-03", "March 3", "2026-3-3", "2026-02-30", "2026-02-30T10:00:00Z", "2026-03-03T25:00:00Z", "", "12026-03-03"])("[K62] %j is no date: misuse, with a date as it should be", (text) => {
    for (const flag of ["--at", "--as-of"]) {
      const ran = kith("record", "tamsin Wherry", "--kind", "call", flag, text, "--vault", vault);
      expect({ flag, status: ran.status, told: ran.stderr.includes(`${flag} takes a date such as 2026-03-31`) }).toEqual({ flag, status: 2, told: true });
    }
  });

  test("[K63] a vault of which nothing can be read ends no question with 0; it says so, and what leads out of it still goes", () => {
    const here = freshVault();
    // The one that can be read is of somebody whom nothing readable names.
    for (const payload of payloadsOf(unreadable, { ...unreadable, id: "D".repeat(22), atMs: 1 })) plant(here, payload);
    for (const command of [["people"], ["today"], ["path", "Pier"], ["record", "tamsin", "--kind", "call"], ["goals"], ["capacity", "3"]]) {
      const ran = kith(...command, "--vault", here);
      expect({ command, status: ran.status, stdout: ran.stdout }).toEqual({ command, status: 1, stdout: "" });
      expect(ran.stderr).toMatch(/[Nn]othing in .* can be read/u);
    }
    const exported = kith("export", join(folder, "unreadable.jsonl"), "--vault", here, "--json");
    expect([exported.status, JSON.parse(exported.stdout)]).toMatchObject([1, { entries: 2 }]);
    const restored = kith("restore", join(folder, "unreadable.jsonl"), "--vault", here, "--json");
    expect([restored.status, JSON.parse(restored.stdout)]).toMatchObject([1, { entries: 0, notices: [expect.stringContaining("Line 3 holds an event that can't be read"), expect.stringContaining("2 entries")] }]);
    expect(kith("import", csv(row("tamsin", "04 Mar 2023")), "--vault", here).status).toBe(0);
    expect(kithJson("people", "--vault", here)).toHaveLength(1);
  });

  test("[K65] an import of which no row could be used says so and ends with 1, not that all of it was known", () => {
    const here = freshVault();
    const messages = join(folder, "messages.csv");
    writeFileSync(messages, "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n2-a,,Ada,https://www.linkedin.com/in/ada,Robin,https://www.linkedin.com/in/robin,04 Mar 2206,,Hi,INBOX\n");
    const ran = kith("import", messages, "--vault", here);
    expect([ran.status, ran.stderr]).toEqual([1, expect.stringContaining("no fact came of these files")]);
    expect(ran.stdout).toContain("messages.csv: 1 rows read, 0 used, set aside: 1 date not understood");
    expect(ran.stdout).not.toContain("in Kith already");
  });

  test("[K64] of an older vault the readable facts come back: beside one that can't be read, and in a frame of any size", () => {
    const here = freshVault();
    const added = (index: number, name: string, more: object = {}): object => ({ id: `person-${index}`.padEnd(22, "x"), type: "PersonAdded", v: 2, atMs: 1, person: `${index}`.padEnd(22, "A"), name, relation: "known", ...more });
    for (const payload of payloadsOf(added(1, "Ada Tidewell"), unreadable, added(2, "Bo Corvane"))) plant(here, payload);
    const large = oldPayload(added(3, "Cleo Marsh", { position: randomBytes(900_000).toString("base64") }));
    expect(large.length).toBeGreaterThan(800_000);
    plant(here, oldPayload(added(4, "Dario Vane", { position: randomBytes(1_200_000).toString("base64") })));
    plant(here, large);
    const listed = kith("people", "--vault", here, "--json");
    expect([listed.status, listed.stderr.includes("1 entr"), (JSON.parse(listed.stdout) as readonly { readonly person: { readonly name: string } }[]).map(({ person: { name } }) => name)]).toEqual([0, true, ["Ada Tidewell", "Bo Corvane", "Cleo Marsh", "Dario Vane"]]);
    const before = kithJson("people", "--vault", here);
    expect(kith("record", "Dario Vane", "--kind", "call", "--vault", here).status).toBe(0);
    expect((kithJson("people", "--vault", here) as unknown[]).length).toBe((before as unknown[]).length);
  });
});
