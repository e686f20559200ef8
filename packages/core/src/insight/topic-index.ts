/**
 * Who has which topic, looked up from the topic: one pass over everybody, so that goals and
 * introductions cost what they find. Kept for as long as the situation is.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Situation } from "./ties.ts";
import { namesTopic, topicKey, topicsOf, type TopicKind } from "./topics.ts";

export interface TopicIndex {
  /** By key: everybody who has it, and as what. */
  readonly holders: ReadonlyMap<string, ReadonlyMap<PersonId, ReadonlyMap<TopicKind, string>>>;
  /** Whose position has the words of `key`. */
  readonly inPosition: (key: string) => readonly PersonId[];
}

const indexed = new WeakMap<Situation, TopicIndex>();

/** Of everybody but who was let go. */
export function topicIndex(situation: Situation): TopicIndex {
  let held = indexed.get(situation);
  if (!held) indexed.set(situation, held = indexOf(situation));
  return held;
}

function indexOf({ ties }: Situation): TopicIndex {
  const holders = new Map<string, Map<PersonId, Map<TopicKind, string>>>();
  const positions = new Map<string, PersonId[]>();
  const keys = new Map<string, string>();
  const keyOf = (text: string): string => {
    let key = keys.get(text);
    if (key === undefined) keys.set(text, key = topicKey(text));
    return key;
  };
  for (const [id, { person }] of ties) {
    for (const { key, kind, text } of topicsOf(person, keyOf)) {
      let people = holders.get(key);
      if (!people) holders.set(key, people = new Map());
      let kinds = people.get(id);
      if (!kinds) people.set(id, kinds = new Map());
      kinds.set(kind, text);
    }
    if (person.position === undefined) continue;
    const people = positions.get(person.position);
    if (people) people.push(id); else positions.set(person.position, [id]);
  }
  return { holders, inPosition: positionIndex(positions) };
}

/** Many hold one position: each is read once, and only those that have the rarest word of a key are looked at. */
function positionIndex(people: ReadonlyMap<string, readonly PersonId[]>): TopicIndex["inPosition"] {
  const byWord = new Map<string, Set<string>>();
  const folded = new Map<string, string>();
  for (const position of people.keys()) {
    const words = topicKey(position);
    folded.set(position, words);
    for (const word of words.split(" ")) {
      const positions = byWord.get(word);
      if (positions) positions.add(position); else byWord.set(word, new Set([position]));
    }
  }
  return (key) => {
    const [rarest] = key.split(" ").map((word) => byWord.get(word)).toSorted((a, b) => (a?.size ?? 0) - (b?.size ?? 0));
    return [...(rarest ?? [])].flatMap((position) => (namesTopic(folded.get(position) ?? "", key) ? people.get(position) ?? [] : []));
  };
}
