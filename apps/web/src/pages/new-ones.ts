/** People and circles that come into being with a form: what comes next needs to know their ids. */
import type { CircleId, Command, EventId, PersonId } from "@kith/core";
import { dispatch, type App } from "../app.ts";
import type { Pick } from "../words/picks.ts";

export type Made<Id> = { readonly ok: true; readonly ids: readonly Id[]; readonly events: readonly EventId[] } | { readonly ok: false; readonly message: string };

/** Namesakes beyond these aren't told apart. */
const namesakesMax = 1_000;
const vanished = { ok: false, message: "It was saved, but changed on another device at the same moment. Look at it once more." } as const;

/** Everybody picked, by id, in their order; those who aren't here yet are added. */
export async function idsOfPicks(app: App, picks: readonly Pick[], relation: "known" | "sought"): Promise<Made<PersonId>> {
  const ids: PersonId[] = [];
  const events: EventId[] = [];
  for (const { person, name, organisation } of picks) {
    if (person) { ids.push(person.id); continue; }
    const namesakes = async (): Promise<readonly PersonId[]> => (await app.kith.ask("named", { text: name, max: namesakesMax })).map(({ id }) => id);
    const made = await madeBy(app, { type: "AddPerson", name, relation, ...(organisation ? { organisation } : {}) }, namesakes);
    if (!made.ok) {
      if (events.length > 0) await dispatch(app, { type: "Undo", events });
      return made;
    }
    ids.push(...made.ids);
    events.push(...made.events);
  }
  return { ok: true, ids, events };
}

/** A new circle's id. */
export const newCircle = (app: App, name: string): Promise<Made<CircleId>> =>
  madeBy(app, { type: "DefineCircle", name }, async () => (await app.kith.ask("circles")).map(({ circle }) => circle));

/** Sends the wish; what `list` tells after it and didn't before is what it made. */
async function madeBy<Id>(app: App, command: Command, list: () => Promise<readonly Id[]>): Promise<Made<Id>> {
  const before = new Set(await list());
  const answer = await dispatch(app, command);
  if (!answer.ok) return answer;
  const made = (await list()).find((id) => !before.has(id));
  return made === undefined ? vanished : { ok: true, ids: [made], events: answer.events };
}
