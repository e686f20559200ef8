/**
 * Which spellings are one organisation. Three tiers, each surer than the next: the same key
 * (`organisationKey`: case, legal form and region don't count), the owner's word that two spellings are
 * one, and the owner's word that two are not, which parts even what shares a key. What only looks alike
 * stays apart; `organisationSuggestions` offers it as a question.
 */
import { organisationKey } from "../event/person-key.ts";
import type { Network } from "../projection/network.ts";

export interface Organisations {
  /** The key under which all spellings of one organisation stand; empty where the name says nothing. */
  readonly keyOf: (name: string) => string;
  /** The same, or undefined where it is no organisation people share ("Freelance"). */
  readonly sharedKeyOf: (name: string | undefined) => string | undefined;
  /** True where the owner said that these two are not one. */
  readonly areParted: (name: string, other: string) => boolean;
}

/** Names under which people say that they have no employer: not something they share. */
const notAnOrganisation = new Set([
  "self-employed", "self employed", "freelance", "freelancer", "independent", "stealth startup", "stealth", "confidential", "open to work", "career break", "sabbatical",
  "unemployed", "retired", "student", "various", "none", "n/a", "selbständig", "autónomo", "indépendant", "自由职业",
].map(organisationKey));

const spellingOf = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** The organisations of a network, with the owner's word on spellings. */
export function organisationsOf({ organisationAliases }: Pick<Network, "organisationAliases">): Organisations {
  // In an order of their own, so that every device joins alike.
  const words = [...organisationAliases].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, word]) => word);
  const parted = words.filter(({ same }) => !same);
  // Of two spellings with one key that are not one, the second gets a key of its own.
  const own = new Map(parted.flatMap(({ name, alias }) => (organisationKey(name) === organisationKey(alias) && spellingOf(name) !== spellingOf(alias) ? [[spellingOf(alias), `${organisationKey(alias)} (${spellingOf(alias)})`] as const] : [])));
  const keys = new Map<string, string>();
  const keyAlone = (name: string): string => (own.size > 0 ? own.get(spellingOf(name)) : undefined) ?? organisationKey(name);
  const joined = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let next = joined.get(root); next !== undefined; next = joined.get(root)) root = next;
    return root;
  };
  for (const { name, alias, same } of words) {
    const [a, b] = [rootOf(keyAlone(name)), rootOf(keyAlone(alias))].toSorted();
    if (!same || a === undefined || b === undefined || a === b || a === "") continue;
    joined.set(b, a);
    // What the owner parted stays apart, also where a chain of aliases would join it.
    if (parted.some((pair) => rootOf(keyAlone(pair.name)) === rootOf(keyAlone(pair.alias)))) joined.delete(b);
  }
  const keyOf = (name: string): string => {
    let key = keys.get(name);
    if (key === undefined) keys.set(name, key = rootOf(keyAlone(name)));
    return key;
  };
  return {
    keyOf,
    sharedKeyOf: (name) => {
      const key = name === undefined ? "" : keyOf(name);
      return key === "" || notAnOrganisation.has(key) ? undefined : key;
    },
    areParted: (name, other) => parted.some((pair) => {
      const [one, two] = [keyOf(pair.name), keyOf(pair.alias)];
      const [a, b] = [keyOf(name), keyOf(other)];
      return (one === a && two === b) || (one === b && two === a);
    }),
  };
}
