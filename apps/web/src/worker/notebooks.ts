/** The free text about a person. Merged people show all their notebooks; writing brings them into one. */
import { idsOf, type NotebookEdit, type PersonId } from "@kith/core";
import type { Questions } from "../contract.ts";
import { mergeTexts } from "../words/merge-text.ts";
import type { Session } from "./session.ts";

type Written = Questions["writeNotebook"]["ask"];

export const notebookOf = ({ network, log }: Pick<Session, "network" | "log">, person: PersonId): string =>
  idsOf(network, person).map((id) => log.notebooks.text(id)).filter((text) => text !== "").join("\n\n");

/** What brings the owner's writing into the notebooks as they stand by now; undefined where that is too long. */
export function editsOf({ network, log }: Pick<Session, "network" | "log">, { person, base, text }: Written): readonly NotebookEdit[] | undefined {
  const merged = mergeTexts({ base, mine: text, theirs: notebookOf({ network, log }, person) });
  const edits = idsOf(network, person).map((id) => log.notebooks.edit(id, id === person ? merged : ""));
  return edits.every(({ ok }) => ok) ? edits.flatMap((edit) => (edit.ok ? [edit.value] : [])) : undefined;
}

export const writeNotebook = (session: Session, written: Written): Promise<Questions["writeNotebook"]["answer"]> => session.write(async ({ log, network, writer }) => {
  if (!network.people.has(written.person)) return { ok: false, message: "This person is not in Kith any more. Copy what you wrote before you leave this page." };
  const edits = editsOf({ network, log }, written);
  if (!edits) return { ok: false, message: "A notebook holds at most 100 000 characters. Shorten it; what was saved before is still there." };
  const payloads = edits.flatMap((edit) => edit.payloads);
  if (payloads.length > 0) await writer.append(payloads);
  for (const edit of edits) log.notebooks.accept(edit);
  return { ok: true, text: notebookOf({ network, log }, written.person) };
});
