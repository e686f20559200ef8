/** The free text about a person. Merged people show all their notebooks; writing brings them into one. */
import { idsOf, type NotebookEdit, type PersonId } from "@kith/core";
import type { Questions } from "../contract.ts";
import { mergeTexts } from "../words/merge-text.ts";
import type { Session } from "./session.ts";

export const notebookOf = ({ network, log }: Pick<Session, "network" | "log">, person: PersonId): string =>
  idsOf(network, person).map((id) => log.notebooks.text(id)).filter((text) => text !== "").join("\n\n");

export const writeNotebook = (session: Session, { person, base, text }: Questions["writeNotebook"]["ask"]): Promise<Questions["writeNotebook"]["answer"]> => session.write(async ({ log, network, writer }) => {
  if (!network.people.has(person)) return { ok: false, message: "This person is not in Kith any more. Copy what you wrote before you leave this page." };
  const merged = mergeTexts({ base, mine: text, theirs: notebookOf({ network, log }, person) });
  const edits: NotebookEdit[] = [];
  for (const id of idsOf(network, person)) {
    const edit = log.notebooks.edit(id, id === person ? merged : "");
    if (!edit.ok) return { ok: false, message: "A notebook holds at most 100 000 characters. Shorten it; what was saved before is still there." };
    edits.push(edit.value);
  }
  const payloads = edits.flatMap((edit) => edit.payloads);
  if (payloads.length > 0) await writer.append(payloads);
  for (const edit of edits) log.notebooks.accept(edit);
  return { ok: true, text: notebookOf({ network, log }, person) };
});
