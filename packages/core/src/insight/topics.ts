/**
 * Topics: what a person is known to like, need, offer, can do or works in, under keys that two
 * spellings share. From the owner's notes (traits) and from the skills the owner endorsed.
 */
import type { TraitKind } from "../event/event.ts";
import type { Person } from "../projection/network.ts";

/** What a topic may be; a tag is the owner's own order and says nothing two could share. */
export type TopicKind = Exclude<TraitKind, "tag">;

export interface Topic {
  readonly key: string;
  readonly kind: TopicKind;
  /** As it was written. */
  readonly text: string;
}

/** Case, marks, punctuation and a leading article don't count: "A Mooring!" and "mooring" are one. Empty where nothing is left. */
export const topicKey = (text: string): string =>
  text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}+#]+/gu, " ").trim().replace(/^(?:an?|the) (?=.)/u, "");

/** Whole words of `key` in a text folded by `topicKey`. */
export const namesTopic = (foldedText: string, key: string): boolean => key !== "" && ` ${foldedText} `.includes(` ${key} `);

/** Each topic of a person once per kind. `keyOf`: a `topicKey` that remembers, for many people at once. */
export function topicsOf({ traits = [], endorsements }: Person, keyOf: (text: string) => string = topicKey): readonly Topic[] {
  if (traits.length === 0 && endorsements.length === 0) return [];
  const topics = new Map<string, Topic>();
  const add = (kind: TopicKind, text: string): void => {
    const key = keyOf(text);
    const at = `${kind} ${key}`;
    if (key !== "" && !topics.has(at)) topics.set(at, { key, kind, text });
  };
  for (const { trait, text } of traits) if (trait !== "tag") add(trait, text);
  for (const { direction, skill } of endorsements) if (direction === "out") add("skill", skill);
  return [...topics.values()];
}
