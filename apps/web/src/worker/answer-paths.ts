/** Introductions: paths to a target, and what the search box can complete. */
import { findTarget, foldName, nearest, organisationSuggestions, pathsToOrganisation, pathsToPerson, type IntroductionPath, type PersonId, type Situation } from "@kith/core";
import { introductionMessage } from "@kith/core/phrase";
import type { PathsView, PathView, Questions } from "../contract.ts";
import { cardOf, rowOf } from "./rows.ts";

const suggestionsMax = 8;

export function answerPaths(situation: Situation, text: string): PathsView {
  const target = findTarget(situation, text);
  if (target.kind === "person") return toPerson(situation, target.person);
  if (target.kind === "ambiguous") return { target: { kind: "unknown", text }, paths: [], namesakes: target.people.map((person) => cardOf(situation, person)), suggestions: [], ...noHelp };
  const suggestions = organisationSuggestions(situation, target.kind === "organisation" ? target.name : text);
  if (target.kind !== "organisation") return { target: { kind: "unknown", text }, paths: [], namesakes: [], suggestions, ...nearestTo(situation, { kind: "organisation", name: text }) };
  const paths = pathsToOrganisation(situation, target.name).map((path) => pathView(situation, path, target.name));
  return { target, paths, namesakes: [], suggestions, ...(paths.length === 0 ? nearestTo(situation, target) : noHelp) };
}

function toPerson(situation: Situation, person: PersonId): PathsView {
  const paths = pathsToPerson(situation, person).map((path) => pathView(situation, path));
  return { target: { kind: "person", person: cardOf(situation, person) }, paths, namesakes: [], suggestions: [], ...(paths.length === 0 ? nearestTo(situation, { kind: "person", person }) : noHelp) };
}

const noHelp = { nearest: [], ownTime: [] } as const;

/** What would help where there is no path. */
function nearestTo(situation: Situation, sought: Parameters<typeof nearest>[1]): Pick<PathsView, "nearest" | "ownTime"> {
  const { people, own } = nearest(situation, sought);
  return { nearest: people.map(({ person, reasons }) => ({ person: rowOf(situation, person), reasons })), ownTime: own.map(({ organisation, role }) => ({ organisation, ...(role === undefined ? {} : { role }) })) };
}

function pathView(situation: Situation, path: IntroductionPath, organisation?: string): PathView {
  const people = path.people.map((id) => rowOf(situation, id));
  const message = introductionMessage({ path: people.map(({ name }) => name), owner: situation.network.owner.name ?? "", ...(organisation === undefined ? {} : { organisation }) });
  return { people, edges: path.edges, weakestLink: path.weakestLink, message };
}

/** Names that start with the text come before those that contain it. */
export function answerTargets(situation: Situation, text: string): Questions["targets"]["answer"] {
  const wanted = foldName(text);
  if (wanted === "") return [];
  const found: { readonly place: number; readonly item: Questions["targets"]["answer"][number] }[] = [];
  for (const person of situation.network.people.values()) {
    const place = foldName(person.name).indexOf(wanted);
    if (place >= 0) found.push({ place: Math.min(place, 1), item: { kind: "person", person: cardOf(situation, person.id) } });
  }
  for (const affiliation of situation.graph.affiliations) {
    if (affiliation.kind !== "organisation") continue;
    const place = foldName(affiliation.name).indexOf(wanted);
    if (place >= 0) found.push({ place: Math.min(place, 1), item: { kind: "organisation", name: affiliation.name, people: affiliation.members.length } });
  }
  return found.toSorted((a, b) => a.place - b.place).slice(0, suggestionsMax).map(({ item }) => item);
}
