/** What the owner meant by a name, profile URL, id or organisation. Exact beats similar; nothing is guessed. */
import { foldName, personIdFromProfile, profileKey } from "../event/person-key.ts";
import type { PersonId } from "../prelude/id.ts";
import { belongingTo } from "./named-at.ts";
import type { Situation } from "./ties.ts";

export type Target =
  | { readonly kind: "person"; readonly person: PersonId }
  | { readonly kind: "organisation"; readonly name: string }
  /** Several people of that name: the owner has to choose. */
  | { readonly kind: "ambiguous"; readonly people: readonly PersonId[] }
  | { readonly kind: "unknown"; readonly text: string };

/** A scheme, or a host before the first slash: "Smith/Jones" is a name. */
const isAddress = /^[a-z]+:\/\/|^[\w-]+(?:\.[\w-]+)+\//iu;

export function findTarget(situation: Situation, text: string): Target {
  const { network, graph } = situation;
  const wanted = text.trim();
  if (network.people.has(wanted as PersonId)) return { kind: "person", person: wanted as PersonId };
  const url = profileKey(wanted);
  const atUrl = url === undefined ? undefined : personIdFromProfile(url);
  if (atUrl !== undefined && network.people.has(atUrl)) return { kind: "person", person: atUrl };
  if (isAddress.test(wanted)) return { kind: "unknown", text: wanted };
  const folded = foldName(wanted);
  const named = folded === "" ? [] : [...network.people.values()].filter(({ name }) => foldName(name) === folded).map(({ id }) => id);
  const [only] = named;
  if (only !== undefined && named.length === 1) return { kind: "person", person: only };
  if (named.length > 1) return { kind: "ambiguous", people: named };
  const key = graph.organisations.keyOf(wanted);
  if (key === "") return { kind: "unknown", text: wanted };
  const listed = graph.affiliations[graph.organisationPlaces.get(key) ?? -1];
  if (listed?.kind === "organisation") return { kind: "organisation", name: listed.name };
  return belongingTo(situation, wanted).length > 0 ? { kind: "organisation", name: wanted } : { kind: "unknown", text: wanted };
}
