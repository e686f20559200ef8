/**
 * A network to look around in: invented people in several scripts with a past of six years, as the
 * events an import would have made. The same on every call but for the day it ends on.
 */
import type { InteractionKind, KithEvent } from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { EventId, PersonId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { inventedNames, moments, organisations, pitches, positions, promises, questions } from "./invented.ts";

/** mulberry32: 32 bits of state are plenty for a toy world. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface World {
  readonly nowMs: number;
  readonly events: KithEvent[];
  readonly random: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly fact: (atMs: number) => { readonly id: EventId; readonly v: 1; readonly atMs: number };
}

type Role = "inner" | "close" | "fading" | "dormant" | "acquaintance" | "silent" | "new";
const roleCounts: readonly (readonly [Role, number])[] = [["inner", 9], ["close", 16], ["fading", 8], ["dormant", 14], ["acquaintance", 80], ["silent", 100], ["new", 5]];
/** How often people of a role were in touch: days between contacts, years of it, days since the last. */
const rhythms: Readonly<Record<Role, { readonly gapDays: number; readonly years: number; readonly silentDays: readonly [number, number] } | undefined>> = {
  inner: { gapDays: 12, years: 4, silentDays: [1, 12] }, close: { gapDays: 30, years: 4, silentDays: [4, 40] }, fading: { gapDays: 18, years: 2, silentDays: [70, 130] },
  dormant: { gapDays: 20, years: 2, silentDays: [500, 1_400] }, acquaintance: { gapDays: 150, years: 1, silentDays: [60, 900] }, silent: undefined, new: undefined,
};

/** `nowMs` is the day the sample's past ends. Returns about 3 000 events. */
export function sampleNetwork({ nowMs, newId }: { readonly nowMs: number; readonly newId: () => string }): readonly KithEvent[] {
  const random = createRandom(20_261);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const world: World = { nowMs, events: [], random, pick, fact: (atMs) => ({ id: newId() as EventId, v: 1, atMs }) };
  world.events.push({ ...world.fact(nowMs - 2_000 * dayMs), type: "OwnAffiliationObserved", organisation: "Copperline Ports", role: "Forecasting" });
  const people = roleCounts.flatMap(([role, count], row) => Array.from({ length: count }, (_, index) => addPerson(world, role, `${row}-${index}`)));
  addGatherings(world, people);
  addOpenLoops(world, people);
  addNews(world, people);
  addRequests(world);
  return world.events;
}

function addPerson(world: World, role: Role, key: string): PersonId {
  const { nowMs, random, pick, fact, events } = world;
  const person = idFromParts(["sample", key]) as PersonId;
  // Two in three bear names in Latin letters, as in the address books this is modelled on.
  const [given, family] = random() < 0.66 ? inventedNames[0] ?? pick(inventedNames) : pick(inventedNames);
  const organisation = pick(organisations);
  const connectedDays = role === "new" ? 3 + random() * 25 : 700 + random() * 1_400;
  events.push({ ...fact(nowMs - 400 * dayMs), type: "ProfileObserved", person, name: `${pick(given)} ${pick(family)}`, ...(random() < 0.95 ? { organisation, position: pick(positions) } : {}) });
  events.push({ ...fact(nowMs - connectedDays * dayMs), type: "ConnectionMade", person });
  const rhythm = rhythms[role];
  if (!rhythm) return person;
  const [least, most] = rhythm.silentDays;
  let days = least + random() * (most - least);
  for (const oldest = Math.min(connectedDays, days + rhythm.years * 365); days < oldest; days += rhythm.gapDays * (0.4 + 1.2 * random())) addContact(world, person, nowMs - days * dayMs);
  if (role === "inner" && random() < 0.5) events.push({ ...fact(nowMs - 300 * dayMs), type: "RecommendationRecorded", person, direction: random() < 0.5 ? "in" : "out" });
  return person;
}

function addContact({ random, pick, fact, events }: World, person: PersonId, atMs: number): void {
  if (random() < 0.25) {
    const [kind, note]: readonly [InteractionKind, string] = pick(moments);
    events.push({ ...fact(atMs), type: "InteractionRecorded", kind, direction: "both", people: [person], note });
    return;
  }
  const first = random() < 0.5 ? "out" : "in";
  const thread = `sample-${person}`;
  for (let index = 0; index < 2 + Math.floor(random() * 3); index += 1) {
    const direction = (index % 2 === 0) === (first === "out") ? "out" : "in";
    events.push({ ...fact(atMs + index * 3_600_000), type: "InteractionRecorded", kind: "message", direction, people: [person], thread, length: 40 + Math.floor(random() * 200) });
  }
}

/** Group conversations: within a circle, between two circles, and one with people the owner isn't connected with. */
function addGatherings({ nowMs, random, fact, events, pick }: World, people: readonly PersonId[]): void {
  for (let group = 0; group < 14; group += 1) {
    const members = new Set(Array.from({ length: 3 + Math.floor(random() * 3) }, () => pick(people.slice(0, 127))));
    // Some acquaintances sit in two groups: the bridges.
    if (group > 0) members.add(people[50 + Math.floor(group / 2)] ?? pick(people));
    const list = [...members];
    const days = 20 + random() * 500;
    for (let index = 0; index < 5 + random() * 8; index += 1) {
      const from = random() < 0.25 ? undefined : pick(list);
      events.push({ ...fact(nowMs - (days - index / 24) * dayMs), type: "InteractionRecorded", kind: "message", direction: from ? "in" : "out", people: list, ...(from ? { from } : {}), thread: `sample-group-${group}`, length: 60 });
    }
  }
  for (let index = 0; index < 8; index += 1) {
    const [given, family] = inventedNames[index % inventedNames.length] ?? pick(inventedNames);
    const stranger = idFromParts(["sample", "met", String(index)]) as PersonId;
    const connector = people[index] ?? pick(people);
    const organisation = organisations[index * 2] ?? organisations[0];
    const atMs = nowMs - (15 + index * 9) * dayMs;
    const thread = `sample-introduction-${index}`;
    events.push({ ...fact(atMs), type: "ProfileObserved", person: stranger, name: `${pick(given)} ${pick(family)}`, organisation, position: pick(positions) });
    for (const [hour, from] of [[0, connector], [4, undefined], [20, stranger]] as const) {
      events.push({ ...fact(atMs + hour * 3_600_000), type: "InteractionRecorded", kind: "message", direction: from ? "in" : "out", people: [connector, stranger], ...(from ? { from } : {}), thread, length: 90 });
    }
  }
}

function addOpenLoops({ nowMs, fact, events }: World, people: readonly PersonId[]): void {
  const say = (person: PersonId | undefined, daysAgo: number, finding: { readonly kind: "promise" | "question"; readonly quote: string }): void => {
    if (person) events.push({ ...fact(nowMs - daysAgo * dayMs), type: "InteractionRecorded", kind: "message", direction: finding.kind === "promise" ? "out" : "in", people: [person], thread: `sample-${person}`, length: finding.quote.length, findings: [finding] });
  };
  for (const [index, quote] of questions.entries()) say(people[12 + index], 0.5 + 2 * index, { kind: "question", quote });
  for (const [index, quote] of promises.entries()) say(people[18 + index], 2 + 2 * index, { kind: "promise", quote });
}

function addNews({ nowMs, fact, events, pick }: World, people: readonly PersonId[]): void {
  for (const [index, person] of [people[27], people[38], people[60]].entries()) {
    const profile = events.find((event) => event.type === "ProfileObserved" && event.person === person);
    if (profile?.type === "ProfileObserved") events.push({ ...profile, ...fact(nowMs - (6 + 9 * index) * dayMs), organisation: pick(organisations), position: pick(positions) });
  }
}

function addRequests({ nowMs, fact, events, pick }: World): void {
  const notes = [...pitches, "We met at the harbour meetup, and you asked about tide models. I'd like to stay in touch.", undefined, "Your talk on forecasting helped our team a lot. Happy to share what came of it.", undefined];
  for (const [index, note] of notes.entries()) {
    const [given, family] = inventedNames[index % 3] ?? pick(inventedNames);
    const person = idFromParts(["sample", "asks", String(index)]) as PersonId;
    const atMs = nowMs - (2 + index * 6) * dayMs;
    events.push({ ...fact(atMs), type: "ProfileObserved", person, name: `${pick(given)} ${pick(family)}`, organisation: pick(organisations), position: pick(positions) });
    events.push({ ...fact(atMs), type: "InvitationRecorded", person, direction: "in", ...(note === undefined ? {} : { note }) });
  }
}
