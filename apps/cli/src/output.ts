/** What the commands print: JSON in the stable shapes for machines, plain lines for people. */
import type { Judgement, Network, PersonId, Reason } from "@kith/core";
import { reasonInWords, type PhraseContext } from "@kith/core/phrase";

export interface PersonOutput {
  readonly id: PersonId;
  readonly name: string;
  readonly url: string | null;
  readonly organisation: string | null;
}

export function personOutput(network: Network, id: PersonId): PersonOutput {
  const person = network.people.get(id);
  return { id, name: person?.name ?? "", url: person?.url ?? null, organisation: person?.organisation ?? null };
}

export const judgementOutput = (network: Network, { person, score, reasons }: Judgement): { readonly person: PersonOutput; readonly score: number; readonly reasons: readonly Reason[] } =>
  ({ person: personOutput(network, person), score, reasons });

export const printJson = (value: unknown): void => { process.stdout.write(`${JSON.stringify(value, null, 1)}\n`); };
export const printLine = (line: string): void => { process.stdout.write(`${line}\n`); };

/** People read a screenful, machines read everyone. */
export const limitForPeople = 20;

/** Whoever reads the terminal. */
export const readerAt = (nowMs: number): PhraseContext => ({ nowMs, locale: "en-GB" });

/** Name and organisation on one line, the first reasons on the next. */
export function printJudgements(network: Network, judged: readonly Judgement[], nowMs: number): void {
  if (judged.length === 0) printLine("Nobody here.");
  for (const { person, reasons } of judged) {
    const { name, organisation } = personOutput(network, person);
    printLine(organisation === null ? name : `${name} · ${organisation}`);
    const words = reasons.slice(0, 3).map((reason) => reasonInWords(reason, readerAt(nowMs)));
    if (words.length > 0) printLine(`    ${words.join(" · ")}`);
  }
}
