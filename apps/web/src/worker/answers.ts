/** Every question that only reads: a pure function of the situation. */
import { dormantTies, isKnown, keepInTouch, pendingRequests, pruningCandidates, reachOutsFor, weakTies, whoMatters, type Judgement, type PersonId, type Situation } from "@kith/core";
import type { PlanQuestions, Questions } from "../contract.ts";
import { answerBalance } from "./answer-balance.ts";
import { answerCircles } from "./answer-circles.ts";
import { answerNamed } from "./answer-facts.ts";
import { answerGoals } from "./answer-goals.ts";
import { answerPairsToMeet, answerUnderWay } from "./answer-introductions.ts";
import { answerPaths, answerTargets } from "./answer-paths.ts";
import { answerPerson } from "./answer-person.ts";
import { answerToday } from "./answer-today.ts";
import { judgedRow, rowOf } from "./rows.ts";

type Reading = "today" | "people" | "person" | "paths" | "targets" | "worthWaking" | "review" | "requests" | "imports" | keyof PlanQuestions;

const reviewMax = 24;
const wakingMax = 20;

/** What is read from: the network judged, and the notebooks beside it. */
export interface ReadFrom {
  readonly situation: Situation;
  readonly notebookOf: (person: PersonId) => string;
}

/** One function per reading question. */
export const answers: { readonly [Name in Reading]: (from: ReadFrom, ask: Questions[Name]["ask"]) => Questions[Name]["answer"] } = {
  today: ({ situation }) => answerToday(situation),
  people: ({ situation }, { sort }) => whoMatters(situation, sort).map(({ person }) => rowOf(situation, person)),
  person: ({ situation, notebookOf }, { id }) => answerPerson(situation, id, notebookOf(id)),
  paths: ({ situation }, { text }) => answerPaths(situation, text),
  targets: ({ situation }, { text }) => answerTargets(situation, text),
  worthWaking: ({ situation }) => ({ weak: rows(situation, weakTies(situation), wakingMax), dormant: rows(situation, dormantTies(situation), wakingMax) }),
  review: ({ situation }) => rows(situation, pruningCandidates(situation), reviewMax),
  requests: ({ situation }) => pendingRequests(situation).map(({ person, sentAtMs, note, suggestion, reasons }) => ({
    person: rowOf(situation, person), sentAtMs, suggestion, ...(note === undefined ? {} : { note }),
    answers: reasons.flatMap((reason) => (reason.kind === "triage" ? [{ question: reason.question, answer: reason.answer, because: reason.because }] : [])),
  })),
  imports: ({ situation: { network } }) => network.imports.map(({ importId, fileName, importedAtMs, snapshotAtMs, files, undone }) => ({ importId, fileName, importedAtMs, snapshotAtMs, undone, report: { files } })).toReversed(),
  circles: ({ situation }) => answerCircles(situation),
  goals: ({ situation }) => answerGoals(situation),
  underWay: ({ situation }) => answerUnderWay(situation),
  toGive: ({ situation }) => answerPairsToMeet(situation),
  balance: ({ situation }) => answerBalance(situation),
  named: ({ situation }, { text, max }) => answerNamed(situation, text, max),
};

export const isReading = (name: string): name is Reading => Object.hasOwn(answers, name);

const rows = (situation: Situation, judged: readonly Judgement[], max: number): ReturnType<typeof judgedRow>[] => judged.slice(0, max).map((one) => judgedRow(situation, one));

interface Counts { readonly peopleCount: number; readonly todayCount: number; readonly requestCount: number }
const countsOf = new WeakMap<Situation, Counts>();

/** The counts that the frame of the app shows; counted once per situation, asked at every sign of sync. */
export function counts(situation: Situation): Counts {
  const counted = countsOf.get(situation) ?? {
    peopleCount: [...situation.ties.values()].filter(isKnown).length,
    todayCount: Math.min(reachOutsFor(situation), keepInTouch(situation).length),
    // A badge asks for attention: what looks like spam doesn't deserve it.
    requestCount: pendingRequests(situation).filter(({ suggestion }) => suggestion !== "ignore").length,
  };
  countsOf.set(situation, counted);
  return counted;
}
