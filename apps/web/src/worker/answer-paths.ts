/** Introductions: paths to a target, and what the search box can complete. */
import { findTarget, foldName, pathsToOrganisation, pathsToPerson, type IntroductionPath, type Situation } from "@kith/core";
import { introductionMessage } from "@kith/core/phrase";
import type { PathsView, PathView, Questions } from "../contract.ts";
import { cardOf, rowOf } from "./rows.ts";

const suggestionsMax = 8;

export function answerPaths(situation: Situation, text: string): PathsView {
  const target = findTarget(situation, text);
  if (target.kind === "person") return { target: { kind: "person", person: cardOf(situation, target.person) }, paths: pathsToPerson(situation, target.person).map((path) => pathView(situation, path)) };
  if (target.kind === "organisation") return { target, paths: pathsToOrganisation(situation, target.name).map((path) => pathView(situation, path, target.name)) };
  return { target: { kind: "unknown", text }, paths: [] };
}

function pathView(situation: Situation, path: IntroductionPath, organisation?: string): PathView {
  const people = path.people.map((id) => rowOf(situation, id));
  const [introducer] = people;
  const target = people.at(-1);
  const message = introducer && target && people.length > 1
    ? introductionMessage({ introducer: introducer.name, target: target.name, owner: situation.network.owner.name ?? "", ...(organisation === undefined ? {} : { organisation }) }) : "";
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
  situation.graph.forEachNode((node, attributes) => {
    if (attributes.kind !== "organisation") return;
    const place = foldName(attributes.name).indexOf(wanted);
    if (place >= 0) found.push({ place: Math.min(place, 1), item: { kind: "organisation", name: attributes.name, people: situation.graph.degree(node) } });
  });
  return found.toSorted((a, b) => a.place - b.place).slice(0, suggestionsMax).map(({ item }) => item);
}
