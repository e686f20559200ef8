/** `kith path`, `kith person` and `kith record`: what is asked of one target. */
import { alive, findTarget, nearest, organisationSuggestions, pathsToOrganisation, pathsToPerson, tieReasons, type IntroductionPath, type PersonId, type Situation, type Target } from "@kith/core";
import { introductionMessage, reasonInWords } from "@kith/core/phrase";
import type { Call } from "./arguments.ts";
import { personOutput, printJson, printLine } from "./output.ts";
import { Misused, Refused } from "./refused.ts";
import type { Session } from "./session.ts";

export const oneOperand = ({ command, operands }: Call): string => {
  const text = operands.join(" ").trim();
  if (!text) throw new Misused(`${command} needs a name, profile URL or organisation`);
  return text;
};

export function runPath(session: Session, call: Call): void {
  const text = oneOperand(call);
  const situation = session.situation();
  const target = findTarget(situation, text);
  if (target.kind === "ambiguous") throw new Refused(ambiguous(situation, target.people));
  const paths = target.kind === "person" ? pathsToPerson(situation, target.person) : target.kind === "organisation" ? pathsToOrganisation(situation, target.name) : [];
  const shown = paths.slice(0, call.limit).map((path) => describePath(situation, path, target.kind === "organisation" ? target.name : undefined));
  if (call.json) { printJson(shown); return; }
  if (shown.length === 0) tellWhatHelps(situation, text, target);
  for (const { people, edges, weakestLink } of shown) {
    printLine(["You", ...people.map(({ name }) => name)].join("  →  "));
    printLine(`    weakest link: ${["You", ...people.map(({ name }) => name)].slice(weakestLink, weakestLink + 2).join(" and ")} (${edges[weakestLink]?.provenance})`);
  }
}

/** Where there is no path: who is closest by subject, and names that look alike. */
function tellWhatHelps(situation: Situation, text: string, target: Target): void {
  printLine(`No evidence of a path to ${text}. What would help: add what you know (who works there, who knows whom), or import contacts and calendars.`);
  const { people, own } = nearest(situation, target.kind === "person" ? target : { kind: "organisation", name: target.kind === "organisation" ? target.name : text });
  if (people.length > 0) printLine(`Closest at your side: ${people.map(({ person }) => personOutput(situation.network, person).name).join(", ")}`);
  if (own.length > 0) printLine(`You were there yourself: ${own.map(({ organisation, role }) => role ?? organisation).join(", ")}`);
  const alike = target.kind === "unknown" ? organisationSuggestions(situation, text) : [];
  if (alike.length > 0) printLine(`Did you mean ${alike.map(({ name }) => name).join(", or ")}?`);
}

function describePath({ network }: Situation, path: IntroductionPath, organisation: string | undefined): {
  readonly people: readonly ReturnType<typeof personOutput>[]; readonly edges: IntroductionPath["edges"]; readonly weakestLink: number; readonly strength: number; readonly message: string;
} {
  const people = path.people.map((id) => personOutput(network, id));
  const message = introductionMessage({ path: people.map(({ name }) => name), ...(organisation === undefined ? {} : { organisation }), owner: network.owner.name ?? "" });
  return { people, edges: path.edges, weakestLink: path.weakestLink, strength: path.strength, message };
}

const ambiguous = ({ network }: Situation, people: readonly PersonId[]): string =>
  `Several people go by that name; say which by profile URL or id:\n${people.map((id) => { const { name, organisation, url } = personOutput(network, id); return `  ${name} · ${organisation ?? "?"} · ${url ?? id}`; }).join("\n")}`;

/** The person WHO means. Throws Refused where it is nobody or several. */
export function findPerson(situation: Situation, text: string): PersonId {
  const target = findTarget(situation, text);
  if (target.kind === "person") return target.person;
  if (target.kind === "ambiguous") throw new Refused(ambiguous(situation, target.people));
  throw new Refused(`Nobody in Kith goes by "${text}". Try the profile URL, or look under: kith people`);
}

export function runPerson(session: Session, call: Call): void {
  const situation = session.situation();
  const id = findPerson(situation, oneOperand(call));
  const tie = situation.ties.get(id);
  if (!tie) throw new Refused("This person was let go and has no place in any insight.");
  const reasons = tieReasons(tie, situation.nowMs);
  if (call.json) {
    const { pulse, bond, bondPercentile, closeness, standing, freshness } = tie;
    printJson({ person: personOutput(situation.network, id), score: closeness, reasons, pulse: pulse ?? null, bond, bondPercentile, standing, freshness: freshness ?? null, alive: alive(tie.timesMs, situation.nowMs) ?? null, contacts: tie.person.contacts, notes: tie.person.notes });
    return;
  }
  const { name, organisation } = personOutput(situation.network, id);
  printLine(organisation === null ? name : `${name} · ${organisation}`);
  for (const reason of reasons) printLine(`  ${reasonInWords(reason, { nowMs: situation.nowMs, locale: "en-GB" })}`);
  for (const { atMs, kind, direction, note } of tie.person.contacts.slice(-10).toReversed()) {
    printLine(`  ${new Date(atMs).toISOString().slice(0, 10)}  ${kind}${direction === "both" ? "" : direction === "out" ? " from you" : " from them"}${note === undefined ? "" : `: ${note}`}`);
  }
}

export function runRecord(session: Session, call: Call): void {
  if (call.kind === undefined) throw new Misused("record needs --kind KIND");
  const situation = session.situation();
  const person = findPerson(situation, oneOperand(call));
  const made = session.dispatch({ type: "RecordInteraction", people: [person], kind: call.kind, atMs: call.atMs ?? Date.now(), ...(call.note === undefined ? {} : { note: call.note }) });
  if (call.json) printJson({ person: personOutput(situation.network, person), events: made.map(({ event }) => event.id) });
  else printLine(`Recorded: ${call.kind} with ${personOutput(situation.network, person).name}`);
}
