/**
 * Plumbing checks on synthetic archives with planted truth: what the generator hid, the command line
 * finds. They say that the pipes hold, not how good the scores are (see bench/).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { profileKey } from "@kith/core";
import { openSession } from "../apps/cli/src/session.ts";
import { everyInsight } from "./support/every-insight.ts";
import { kith, kithJson } from "./support/kith.ts";
import { sharedPath } from "./support/shared.ts";

interface Listed { readonly person: { readonly id: string; readonly url: string | null }; readonly score: number }
interface Path { readonly people: readonly { readonly url: string | null }[] }
interface Imported { readonly files: readonly { readonly name: string; readonly read: number; readonly used: number; readonly setAside: readonly { readonly reason: string; readonly count: number }[] }[] }
interface Truth {
  readonly asOf: string;
  readonly expected: { readonly connections: number; readonly connectionsDateOnly: number; readonly messageRowsInFile: number; readonly messages: number; readonly exactDuplicateMessageRows: number; readonly messagesDraft: number; readonly invitations: { readonly total: number } };
  readonly roles: Readonly<Record<"strong" | "dormant" | "newWarm" | "weakBridge" | "spamRequester" | "genuinePendingRequest", readonly string[]>>;
  readonly introChains: readonly { readonly kind: string; readonly targetCompany: string; readonly path: readonly string[] | null }[];
}

const generator = sharedPath("linkedin-archive/gen.mjs");
/** `KITH_TRUTH=all` adds ten further seeds, and eleven networks of 30 000 people: a quarter of an hour. */
const isAll = process.env["KITH_TRUTH"] === "all";
const sizes = [
  { connections: 150, messages: 2_000, seeds: isAll ? [1, 2, 3, 4, 5] : [1, 2, 3] },
  { connections: 5_000, messages: 50_000, seeds: isAll ? [7, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30] : [7] },
  ...(isAll ? [{ connections: 30_000, messages: 200_000, seeds: [9, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40] }] : []),
];
const cases = sizes.flatMap(({ connections, messages, seeds }) => seeds.map((seed) => ({ connections, messages, seed })));

const slugOf = (url: string | null): string => profileKey(url ?? "")?.split("/").at(-1) ?? "";
const key = (slug: string): string => slugOf(`https://www.linkedin.com/in/${slug}`);

