/**
 * A LinkedIn archive of invented people, with what is true about them beside it. A pure function of
 * its wishes, so a test that fails once fails always.
 */
import { strToU8, zipSync } from "fflate";
import { dayMs } from "../../prelude/time.ts";
import { makePerson, nameOf, urlOf, type MadePerson } from "./people.ts";
import { seeded, type Seeded } from "./seeded.ts";
import { daysBefore, exchange, groupTalk, introduction, threadId, type MadeMessage } from "./talk.ts";
import { closedRow, connectionsFile, invitationsFile, messagesFile, positionsFile, profileFile, sponsoredRow, type MadeInvitation, type MadeOwner } from "./write-files.ts";

export interface ArchiveWish {
  readonly seed: number;
  /** Rows of Connections.csv, closed accounts among them; 20 or more. */
  readonly connections: number;
  /** Messages with people; 100 or more. Sponsored rows and the like come on top. */
  readonly messages: number;
  /** The moment of the export, ms UTC. */
  readonly asOfMs: number;
}

/** What was planted. People are named by their address, decoded: `https://www.linkedin.com/in/…`. */
export interface ArchiveTruth {
  readonly asOfMs: number;
  readonly me: { readonly name: string; readonly url: string };
  /** Write both ways for years, last within three weeks. */
  readonly strong: readonly string[];
  /** Wrote as much once, silent for two years or more. */
  readonly dormant: readonly string[];
  /** The connector is strong; the insider is in one group thread with them and nowhere else. */
  readonly chain: { readonly connectorUrl: string; readonly insiderUrl: string; readonly insiderName: string; readonly organisation: string };
  readonly spamRequesters: readonly string[];
  readonly genuineRequesters: readonly string[];
  /** Rows: of Connections (closed accounts included), closed ones, messages an import keeps, invitations. */
  readonly expected: { readonly connections: number; readonly closedAccounts: number; readonly messages: number; readonly invitations: number };
}

export interface MadeArchive {
  readonly files: ReadonlyMap<string, string>;
  readonly zip: Uint8Array;
  readonly truth: ArchiveTruth;
}

const owner: MadeOwner = { name: "Robin Castellane", url: urlOf("robin-castellane-4b7a21") };
const insiderOrganisation = "Aurelian Robotics";

export function makeArchive({ seed, connections, messages: messageCount, asOfMs }: ArchiveWish): MadeArchive {
  const random = seeded(seed);
  const closedCount = Math.max(2, Math.round(connections * 0.013));
  const make = (number: number, connected: boolean, organisation?: string): MadePerson =>
    makePerson(random, { number, asOfMs, connected, ...(organisation === undefined ? {} : { organisation }) });
  const people = Array.from({ length: connections - closedCount }, (_, number) => make(number, true));
  const roleCount = Math.min(40, Math.max(3, Math.round(Math.sqrt(connections) / 2)));
  const [strong, dormant] = [people.slice(0, roleCount), people.slice(roleCount, roleCount * 2)];
  const insider = make(connections, false, insiderOrganisation);
  const requesters = Array.from({ length: 12 }, (_, index) => make(connections + 1 + index, false));
  const [spam, genuine] = [requesters.slice(0, 8), requesters.slice(8)];

  const connector = strong[0] ?? insider;
  const messages = talk(random, { people, strong, dormant, connector, insider, count: messageCount, asOfMs });
  const extraRows = strayRows(messages.length, asOfMs);
  const invitations = invite({ spam, genuine, accepted: strong.slice(0, 2), asOfMs });
  const written = messagesFile(messages, owner, extraRows);
  const closedMs = Array.from({ length: closedCount }, (_, index) => Math.floor(daysBefore(asOfMs, 400 + index * 37) / dayMs) * dayMs);
  const files = new Map([
    ["Connections.csv", connectionsFile(people, closedMs)],
    // The last row again: an exact duplicate, as the exporter sometimes writes one.
    ["messages.csv", written + written.slice(written.lastIndexOf("\n", written.length - 2) + 1)],
    ["Invitations.csv", invitationsFile(invitations, owner)],
    ["Profile.csv", profileFile("Robin", "Castellane")],
    ["Positions.csv", positionsFile()],
    ["Logins.csv", "Login Date,IP Address\n"],
  ]);
  return {
    files,
    zip: zipSync(Object.fromEntries(Array.from(files, ([name, text]) => [name, strToU8(text)])), { level: 1, mtime: asOfMs }),
    truth: {
      asOfMs, me: owner, strong: urls(strong), dormant: urls(dormant), spamRequesters: urls(spam), genuineRequesters: urls(genuine),
      chain: { connectorUrl: urlOf(connector.slug), insiderUrl: urlOf(insider.slug), insiderName: nameOf(insider).trim(), organisation: insiderOrganisation },
      expected: { connections, closedAccounts: closedCount, messages: messages.length, invitations: invitations.length },
    },
  };
}

