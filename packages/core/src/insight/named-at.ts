/**
 * Who is at an organisation: those who list it, and those of whom a conversation names it beside them.
 * The second is evidence too, with the quote that was stored, but weaker: less where their own profile
 * lists another employer. Spellings count as one as the graph's `organisations` say; nothing is guessed.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Contact } from "../projection/network.ts";
import { peopleOf } from "../graph/tie-graph.ts";
import { namedStrength } from "./tie-strength.ts";
import type { Situation } from "./ties.ts";

/** A conversation with the owner, alone or in a group, named the organisation beside the person. */
export interface NamedAt {
  readonly kind: "namedAt";
  /** As it was written. */
  readonly organisation: string;
  /** What was kept of the message; absent where nobody's word is left. */
  readonly quote?: string;
  readonly atMs: number;
  /** The other organisation their profile lists. */
  readonly listed?: string;
}

/** `strength` is 1 where they list the organisation, else how surely they are there. */
export interface Belonging { readonly person: PersonId; readonly strength: number; readonly named?: NamedAt }

/** Everyone at an organisation of this name, those who list it first; people let go or hidden are left out. */
export function belongingTo(situation: Situation, name: string): readonly Belonging[] {
  const { graph, network, ties } = situation;
  const organisations = graph.organisations;
  const key = organisations.keyOf(name);
  if (key === "") return [];
  const isShown = (person: PersonId): boolean => graph.numberOf.has(person) && network.people.get(person)?.hiddenAtMs === undefined && ties.has(person);
  const listed = peopleOf(graph, key).filter(isShown);
  const named = [...namedBeside(situation).get(key) ?? []].flatMap(([person, mention]): readonly Belonging[] => {
    if (!isShown(person)) return [];
    const own = network.people.get(person)?.organisation;
    if (own !== undefined && organisations.keyOf(own) === key) return [];
    const other = organisations.sharedKeyOf(own) === undefined ? undefined : own;
    return [{ person, strength: namedStrength(other !== undefined), named: { ...mention, ...(other === undefined ? {} : { listed: other }) } }];
  });
  return [...listed.map((person) => ({ person, strength: 1 })), ...named];
}

type Mentions = ReadonlyMap<string, ReadonlyMap<PersonId, NamedAt>>;

const found = new WeakMap<Situation, Mentions>();

/** By the organisation's key and the person: the latest conversation that names the two together. */
export function namedBeside(situation: Situation): Mentions {
  let held = found.get(situation);
  if (!held) found.set(situation, held = mentionsIn(situation));
  return held;
}

function mentionsIn({ network, graph }: Situation): Mentions {
  const organisations = graph.organisations;
  const mentions = new Map<string, Map<PersonId, NamedAt>>();
  const note = (person: PersonId, mention: NamedAt): void => {
    const key = organisations.keyOf(mention.organisation);
    if (key === "") return;
    let people = mentions.get(key);
    if (!people) mentions.set(key, people = new Map());
    const held = people.get(person);
    if (!held || isBetter(mention, held)) people.set(person, mention);
  };
  // A group's names without whoever wrote them; a quote, where one is left, replaces them.
  for (const { people, organisations: names, lastAtMs } of network.gatherings.values()) {
    for (const organisation of names) for (const person of people) note(person, { kind: "namedAt", organisation, atMs: lastAtMs });
  }
  const besides = (contact: Contact, person: PersonId): readonly PersonId[] => (contact.groupSize > 1 ? network.gatherings.get(contact.thread ?? contact.event)?.people : undefined) ?? [person];
  for (const { id, contacts } of network.people.values()) {
    for (const contact of contacts) {
      for (const { organisation, quote } of contact.findings ?? []) {
        if (organisation === undefined) continue;
        for (const person of besides(contact, id)) note(person, { kind: "namedAt", organisation, quote, atMs: contact.atMs });
      }
    }
  }
  return mentions;
}

/** A quote before none, then the later, then one order on every device. */
function isBetter(mention: NamedAt, held: NamedAt): boolean {
  if ((mention.quote === undefined) !== (held.quote === undefined)) return mention.quote !== undefined;
  return mention.atMs > held.atMs || (mention.atMs === held.atMs && `${mention.organisation} ${mention.quote ?? ""}` < `${held.organisation} ${held.quote ?? ""}`);
}