describe.skipIf(generator === undefined)("planted truth (skipped where the archive generator isn't beside the checkout)", () => {
  describe.each(cases)("$connections connections, $messages messages, seed $seed", ({ connections, messages, seed }) => {
    let folder = "";
    let vault = "";
    let truth: Truth;
    let imported: Imported;
    let importedMs = 0;
    const list = (command: string, ...args: readonly string[]): readonly string[] =>
      (kithJson(command, "--vault", vault, "--as-of", truth.asOf, ...args) as readonly Listed[]).map(({ person }) => slugOf(person.url));
    const paths = (target: string): readonly Path[] => kithJson("path", target, "--vault", vault, "--as-of", truth.asOf) as readonly Path[];

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "kith-truth-"));
      vault = join(folder, "vault.kith");
      execFileSync(process.execPath, [generator ?? "", "--connections", String(connections), "--messages", String(messages), "--seed", String(seed), "--out", folder]);
      const archive = readdirSync(folder).find((name) => name.startsWith("Complete_") && name.endsWith(".zip")) ?? "";
      truth = JSON.parse(readFileSync(join(folder, archive.replace(".zip", ".truth.json")), "utf8")) as Truth;
      kith("init", "--vault", vault);
      const startMs = performance.now();
      imported = kithJson("import", join(folder, archive), "--vault", vault) as Imported;
      importedMs = performance.now() - startMs;
    }, 240_000);
    afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

    test("[T1] every row read is used or set aside with its reason, and the counts are the archive's", () => {
      for (const { read, used, setAside } of imported.files) expect(used + setAside.reduce((sum, { count }) => sum + count, 0)).toBe(read);
      const file = (name: string) => imported.files.find((one) => one.name.toLowerCase().startsWith(name));
      const aside = (name: string, reason: string): number => file(name)?.setAside.find((one) => one.reason === reason)?.count ?? 0;
      expect(file("connections")?.read).toBe(truth.expected.connections);
      expect(aside("connections", "closed account")).toBe(truth.expected.connectionsDateOnly);
      expect(file("messages")?.read).toBe(truth.expected.messageRowsInFile);
      expect(aside("messages", "exact duplicate")).toBe(truth.expected.exactDuplicateMessageRows);
      expect(aside("messages", "draft")).toBe(truth.expected.messagesDraft);
      expect(file("invitations")?.read).toBe(truth.expected.invitations.total);
    });

    test("[T2] the planted introduction chain is the first path; the sole contact and the negative control hold", () => {
      for (const { kind, targetCompany, path } of truth.introChains) {
        // Asked for by person, and by the organisation, which only a message names.
        if (kind === "two-hop") for (const target of [`https://www.linkedin.com/in/${path?.at(-1) ?? ""}`, targetCompany]) expect(paths(target)[0]?.people.map(({ url }) => slugOf(url))).toEqual(path?.slice(1).map(key));
        if (kind === "direct-dormant") expect(paths(targetCompany).map(({ people }) => slugOf(people.at(-1)?.url ?? null)).at(0)).toBe(key(path?.[1] ?? ""));
        if (kind === "none") expect(paths(targetCompany)).toEqual([]);
      }
    });

    test("[T3] every strong person is in the top tenth by closeness and by warmth", () => {
      for (const sort of ["closeness", "warmth"]) {
        const people = list("people", "--sort", sort);
        const top = new Set(people.slice(0, Math.ceil(people.length / 10)));
        expect({ sort, missing: truth.roles.strong.filter((slug) => !top.has(key(slug))) }).toEqual({ sort, missing: [] });
      }
    });

    test("[T4] nine in ten dormant people are found dormant", () => {
      const dormant = new Set(list("dormant"));
      expect(truth.roles.dormant.filter((slug) => dormant.has(key(slug))).length).toBeGreaterThanOrEqual(0.9 * truth.roles.dormant.length);
    });

    test("[T5] four in five planted bridges are among the first 20 weak ties", () => {
      const weak = new Set(list("weak-ties", "--limit", "20"));
      expect(truth.roles.weakBridge.filter((slug) => weak.has(key(slug))).length).toBeGreaterThanOrEqual(0.8 * truth.roles.weakBridge.length);
    });

    test("[T6] nobody strong, newly warm or dormant is among the first 50 to let go", () => {
      const spared = new Set([...truth.roles.strong, ...truth.roles.newWarm, ...truth.roles.dormant].map(key));
      expect(list("prune", "--limit", "50").filter((slug) => spared.has(slug))).toEqual([]);
    });

    test("[T7] every genuine request stands above every spam request", () => {
      const requests = list("requests");
      const genuine = truth.roles.genuinePendingRequest.map((slug) => requests.indexOf(key(slug)));
      const spam = truth.roles.spamRequester.map((slug) => requests.indexOf(key(slug)));
      expect(genuine.every((place) => place >= 0)).toBe(true);
      expect(spam.every((place) => place >= 0)).toBe(true);
      expect(Math.max(...genuine)).toBeLessThan(Math.min(...spam));
    });

    test("[T8] the import and every insight take less than half a minute", async () => {
      const startMs = performance.now();
      const session = await openSession({ vault, nowMs: Date.parse(truth.asOf), timeTravel: true });
      everyInsight(session.situation());
      const insightsMs = performance.now() - startMs;
      process.stdout.write(`import ${(importedMs / 1000).toFixed(1)} s, every insight ${(insightsMs / 1000).toFixed(1)} s\n`);
      expect(importedMs + insightsMs).toBeLessThan(30_000);
    });
  });
});
