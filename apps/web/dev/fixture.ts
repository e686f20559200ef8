/** Invented people behind the `Kith` interface: enough to draw every page without the data worker. Nothing is stored. */
import type { EventId, PersonId } from "@kith/core";
import type { JudgedPerson, Kith, News, PersonRow, Questions, RequestView, TimelineEntry } from "../src/contract.ts";

const dayMs = 86_400_000;
const firsts = ["Ada", "Nadia", "Maya", "Grace", "Lucía", "Quentin", "Diego", "Mei", "Øyvind", "Wanjiru", "Tariq", "Keiko", "Ελένη", "Дмитрий", "Łukasz", "Omar", "Hana", "Anaïs", "王", "Nguyễn", "שרה", "ليلى", "Ingrid", "João"];
const lasts = ["Abbott", "Khan", "Suzuki", "Banerjee", "Fischer", "Demir", "Müller", "Yılmaz", "Haddad", "Costa", "Moreau", "Andersson", "Παπαδοπούλου", "Соколов", "Nowak", "Silva", "Kim", "O’Neill", "小明", "Thảo", "כהן", "حداد", "Berg", "Conceição"];
const organisations = ["Oslo Robotics", "Rivet", "Bluebird Health", "Atlas Mobility", "Tidal", "Open Civic", "Harbor Bank", "Lumen", "Cedar & Co", "Foundry West"];
const positions = ["Researcher", "Staff engineer", "Product lead", "Head of design", "Recruiter", "Operations", "Physician", "Investor", "Writer", "CFO"];

function makeRows(count: number, nowMs: number): PersonRow[] {
  return Array.from({ length: count }, (_, index) => {
    const mixed = (index * 7919) % 9973;
    const silence = index % 9 === 8 ? undefined : (mixed % 700) * (index % 4 === 0 ? 0.1 : 1);
    const script = index % firsts.length;
    return {
      id: `person-${String(index).padStart(15, "0")}` as PersonId, name: `${firsts[script]} ${lasts[script > 11 ? script : (index * 5 + Math.floor(index / 24)) % 18]}`,
      organisation: organisations[mixed % 10]!, position: positions[(mixed >> 3) % 10]!, url: `https://www.linkedin.com/in/invented-${index}`,
      standing: silence === undefined ? "unknown" : silence < 40 ? "warm" : silence < 200 ? "cooling" : "quiet",
      closeness: Math.max(0, 1 - index / count), ...(silence === undefined ? {} : { lastContactMs: nowMs - silence * dayMs }), ...(index % 7 === 3 ? { rating: 4 as const } : {}),
    };
  });
}

function makeTimeline(nowMs: number): TimelineEntry[] {
  const entry = (days: number, rest: Omit<TimelineEntry, "eventIds" | "atMs">): TimelineEntry => ({ eventIds: [`event-${days}` as EventId], atMs: nowMs - days * dayMs, ...rest });
  return [
    entry(9, { kind: "coffee", text: "Talked about her move to Oslo and the seed round. Offered to read the deck." }), entry(41, { kind: "mail", direction: "out", text: "Sent the intro to Tariq Moreau. She replied the same day." }),
    entry(96, { kind: "call", text: "Caught up after the conference." }), entry(210, { kind: "note", text: "Partner is Jonas; two kids (Ida, 6 and Nils, 3). Vegetarian." }),
    entry(470, { kind: "message", direction: "both", count: 12 }), entry(500, { kind: "job", text: "Researcher at Oslo Robotics" }), entry(690, { kind: "recommendation", direction: "in" }), entry(1400, { kind: "connected" }),
  ];
}

const words = "abandon ability able about above absent absorb abstract absurd abuse access accident account accuse achieve acid acoustic acquire across act action actor actress actual".split(" ");

