/**
 * Who the owner is. No file says it outright: Profile.csv gives a name but no address. The
 * invitations do, by majority; without them the sender of that name, or who is in most threads.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Table } from "./csv-table.ts";
import type { TextCache } from "./linkedin-profile.ts";
import type { OwnKeys } from "./people-index.ts";
import { pairRecipients } from "./split-recipients.ts";

/** What telling the owner needs: the tables by kind, and the name of Profile.csv ("" without one). */
export interface OwnEvidence {
  readonly profileName: string;
  readonly invitations: readonly Table[];
  readonly messages: readonly Table[];
}

/** The owner's keys, the address voted for most, and the name it goes by. */
export interface OwnIdentity extends OwnKeys {
  readonly url?: string;
  readonly name: string;
}

interface Vote {
  count: number;
  readonly name: string;
  readonly url: string;
}

/** A slug can change within an archive, so a second address under the owner's name counts from this many votes. */
const secondAddressVotesMin = 2;

export function findOwnIdentity(evidence: OwnEvidence, texts: TextCache): OwnIdentity {
  const votes = invitationVotes(evidence.invitations, texts);
  if (votes.size === 0) for (const [person, vote] of threadVotes(evidence, texts)) votes.set(person, vote);
  const ranked = Array.from(votes).toSorted(([, a], [, b]) => b.count - a.count);
  const [winner] = ranked;
  const name = evidence.profileName !== "" ? evidence.profileName : (winner?.[1].name ?? outgoingName(evidence));
  const foldedName = texts.fold(name);
  if (winner === undefined) return { people: new Set(), foldedName, name: texts.display(name) };
  const own = ranked.filter(([person, vote]) =>
    person === winner[0] || (vote.count >= secondAddressVotesMin && texts.fold(vote.name) === foldedName));
  return { people: new Set(own.map(([person]) => person)), foldedName, name: texts.display(name), url: winner[1].url };
}

/** Whoever invites in an outgoing row and is invited in an incoming one is the owner. */
function invitationVotes(tables: readonly Table[], texts: TextCache): Map<PersonId, Vote> {
  const votes = new Map<PersonId, Vote>();
  for (const table of tables) {
    const [direction, from, to] = [table.column("direction"), table.column("from"), table.column("to")];
    const [inviter, invitee] = [table.column("inviterprofileurl"), table.column("inviteeprofileurl")];
    for (const row of table.rows) {
      const isOut = direction(row).toUpperCase() === "OUTGOING";
      const profile = texts.profile(isOut ? inviter(row) : invitee(row));
      if (profile === undefined) continue;
      const vote = votes.get(profile.person);
      if (vote === undefined) votes.set(profile.person, { count: 1, name: isOut ? from(row) : to(row), url: profile.url });
      else vote.count += 1;
    }
  }
  return votes;
}

/**
 * One vote per thread for its senders of the name in Profile.csv, or its recipients of that name
 * where the owner never wrote; without that name for everybody in it, because the owner is in all of
 * them. Only the most frequent counts: another member may share the owner's name, so the runners-up
 * here aren't second addresses.
 */
function threadVotes(evidence: OwnEvidence, texts: TextCache): Map<PersonId, Vote> {
  const wanted = texts.fold(evidence.profileName);
  const bySender = votesIn(evidence.messages, texts, (name, isSender) => (wanted === "" || (isSender && texts.fold(name) === wanted)));
  const votes = bySender.size > 0 ? bySender : votesIn(evidence.messages, texts, (name) => texts.fold(name) === wanted);
  const [best] = Array.from(votes).toSorted(([, a], [, b]) => b.count - a.count);
  return new Map(best === undefined ? [] : [best]);
}

function votesIn(tables: readonly Table[], texts: TextCache, isWanted: (name: string, isSender: boolean) => boolean): Map<PersonId, Vote> {
  const seen = new Set<string>();
  const votes = new Map<PersonId, Vote>();
  const cast = (url: string, name: string, thread: string): void => {
    const profile = texts.profile(url);
    const key = `${profile?.person}${thread}`;
    if (profile === undefined || seen.has(key)) return;
    seen.add(key);
    const vote = votes.get(profile.person);
    votes.set(profile.person, { count: (vote?.count ?? 0) + 1, name: name === "" ? (vote?.name ?? "") : name, url: profile.url });
  };
  for (const table of tables) {
    const [thread, from, sender] = [table.column("conversationid"), table.column("from"), table.column("senderprofileurl")];
    const [to, urls] = [table.column("to"), table.column("recipientprofileurls")];
    let lastCells = "";
    for (const row of table.rows) {
      if (isWanted(from(row), true)) cast(sender(row), from(row), thread(row));
      // Rows of one thread repeat the same recipients, and a thread counts once.
      const cells = `${to(row)}\n${urls(row)}\n${thread(row)}`;
      if (cells !== lastCells) for (const { name, url } of pairRecipients(to(row), urls(row), texts)) if (isWanted(name, false)) cast(url, name, thread(row));
      lastCells = cells;
    }
  }
  return votes;
}

/** In 2018 messages had no addresses, but a direction. */
function outgoingName({ messages }: OwnEvidence): string {
  for (const table of messages) {
    const [direction, from] = [table.column("direction"), table.column("from")];
    const sent = table.rows.find((row) => direction(row).toUpperCase() === "OUTGOING");
    if (sent !== undefined) return from(sent);
  }
  return "";
}