const urls = (people: readonly MadePerson[]): readonly string[] => people.map(({ slug }) => urlOf(slug));

interface Cast {
  readonly people: readonly MadePerson[];
  readonly strong: readonly MadePerson[];
  readonly dormant: readonly MadePerson[];
  readonly connector: MadePerson;
  readonly insider: MadePerson;
  readonly count: number;
  readonly asOfMs: number;
}

/** Exactly `count` messages: the introduction, a group, the strong, the dormant, and acquaintances for the rest. */
function talk(random: Seeded, { people, strong, dormant, connector, insider, count, asOfMs }: Cast): readonly MadeMessage[] {
  let threads = 0;
  const thread = (): string => threadId((threads += 1));
  const messages: MadeMessage[] = [...introduction(connector, insider, { thread: thread(), atMs: daysBefore(asOfMs, 40) })];
  const plain = people.slice(strong.length + dormant.length);
  messages.push(...groupTalk(random, plain.slice(0, 3), { thread: thread(), count: 6, fromMs: 0, untilMs: daysBefore(asOfMs, 90) }));
  const share = Math.max(8, Math.floor((count * 0.3) / strong.length));
  for (const person of strong) messages.push(...exchange(random, person, { thread: thread(), count: share, fromMs: daysBefore(asOfMs, 1000), untilMs: daysBefore(asOfMs, random.between(2, 18)) }));
  for (const person of dormant) messages.push(...exchange(random, person, { thread: thread(), count: Math.max(8, Math.floor(share / 2)), fromMs: daysBefore(asOfMs, 1090), untilMs: daysBefore(asOfMs, random.between(740, 800)) }));
  const each = Math.max(1, Math.ceil((count - messages.length) / Math.max(1, plain.length)));
  for (const person of plain) {
    const left = Math.min(each, count - messages.length);
    if (left <= 0) break;
    messages.push(...exchange(random, person, { thread: thread(), count: left, fromMs: daysBefore(asOfMs, 1000), untilMs: daysBefore(asOfMs, random.between(60, 600)) }));
  }
  return messages;
}

/** Rows an import sets aside: two campaigns, and one from a closed account. */
function strayRows(number: number, asOfMs: number): readonly (readonly string[])[] {
  return [
    sponsoredRow(threadId(number * 16 + 1), daysBefore(asOfMs, 50), owner),
    sponsoredRow(threadId(number * 16 + 2), daysBefore(asOfMs, 70), owner),
    closedRow(threadId(number * 16 + 3), daysBefore(asOfMs, 700), owner),
  ];
}

function invite({ spam, genuine, accepted, asOfMs }: {
  readonly spam: readonly MadePerson[];
  readonly genuine: readonly MadePerson[];
  readonly accepted: readonly MadePerson[];
  readonly asOfMs: number;
}): readonly MadeInvitation[] {
  const sell = "Hi Robin, I help leaders like you 10x their pipeline. Open to a quick 15-min call this week?";
  const met = (index: number): string => `Hi Robin, we met at the tide meetup, ${accepted[index % accepted.length]?.first ?? "a friend"} suggested we connect.`;
  return [
    ...spam.map((person, index): MadeInvitation => ({ person, direction: "INCOMING", atMs: daysBefore(asOfMs, 10 + index * 9), note: index % 4 === 3 ? "" : sell })),
    ...genuine.map((person, index): MadeInvitation => ({ person, direction: "INCOMING", atMs: daysBefore(asOfMs, 6 + index * 14), note: met(index) })),
    ...accepted.map((person, index): MadeInvitation => ({ person, direction: "OUTGOING", atMs: daysBefore(asOfMs, 200 + index), note: "" })),
  ];
}