/** Builds it. Commands change a little, so that lists react as they will. */
export function createFixture(options: { readonly count: number; readonly vault: "none" | "ready"; readonly nowMs: number }): Kith {
  const { nowMs } = options;
  const ears = new Set<(news: News) => void>();
  let rows = options.vault === "none" ? [] : makeRows(options.count, nowMs);
  let vault = options.vault;
  let sample = false;
  const gone = new Map<string, string>();
  let lastEvent = 0;
  const at = (index: number): PersonRow => rows[index % rows.length]!;
  const judged = (index: number, reasons: JudgedPerson["reasons"]): JudgedPerson => ({ person: at(index), score: 1, reasons });
  const tell = (): void => { for (const hear of ears) hear({ type: "changed" }); };
  const here = <Item extends { readonly person: PersonRow }>(list: readonly Item[]): Item[] => (rows.length === 0 ? [] : list.filter((item) => ![...gone.values()].includes(item.person.id)));
  const requests = (): RequestView[] => (rows.length === 0 ? [] : here([10, 11, 12].map((index): RequestView => ({
    person: at(index), sentAtMs: nowMs - 6 * dayMs, note: "Enjoyed your talk on sealed sync. Omar Silva said we should meet.", suggestion: index === 11 ? "askFirst" : "accept",
    answers: [
      { question: "diversity", answer: "yes", because: { kind: "newOrganisation", organisation: "Field Notes" } }, { question: "known", answer: "no", because: { kind: "noEvidence" } },
      { question: "mutualBenefit", answer: "unknown", because: { kind: "noEvidence" } }, { question: "shared", answer: "yes", because: { kind: "named", person: at(15).id, name: "Omar Silva" } }, { question: "genuine", answer: "yes", because: { kind: "note", quote: "Enjoyed your talk on sealed sync." } },
    ],
  }))));
  const answers: { [Name in keyof Questions]: (ask: Questions[Name]["ask"]) => Questions[Name]["answer"] } = {
    status: () => ({ vault, sync: { phase: "off", pendingRecords: 0 }, sample, peopleCount: rows.length, todayCount: answers.today(undefined).plan.length, requestCount: requests().length, unreadEntries: 0 }),
    today: () => ({
      nowMs, peopleCount: rows.length,
      plan: rows.length === 0 ? [] : here([
        { ...judged(1, [{ kind: "replyOwed", quote: "Are you around in March?", sinceDays: 4 }]), why: "replyOwed" as const }, { ...judged(2, [{ kind: "promised", quote: "I’ll send you the Lisbon list", sinceDays: 9 }]), why: "promise" as const },
        { ...judged(3, [{ kind: "jobChange", to: "Bluebird Health", position: "Staff engineer", sinceDays: 12 }]), why: "news" as const }, { ...judged(4, [{ kind: "goneQuiet", gapDays: 9, silenceDays: 74 }]), why: "fading" as const },
        { ...judged(12, [{ kind: "usualGap", gapDays: 30, silenceDays: 52 }]), why: "fading" as const }, { ...judged(6, [{ kind: "newConnection", sinceDays: 3 }]), why: "newConnection" as const }, { ...judged(7, [{ kind: "onceStrong", contacts: 34, untilMs: nowMs - 900 * dayMs }]), why: "dormant" as const },
      ]),
      comingUp: rows.length === 0 ? [] : here([{ ...judged(20, [{ kind: "usualGap", gapDays: 60, silenceDays: 58 }]), why: "fading" as const }, { ...judged(13, [{ kind: "bridges", worlds: 2, newPeople: 14 }]), why: "weakTie" as const }]),
      circle: rows.slice(0, 33).map((person, index) => ({ person, ring: index < 6 ? 0 : index < 17 ? 1 : 2, drift: Math.min(1, (nowMs - (person.lastContactMs ?? 0)) / (400 * dayMs)) })),
    }),
    people: ({ sort }) => (sort === "name" ? rows.toSorted((a, b) => a.name.localeCompare(b.name)) : sort === "recent" ? rows.toSorted((a, b) => (b.lastContactMs ?? 0) - (a.lastContactMs ?? 0)) : [...rows]),
    person: ({ id }) => {
      const person = rows.find((row) => row.id === id);
      return person && { person, usualGapDays: 30, connectedAtMs: nowMs - 1400 * dayMs, letGo: [...gone.values()].includes(id), kept: false, notes: [], timeline: makeTimeline(nowMs),
        reasons: [{ kind: "usualGap", gapDays: 30, silenceDays: 9 }, { kind: "volume", contacts: 34, weeks: 21 }, { kind: "recommendation", direction: "in" }, { kind: "onlyOneAt", organisation: person.organisation ?? "" }] };
    },
    paths: ({ text }) => {
      const person = rows.find((row) => row.id === text || row.name === text);
      if (!person) return { target: { kind: "unknown", text }, paths: [] };
      const own = (strength: number, days: number) => ({ provenance: "own" as const, strength, evidence: [{ kind: "reason" as const, reason: { kind: "lastContact" as const, silenceDays: days } }] });
      const seen = (strength: number) => ({ provenance: "observed" as const, strength, evidence: [{ kind: "sharedThread" as const, messages: 18, people: 5, lastAtMs: nowMs - 60 * dayMs }] });
      const guess = { provenance: "inferred" as const, strength: 0.15, evidence: [{ kind: "sameOrganisation" as const, organisation: "Rivet", size: 14 }] };
      const message = `Hi Wanjiru,\n\nit was good to see you. I’d love to talk with ${person.name}; you wrote in one group this autumn. Would you be willing to introduce us? A no is fine.\n\nThank you!`;
      return { target: { kind: "person", person }, paths: [
        { people: [at(9), at(10), person], edges: [own(0.9, 20), seen(0.6), seen(0.45)], weakestLink: 2, message },
        { people: [at(1), person], edges: [own(0.35, 160), guess], weakestLink: 1, message }, { people: [at(15), at(16), person], edges: [own(0.5, 30), seen(0.3), guess], weakestLink: 2, message }] };
    },
    targets: ({ text }) => [...rows.filter((row) => row.name.toLowerCase().includes(text.toLowerCase())).slice(0, 6).map((person) => ({ kind: "person" as const, person })), ...organisations.filter((name) => name.toLowerCase().startsWith(text.toLowerCase())).slice(0, 2).map((name) => ({ kind: "organisation" as const, name, people: 12 }))],
    worthWaking: () => (rows.length === 0 ? { weak: [], dormant: [] } : { weak: here([30, 31, 32].map((index) => judged(index, [{ kind: "bridges", worlds: 2, newPeople: 14 }, { kind: "lastContact", silenceDays: 300 }]))), dormant: here([33, 34, 35].map((index) => judged(index, [{ kind: "onceStrong", contacts: 34, untilMs: nowMs - 900 * dayMs }]))) }),
    review: () => (rows.length === 0 ? [] : here([40, 41, 42, 43, 44, 45].map((index) => judged(index, [{ kind: "lastContact", silenceDays: 800 + index }, { kind: "volume", contacts: 1, weeks: 1 }, { kind: "noBridge" }, { kind: "othersUnknown" }])))),
    requests,
    imports: () => (rows.length === 0 ? [] : [{ importId: "import-1" as Questions["imports"]["answer"][number]["importId"], fileName: "Complete_LinkedInDataExport_11-2026.zip", importedAtMs: nowMs - 2 * dayMs, snapshotAtMs: nowMs - 3 * dayMs, undone: false,
      report: { files: [{ name: "Connections.csv", read: 4812, used: 4790, setAside: [{ reason: "without a name or address", count: 22 }] }, { name: "messages.csv", read: 18_440, used: 17_900, setAside: [{ reason: "sponsored", count: 500 }, { reason: "drafts", count: 40 }] }] } }]),
    dispatch: (command) => {
      lastEvent += 1;
      const event = `event-new-${lastEvent}` as EventId;
      if (command.type === "Undo") for (const one of command.events) gone.delete(one);
      else if ("person" in command && command.type !== "RateCloseness" && command.type !== "AddNote") gone.set(event, command.person);
      else if (command.type === "RecordInteraction") gone.set(event, command.people[0]!);
      else if (command.type === "RateCloseness") rows = rows.map((row) => { const { rating: _, ...rest } = row; return row.id === command.person ? { ...rest, ...(command.closeness ? { rating: command.closeness } : {}) } : row; });
      setTimeout(tell, 30);
      return { ok: true, events: [event] };
    },
    importFiles: (files) => {
      rows = makeRows(400, nowMs);
      tell();
      return { ok: true, newEvents: 1200, report: { people: 400, interactions: 900, closedAccounts: 3, notices: ["3 closed accounts were left out."], files: files.map((file) => ({ name: file.name, read: 400, used: 397, setAside: [{ reason: "closed accounts", count: 3 }] })) } };
    },
    loadSample: () => { rows = makeRows(400, nowMs); sample = true; vault = "ready"; tell(); return { ok: true }; },
    createVault: () => { vault = "ready"; tell(); return { words }; },
    joinByWords: ({ words: typed }) => (typed.trim().split(/\s+/u).length === 24 ? { ok: true } : { ok: false, message: "Word 3, “abuot”, isn’t one of the list. Did you mean “about”?" }),
  };
  return {
    ask: (name, ...[ask]) => new Promise((resolve) => { setTimeout(() => { resolve((answers[name] as (ask: unknown) => never)(ask)); }, 15); }),
    listen(hear) { ears.add(hear); return () => { ears.delete(hear); }; },
  };
}
