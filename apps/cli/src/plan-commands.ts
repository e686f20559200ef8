/** `kith introduce`, `goals`, `promises` and `balance`: the insights that are more than one list of people. */
import { balance, helpWith, introductionsToGive, openGoals, openPromises, type GoalHelp, type Judgement, type Network, type Spread } from "@kith/core";
import { dateInWords, reasonInWords } from "@kith/core/phrase";
import type { Call } from "./arguments.ts";
import { judgementOutput, limitForPeople, personOutput, printJson, printJudgements, printLine, readerAt } from "./output.ts";
import type { Session } from "./session.ts";

/** What a goal's list shows a reader before it becomes long. */
const helpersShown = 3;

export function runIntroduce(session: Session, { json, limit }: Call): void {
  const situation = session.situation();
  const { network, nowMs } = situation;
  const given = introductionsToGive(situation);
  if (json) {
    printJson(given.slice(0, limit).map(({ people, score, reasons }) => ({ people: people.map((person) => personOutput(network, person)), score, reasons })));
    return;
  }
  if (given.length === 0) printLine("Nobody to introduce yet. What would help: note what people like, need and could offer (kith tag).");
  for (const { people, reasons } of given.slice(0, limit ?? limitForPeople)) {
    printLine(people.map((person) => personOutput(network, person).name).join(" and "));
    printLine(`    ${reasons.slice(0, helpersShown).map((reason) => reasonInWords(reason, readerAt(nowMs))).join(" · ")}`);
  }
}

export function runGoals(session: Session, { json, limit }: Call): void {
  const situation = session.situation();
  const { network, nowMs } = situation;
  const goals = openGoals(situation).map((goal) => ({ goal, help: helpWith(situation, goal) }));
  if (json) {
    printJson(goals.slice(0, limit).map(({ goal: { goal, title, untilMs }, help }) => ({ goal, title, untilMs: untilMs ?? null, ...helpOutput(network, help) })));
    return;
  }
  if (goals.length === 0) printLine("No open goal. Set one: kith goal TITLE --organisation X --field Y");
  for (const { goal, help } of goals.slice(0, limit)) {
    printLine(goal.untilMs === undefined ? goal.title : `${goal.title}, until ${dateInWords(goal.untilMs, readerAt(nowMs))}`);
    printFirst(network, help.people, { title: "  Your people:", nowMs });
    printFirst(network, help.introducers, { title: "  Who could introduce you:", nowMs });
  }
}

const helpOutput = (network: Network, { targets, people, introducers }: GoalHelp) => ({
  targets: targets.map((person) => personOutput(network, person)),
  people: people.map((one) => judgementOutput(network, one)),
  introducers: introducers.map((one) => ({ ...judgementOutput(network, one), towards: personOutput(network, one.towards) })),
});

function printFirst(network: Network, judged: readonly Judgement[], { title, nowMs }: { readonly title: string; readonly nowMs: number }): void {
  if (judged.length === 0) return;
  printLine(title);
  printJudgements(network, judged.slice(0, helpersShown), nowMs);
}

export function runPromises(session: Session, { json, limit }: Call): void {
  const situation = session.situation();
  const { network, nowMs } = situation;
  const open = openPromises(situation).slice(0, limit);
  if (json) {
    printJson(open.map(({ commitment: { commitment, person, by, text, madeAtMs, dueMs }, overdueDays }) => ({ commitment, person: personOutput(network, person), by, text, madeAtMs, dueMs: dueMs ?? null, overdueDays })));
    return;
  }
  if (open.length === 0) printLine("No promise is open.");
  for (const { commitment: { person, by, text, dueMs }, overdueDays } of open) {
    const due = dueMs === undefined ? "" : `, due ${dateInWords(dueMs, readerAt(nowMs))}${overdueDays >= 1 ? " (late)" : ""}`;
    printLine(`${by === "owner" ? "You to" : "To you, from"} ${personOutput(network, person).name}: ${text}${due}`);
  }
}

export function runBalance(session: Session, { json, limit = 5 }: Call): void {
  const situation = session.situation();
  const balanced = balance(situation);
  if (json) {
    printJson({ ...balanced, constraint: balanced.constraint ?? null, effectiveSize: balanced.effectiveSize ?? null });
    return;
  }
  printSpread("Organisations", balanced.organisations, limit);
  printSpread("Fields", balanced.fields, limit);
  printSpread("Communities, by their closest person", balanced.communities, limit);
  const { mutual, mostlyYou, mostlyThem, unknown } = balanced.reciprocity;
  printLine(`Who starts: both ${mutual}, mostly you ${mostlyYou}, mostly they ${mostlyThem}, not known ${unknown}`);
  for (const note of balanced.notes) printLine(reasonInWords(note, readerAt(situation.nowMs)));
}

function printSpread(title: string, { groups, unknown }: Spread, limit: number): void {
  const shown = groups.slice(0, limit).map(({ name, share }) => `${name} ${Math.round(share * 100)} %`);
  printLine(`${title}: ${[...shown, ...(groups.length > limit ? ["others"] : []), ...(unknown > 0 ? [`not known of ${unknown}`] : [])].join(", ")}`);
}
