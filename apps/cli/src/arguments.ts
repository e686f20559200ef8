/** The command line's contract, stable: flags, dates, exit codes. */
import { parseArgs } from "node:util";
import { interactionKinds, traitKinds, type InteractionKind, type TraitKind } from "@kith/core";
import { Misused } from "./refused.ts";

export const usage = `kith: keeps the relationships behind your connections alive

  kith init --vault FILE                                   create an empty vault
  kith import FILE... --vault FILE                         read a LinkedIn archive (zip) or its CSV files
  kith people|weak-ties|dormant|prune|requests|today|news|replies|opportunities --vault FILE [--limit N]
       people: --sort closeness (default), warmth, recent or name
  kith introduce|goals|promises|balance --vault FILE       whom to introduce to whom; help with goals; promises open; how your people spread
  kith path TARGET --vault FILE                            who can introduce you to a name, profile URL or organisation
  kith person WHO --vault FILE                             one person, with the evidence
  kith record WHO --kind KIND [--at DATE] [--note TEXT] --vault FILE
       KIND: ${interactionKinds.join(", ")}
  kith rate WHO 1-5 --vault FILE                           how close you are; beats every score
  kith tag WHO TEXT [--as KIND] --vault FILE               KIND: ${traitKinds.join(", ")}
  kith knows WHO WHO [--not] --vault FILE                  whether two know each other
  kith goal TITLE [--organisation X]... [--skill X]... [--field X]... --vault FILE
  kith circle NAME [WHO...] [--every DAYS] --vault FILE    people to see in one rhythm
  kith protect|hide|let-go WHO --vault FILE                never in the review; out of what is suggested; out of every list
  kith capacity NUMBER --vault FILE                        how many people a day you have time for
       rate, tag, goal, circle, protect, hide, let-go: --not takes it back
  kith export FILE --vault FILE [--passphrase-file FILE]   everything ever recorded, in one readable file
  kith restore FILE --vault FILE [--passphrase-file FILE]  bring an export in
  kith forget WHO --vault FILE --for-good                  take a person out for good

  --as-of DATE   every insight as it was on that day       --json   for machines (without --limit: everyone)
  Results go to stdout, progress to stderr. Exit 0 done, 1 refused with the reason, 2 usage.
`;

export interface Call {
  readonly command: string;
  readonly operands: readonly string[];
  readonly vault: string;
  readonly json: boolean;
  readonly limit?: number;
  readonly sort: "closeness" | "warmth" | "recent" | "name";
  readonly asOfMs?: number;
  readonly atMs?: number;
  readonly kind?: InteractionKind;
  readonly note?: string;
  /** The file whose first line is the passphrase of an export: never an argument, which others on the machine could read. */
  readonly passphraseFile?: string;
  readonly forGood: boolean;
  /** What a tag says of a person. */
  readonly as: TraitKind;
  /** Takes back what was told; of two people: they don't know each other. */
  readonly not: boolean;
  /** What a goal seeks. */
  readonly organisations: readonly string[];
  readonly skills: readonly string[];
  readonly fields: readonly string[];
  readonly everyDays?: number;
}

/** Reads the arguments behind `kith`. Throws Misused with what is wrong. */
export function readCall(args: readonly string[]): Call {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args], allowPositionals: true,
      options: {
        vault: { type: "string" }, json: { type: "boolean", default: false }, limit: { type: "string" }, sort: { type: "string", default: "closeness" },
        "as-of": { type: "string" }, at: { type: "string" }, kind: { type: "string" }, note: { type: "string" }, "passphrase-file": { type: "string" }, "for-good": { type: "boolean", default: false },
        as: { type: "string", default: "tag" }, not: { type: "boolean", default: false }, organisation: { type: "string", multiple: true, default: [] }, skill: { type: "string", multiple: true, default: [] },
        field: { type: "string", multiple: true, default: [] }, every: { type: "string" }, help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Misused((error as Error).message);
  }
  const { values, positionals: [command, ...operands] } = parsed;
  if (values.help || command === undefined) throw new Misused("");
  if (values.vault === undefined) throw new Misused("--vault FILE is missing: which vault?");
  const limit = wholeNumber(values.limit, "--limit");
  const everyDays = wholeNumber(values.every, "--every");
  return {
    command, operands, vault: values.vault, json: values.json, forGood: values["for-good"], ...(values["passphrase-file"] === undefined ? {} : { passphraseFile: values["passphrase-file"] }), sort: oneOf(values.sort, ["closeness", "warmth", "recent", "name"], "--sort"),
    as: oneOf(values.as, traitKinds, "--as"), not: values.not, organisations: values.organisation, skills: values.skill, fields: values.field, ...(everyDays === undefined ? {} : { everyDays }),
    ...(limit === undefined ? {} : { limit }), ...(values.note === undefined ? {} : { note: values.note }),
    ...(values.kind === undefined ? {} : { kind: oneOf(values.kind, interactionKinds, "--kind") }),
    ...(values["as-of"] === undefined ? {} : { asOfMs: readDate(values["as-of"], "--as-of", "end") }),
    ...(values.at === undefined ? {} : { atMs: readDate(values.at, "--at", "noon") }),
  };
}

function wholeNumber(text: string | undefined, flag: string): number | undefined {
  const value = text === undefined ? undefined : Number(text);
  if (value !== undefined && (!Number.isInteger(value) || value < 0)) throw new Misused(`${flag} takes a whole number, not ${text}`);
  return value;
}

function oneOf<Value extends string>(text: string, values: readonly Value[], flag: string): Value {
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw new Misused(`${flag} takes ${values.join(", ")}; not ${text}`);
  return value;
}

/** A day of the calendar, or a moment of one; what else `Date` takes for a date ("3") is a slip. */
const datePattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/u;

/** YYYY-MM-DD (its last moment for --as-of, its noon for --at, UTC) or a full ISO 8601 moment. */
function readDate(text: string, flag: string, part: "end" | "noon"): number {
  const day = text.slice(0, 10);
  const dayMs = datePattern.test(text) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const atMs = Date.parse(text === day ? `${day}T${part === "end" ? "23:59:59.999" : "12:00:00"}Z` : text);
  if (Number.isNaN(dayMs) || Number.isNaN(atMs) || !new Date(dayMs).toISOString().startsWith(day)) throw new Misused(`${flag} takes a date such as 2026-03-31, not ${text}`);
  return atMs;
}
