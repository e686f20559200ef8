/**
 * Networks of a realistic shape, seeded: people in communities, met in conversations of two to twelve
 * (so friends of friends are friends, and who is in many knows many), a few across communities, employers
 * and crowds of very unequal size. About ten ties a person; the owner talks with 200 of them and is
 * connected with a twentieth.
 */
import type { Network, Person } from "@kith/core";
import { dayMs } from "@kith/core";
import { idOf, seeded } from "@kith/core/testing";
import { emptyDraft } from "../../packages/core/src/projection/draft.ts";
import type { EventId, PersonId } from "../../packages/core/src/prelude/id.ts";
import type { Gathering } from "../../packages/core/src/projection/network.ts";

export const nowMs = Date.UTC(2026, 10, 20, 8);

const communitySize = 150;
const tiesEach = 10;

/** Of `size` people. */
export function networkOf(size: number, seed: number): Network {
  const random = seeded(seed).next;
  const below = (limit: number): number => Math.floor(random() * limit);
  // Heavy-tailed: the few at the front of a community come to most of its conversations.
  const member = (community: number): number => Math.min(size - 1, community * communitySize + Math.floor(communitySize * random() ** 2.2));
  const people = Array.from({ length: size }, (_, at) => personOf(at, { random, size }));
  const idAt = (at: number): PersonId => (people[at] as Person).id;
  const gatherings = new Map<string, Gathering>();
  const talk = (members: ReadonlySet<number>): void => {
    const thread = `t${gatherings.size}`;
    const lastAtMs = nowMs - below(2_500) * dayMs;
    gatherings.set(thread, { thread, people: [...members].map(idAt), messages: 1 + below(20), firstAtMs: lastAtMs, lastAtMs, organisations: [] });
  };
  const communities = Math.ceil(size / communitySize);
  const pairs = new Set<number>();
  while (pairs.size < tiesEach * size) {
    const members = new Set<number>();
    const home = below(communities);
    const many = 2 + Math.floor(10 * random() ** 3);
    while (members.size < many) members.add(member(random() < 0.08 ? below(communities) : home));
    for (const a of members) for (const b of members) if (a < b) pairs.add(a * size + b);
    talk(members);
  }
  for (let crowd = 0; crowd < size / 500; crowd += 1) {
    const home = below(communities);
    talk(new Set(Array.from({ length: 13 + Math.floor(120 * random() ** 2) }, () => member(random() < 0.3 ? below(communities) : home))));
  }
  const draft = emptyDraft();
  return { ...draft, people: new Map(people.map((person) => [person.id, person])), gatherings, imports: [], merged: new Map(), forgotten: new Set() };
}

function personOf(at: number, { random, size }: { readonly random: () => number; readonly size: number }): Person {
  const talks = random() < 200 / size;
  const contacts = talks ? Array.from({ length: 1 + Math.floor(40 * random() ** 2) }, (_, index) => ({
    event: idOf(`contact ${at} ${index}`) as EventId, atMs: nowMs - Math.floor(random() * 1_000) * dayMs, kind: "message" as const, direction: index % 2 === 0 ? "out" as const : "in" as const, groupSize: 1,
  })).toSorted((a, b) => a.atMs - b.atMs) : [];
  // Two in three list an employer; most of a community's work at one of few.
  const organisation = random() < 0.66 ? `Firm ${Math.floor(at / (communitySize * 4))} ${Math.floor(40 * random() ** 3)}` : undefined;
  return {
    id: idOf(`person ${at}`) as PersonId, name: `Person ${at}`, observedAtMs: 0, jobs: [], addedByHand: false, contacts, invitations: [], endorsements: [], recommendations: [], notes: [],
    ...(organisation === undefined ? {} : { organisation }), ...(talks || random() < 0.05 ? { connectedAtMs: nowMs - 900 * dayMs } : {}),
  };
}
