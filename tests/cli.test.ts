/** The command line's contract, as scripts rely on it: outputs, exit codes, one plain file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeArchive } from "@kith/core/testing";
import { kith, kithAsync, kithJson } from "./support/kith.ts";

interface PersonOutput { readonly id: string; readonly name: string; readonly url: string | null; readonly organisation: string | null }
interface Listed { readonly person: PersonOutput; readonly score: number; readonly reasons: readonly { readonly kind: string }[] }
interface Path { readonly people: readonly PersonOutput[]; readonly edges: readonly { readonly provenance: string; readonly evidence: readonly unknown[] }[]; readonly weakestLink: number; readonly message: string }

const asOfMs = Date.UTC(2026, 10, 20, 8);
const archive = makeArchive({ seed: 3, connections: 60, messages: 900, asOfMs });
const folder = mkdtempSync(join(tmpdir(), "kith-cli-"));
const vault = join(folder, "my.kith");
const zip = join(folder, "archive.zip");
const at = ["--vault", vault, "--as-of", "2026-11-20"] as const;
const people = (...args: readonly string[]): readonly Listed[] => kithJson("people", ...at, ...args) as readonly Listed[];

describe("command line", () => {
  beforeAll(() => {
    writeFileSync(zip, archive.zip);
    kith("init", "--vault", vault);
    kith("import", zip, "--vault", vault);
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  test("[K1] misuse prints the usage and ends with 2; a refusal says why and ends with 1", () => {
    for (const args of [[], ["people"], ["dance", "--vault", vault], ["people", ...at, "--sort", "fame"], ["record", "Ada", "--vault", vault], ["people", "--vault", vault, "--as-of", "2026-02-30"]]) {
      const ran = kith(...args);
      expect({ args, status: ran.status, stdout: ran.stdout }).toEqual({ args, status: 2, stdout: "" });
      expect(ran.stderr).toContain("kith init --vault FILE");
    }
    for (const [args, why] of [[["people", "--vault", join(folder, "none.kith")], "kith init"], [["init", "--vault", vault], "exists already"], [["person", "Nobody Atall", "--vault", vault], "Nobody in Kith"], [["import", join(folder, "none.zip"), "--vault", vault], "can't be read"], [["import", vault, "--vault", vault], "my.kith"]] as const) {
      const ran = kith(...args);
      expect({ args, status: ran.status }).toEqual({ args, status: 1 });
      expect(ran.stderr).toContain(why);
    }
  });

  test("[K2] every list is an array of person, score and reasons; --limit cuts it, --json alone lists everyone", () => {
    for (const command of ["people", "weak-ties", "dormant", "prune", "requests", "today", "news", "replies", "opportunities"]) {
      const list = kithJson(command, ...at) as readonly Listed[];
      for (const { person, score, reasons } of list) {
        expect(Object.keys(person)).toEqual(["id", "name", "url", "organisation"]);
        expect([typeof score, Array.isArray(reasons)]).toEqual(["number", true]);
      }
    }
    expect(people().length).toBeGreaterThan(50);
    expect(people("--limit", "3")).toEqual(people().slice(0, 3));
  });

  test("[K3] people sort by closeness, warmth, recent or name", () => {
    expect(people()).toEqual(people("--sort", "closeness"));
    const warm = people("--sort", "warmth").map(({ score }) => score);
    expect(warm).toEqual(warm.toSorted((a, b) => b - a));
    const names = people("--sort", "name").map(({ person }) => person.name.toLowerCase());
    expect(names).toEqual(names.toSorted());
  });

  test("[K4] a path names its people, each step's provenance and evidence, its weakest link and a message; nobody is an empty list", () => {
    const { insiderUrl, connectorUrl } = archive.truth.chain;
    const [path] = kithJson("path", insiderUrl, ...at) as readonly Path[];
    expect(path?.people.map(({ url }) => url)).toEqual([connectorUrl, insiderUrl]);
    expect(path?.edges.map(({ provenance, evidence }) => [provenance, evidence.length > 0])).toEqual([["own", true], ["observed", true]]);
    expect(path?.edges[path.weakestLink]).toBeDefined();
    expect(path?.message).toContain("willing to introduce us");
    expect(kithJson("path", "Nowhere Industries", ...at)).toEqual([]);
  });

  test("[K5] what is recorded is there for the next process, at its own day", () => {
    const [{ person }] = people("--limit", "1") as readonly [Listed];
    const ran = kith("record", person.url ?? "", "--kind", "coffee", "--at", "2026-11-19", "--note", "tides", "--vault", vault);
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: "" });
    const shown = kithJson("person", person.url ?? "", ...at) as { readonly contacts: readonly { readonly kind: string; readonly note?: string; readonly atMs: number }[] };
    expect(shown.contacts.at(-1)).toMatchObject({ kind: "coffee", note: "tides", atMs: Date.UTC(2026, 10, 19, 12) });
  });

  test("[K6] --as-of hides what happened later and judges by that day", () => {
    const [{ person }] = people("--sort", "recent", "--limit", "1") as readonly [Listed];
    const early = kithJson("person", person.url ?? "", "--vault", vault, "--as-of", "2026-01-31") as { readonly contacts: readonly { readonly atMs: number }[] };
    expect(early.contacts.every(({ atMs }) => atMs < Date.UTC(2026, 1, 1))).toBe(true);
  });

  test("[K7] the same archive again changes nothing, not a byte", () => {
    const before = readFileSync(vault);
    const again = kithJson("import", zip, "--vault", vault) as { readonly newEvents: number; readonly files: readonly unknown[] };
    expect(again.newEvents).toBe(0);
    expect(again.files.length).toBeGreaterThan(0);
    expect(readFileSync(vault).equals(before)).toBe(true);
  });

  test("[K8] a flipped byte costs the frame it is in and is said; a cut end is written over by the next append", () => {
    const copy = join(folder, "damaged.kith");
    const bytes = readFileSync(vault);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length - 40] = (flipped[bytes.length - 40] ?? 0) ^ 1;
    writeFileSync(copy, flipped);
    const ran = kith("people", "--vault", copy, "--json");
    expect([ran.status, ran.stderr.includes("damaged")]).toEqual([0, true]);
    writeFileSync(copy, bytes.subarray(0, bytes.length - 10));
    const [{ person }] = people("--limit", "1") as readonly [Listed];
    expect(kith("record", person.url ?? "", "--kind", "call", "--vault", copy).status).toBe(0);
    const healed = kith("people", "--vault", copy, "--json");
    expect([healed.status, healed.stderr]).toEqual([0, ""]);
  });

  test("[K9] processes that write one vault at the same time take turns: nothing is lost", async () => {
    const shared = join(folder, "shared.kith");
    writeFileSync(shared, readFileSync(vault));
    const [{ person }] = people("--limit", "1") as readonly [Listed];
    const contacts = (): number => (kithJson("person", person.id, "--vault", shared) as { readonly contacts: readonly unknown[] }).contacts.length;
    const before = contacts();
    // A lock left behind by a process that is gone.
    writeFileSync(`${shared}.lock`, "999999999");
    const ended = await Promise.all(Array.from({ length: 6 }, (_, index) => kithAsync("record", person.id, "--kind", "call", "--note", `n${index}`, "--vault", shared)));
    expect(ended).toEqual([0, 0, 0, 0, 0, 0]);
    expect(contacts()).toBe(before + 6);
  });

  describe("what the owner tells", () => {
    const told = join(folder, "told.kith");
    const on = ["--vault", told] as const;
    const ids = { ada: "", bram: "", cleo: "" };
    const list = (command: string): readonly Listed[] => kithJson(command, ...on, "--as-of", "2027-12-01") as readonly Listed[];
    const kinds = (listed: Listed | undefined): readonly string[] => listed?.reasons.map(({ kind }) => kind) ?? [];

    beforeAll(() => {
      writeFileSync(told, readFileSync(vault));
      const named = people("--sort", "closeness").map((one) => one.person);
      [ids.ada, ids.bram, ids.cleo] = named.slice(0, 3).map(({ id }) => id) as [string, string, string];
    });

    test("[K40] a rating, a tag, a tie and a goal are there for the next process, and count", () => {
      for (const args of [["rate", ids.ada, "5"], ["rate", ids.bram, "4"], ["tag", ids.ada, "a", "mooring", "--as", "need"], ["tag", ids.bram, "Mooring", "--as", "offer"], ["knows", ids.ada, ids.bram, "--not"], ["goal", "A berth", "--skill", "sailing", "--field", "mooring", "--organisation", "Oslo Havn"]]) {
        const ran = kith(...args, ...on);
        expect({ args, status: ran.status, stderr: ran.stderr }).toEqual({ args, status: 0, stderr: "" });
      }
      expect(list("people")[0]?.person.id).toBe(ids.ada);
      const goals = kithJson("goals", ...on) as readonly { readonly title: string; readonly people: readonly Listed[]; readonly introducers: readonly unknown[] }[];
      expect(goals.map(({ title, people: helpers }) => [title, helpers.map(({ person }) => person.id)])).toEqual([["A berth", [ids.bram]]]);
    });

    test("[K41] whom to introduce to whom is a list of pairs with score and reasons; told that they know each other, the pair is gone", () => {
      const pairs = (): readonly { readonly people: readonly PersonOutput[]; readonly reasons: readonly { readonly kind: string }[] }[] => kithJson("introduce", ...on) as never;
      const ours = () => pairs().filter(({ people: [one, other] }) => [ids.ada, ids.bram].every((id) => id === one?.id || id === other?.id));
      expect(ours().map(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual([["meetsNeed"]]);
      expect(kith("introduce", ...on).stdout).toContain("is looking for “a mooring”");
      kith("knows", ids.ada, ids.bram, ...on);
      expect(ours()).toEqual([]);
    });

    test("[K42] a circle is made, found again by its name, changed and joined; its people are due by its rhythm", () => {
      expect(kith("circle", "Old friends", ids.ada, ids.bram, "--every", "30", ...on).stdout).toContain("joined");
      expect(kith("circle", "old FRIENDS", "--every", "1", ...on).status).toBe(0);
      const due = list("today").filter((one) => kinds(one).includes("circleDue")).map(({ person }) => person.id);
      expect(due.toSorted()).toEqual([ids.ada, ids.bram].toSorted());
      expect(kith("circle", "Old friends", "Nobody Atall", ...on).status).toBe(1);
    });

    test("[K43] who is protected is not reviewed, who is hidden is listed and not suggested, who was let go is in no list", () => {
      const [first] = list("prune");
      expect(kith("protect", first?.person.id ?? "", ...on).status).toBe(0);
      expect(list("prune").map(({ person }) => person.id)).not.toContain(first?.person.id);
      kith("hide", ids.ada, ...on);
      expect(list("today").map(({ person }) => person.id)).not.toContain(ids.ada);
      expect(list("people").map(({ person }) => person.id)).toContain(ids.ada);
      kith("let-go", ids.cleo, ...on);
      expect(list("people").map(({ person }) => person.id)).not.toContain(ids.cleo);
    });

    test("[K44] promises, replies, opportunities and balance are printed for readers and machines; a fact told wrongly prints the usage", () => {
      for (const command of ["promises", "replies", "opportunities", "goals", "introduce", "balance"]) expect({ command, ...kith(command, ...on, "--as-of", "2026-11-20") }).toMatchObject({ command, status: 0, stderr: "" });
      expect(kithJson("promises", ...on)).toEqual([]);
      expect(Object.keys(kithJson("balance", ...on) as object).toSorted()).toEqual(["communities", "constraint", "effectiveSize", "fields", "notes", "organisations", "reciprocity"]);
      for (const args of [["rate", ids.ada, "6"], ["rate", ids.ada], ["tag", ids.ada], ["tag", ids.ada, "x", "--as", "star"], ["knows", ids.ada], ["goal"], ["circle"], ["circle", "x", "--every", "soon"]]) expect({ args, status: kith(...args, ...on).status }).toEqual({ args, status: 2 });
    });
  });

  describe("what was told, taken back", () => {
    const told = join(folder, "taken-back.kith");
    const on = ["--vault", told] as const;
    const run = (...args: readonly string[]): string => {
      const ran = kith(...args, ...on);
      expect({ args, status: ran.status, stderr: ran.stderr }).toEqual({ args, status: 0, stderr: "" });
      return ran.stdout;
    };

    test("[K45] a rating, a tag, a goal, a circle, protection, hiding and letting go are taken back by --not; a day has the size it was given", () => {
      writeFileSync(told, readFileSync(vault));
      const list = (command: string): readonly Listed[] => kithJson(command, ...on, "--as-of", "2027-12-01") as readonly Listed[];
      const listed = (command: string): readonly string[] => list(command).map(({ person }) => person.id);
      const before = listed("people");
      const [ada = ""] = before;
      const facts = [["rate", ada, "1"], ["tag", ada, "knots"], ["goal", "A berth"], ["circle", "Old friends", ada, "--every", "1"], ["protect", ada], ["hide", ada], ["let-go", ada]];
      for (const fact of facts) run(...fact);
      expect(listed("people")).not.toEqual(before);
      for (const [what = "", who = "", ...more] of facts.toReversed()) run(what, who, ...(what === "tag" || what === "circle" ? [more[0] ?? ""] : []), "--not");
      expect(listed("people")).toEqual(before);
      expect(kithJson("goals", ...on)).toEqual([]);
      expect(run("circle", "old friends", "--not")).toContain("dissolved");
      for (const args of [["circle", "old friends", "--not"], ["goal", "A berth", "--not"], ["capacity", "many"]]) expect({ args, status: kith(...args, ...on).status }).toEqual({ args, status: 1 });
      run("capacity", "2");
      expect(run("today").split("\n").filter((line) => /^\S/u.test(line))).toHaveLength(2);
    });
  });

  describe("the log as a whole", () => {
    const exported = join(folder, "all.jsonl");
    const listing = (path: string): unknown => kithJson("people", "--vault", path, "--as-of", "2026-11-20");

    test("[K30] an export brought into a fresh vault gives the same lists; brought in again it changes nothing", () => {
      kith("record", people("--limit", "1")[0]?.person.id ?? "", "--kind", "coffee", "--at", "2026-11-19", "--note", "tides", "--vault", vault);
      expect(kith("export", exported, "--vault", vault).status).toBe(0);
      const fresh = join(folder, "fresh.kith");
      kith("init", "--vault", fresh);
      expect((kithJson("restore", exported, "--vault", fresh) as { entries: number }).entries).toBeGreaterThan(900);
      expect(listing(fresh)).toEqual(listing(vault));
      const before = readFileSync(fresh);
      expect(kithJson("restore", exported, "--vault", fresh)).toEqual({ entries: 0, notebooks: 0, notices: [] });
      expect(readFileSync(fresh)).toEqual(before);
      expect(kith("export", exported, "--vault", vault).stderr).toContain("exists already");
    });

    test("[K31] under a passphrase nothing of it can be read, and only the passphrase opens it", () => {
      const [sealed, right, wrong] = [join(folder, "all.kithx"), join(folder, "right"), join(folder, "wrong")];
      writeFileSync(right, "rain on the harbour\n");
      writeFileSync(wrong, "rain on the harbor\n");
      kith("export", sealed, "--vault", vault, "--passphrase-file", right);
      expect(readFileSync(sealed).includes("linkedin")).toBe(false);
      const fresh = join(folder, "sealed.kith");
      kith("init", "--vault", fresh);
      expect(kith("restore", sealed, "--vault", fresh).stderr).toContain("--passphrase-file");
      expect(kith("restore", sealed, "--vault", fresh, "--passphrase-file", wrong).stderr).toContain("doesn't open");
      expect(kith("restore", sealed, "--vault", fresh, "--passphrase-file", right).status).toBe(0);
      expect(listing(fresh)).toEqual(listing(vault));
    });

    test("[K32] a forgotten person is in no byte of the file, others' lists lose only them, and the same archive doesn't bring them back", () => {
      const everybody = people("--sort", "closeness");
      const person = everybody.map((one) => one.person).find(({ name }) => everybody.filter((one) => one.person.name === name).length === 1);
      if (!person) throw new Error("somebody without a namesake");
      const copy = join(folder, "forget.kith");
      writeFileSync(copy, readFileSync(vault));
      const others = (path: string): unknown => (listing(path) as Listed[]).filter((one) => one.person.id !== person.id).map((one) => one.person);
      const before = others(copy);
      const asked = kith("forget", person.id, "--vault", copy);
      expect([asked.status, asked.stderr]).toEqual([1, expect.stringContaining("--for-good")]);
      expect(kith("forget", person.url ?? person.name, "--vault", copy, "--for-good").status).toBe(0);
      expect((others(copy) as PersonOutput[]).toSorted(byId)).toEqual((before as PersonOutput[]).toSorted(byId));
      const everything = join(folder, "forgotten.jsonl");
      kith("export", everything, "--vault", copy);
      for (const trace of [person.name, person.url ?? ""]) expect({ trace, found: readFileSync(everything, "utf8").includes(trace) }).toEqual({ trace, found: false });
      kith("import", zip, "--vault", copy);
      expect(kith("person", person.name, "--vault", copy).status).toBe(1);
    });
  });
});

const byId = (a: PersonOutput, b: PersonOutput): number => (a.id < b.id ? -1 : 1);
