/**
 * Forgetting for good. What must stay for others is written again and the old records are emptied, in
 * one transaction: a crash leaves the old or the new. Sync then empties them at the relay, and the list
 * that travels along empties them on every device.
 */
import { cleanOf, decide, foldName, idsOf, knownFrom, withoutPerson, type CommandContext, type Forgotten, type Network, type PersonId } from "@kith/core";
import type { ForgetPreview } from "../contract.ts";
import { rowOf } from "./rows.ts";
import type { Dispatched, Session, Writing } from "./session.ts";

/** Shorter names stand in texts about somebody else. */
const nameLengthMin = 5;

/** What would be lost, and what would stay. */
export async function previewForget(session: Session, person: PersonId): Promise<ForgetPreview> {
  const ids = idsOf(session.network, person);
  let [facts, shared] = [0, 0];
  for (const { event } of await session.everything()) {
    const left = ids.reduce<unknown>((event_, id) => (event_ === undefined ? undefined : withoutPerson(event_, id)), event);
    if (left === undefined) facts += 1;
    else if (left !== event) shared += 1;
  }
  const name = foldName(session.network.people.get(person)?.name ?? "");
  const situation = session.situation();
  return { facts, shared, namedIn: name.length < nameLengthMin ? [] : namedIn(session.network, name, ids).map((id) => rowOf(situation, id)) };
}

/** The others about whom the owner wrote this name down. */
const namedIn = ({ people }: Network, name: string, except: readonly PersonId[]): readonly PersonId[] =>
  [...people.values()].filter(({ id, notes, contacts }) => !except.includes(id)
    && (notes.some(({ text }) => foldName(text).includes(name)) || contacts.some(({ note }) => note !== undefined && foldName(note).includes(name)))).map(({ id }) => id);

export const forget = (session: Session, person: PersonId, context: CommandContext): Promise<Dispatched> => session.write(async (writing) => {
  const { log, network } = writing;
  const decided = decide({ type: "ForgetPerson", person }, knownFrom(network, (event) => log.has(event)), context);
  if (!decided.ok) return { ok: false, message: decided.error.message };
  const name = network.people.get(person)?.name;
  await clean(writing, idsOf(network, person).map((id) => ({ person: id, ...(name === undefined ? {} : { name }) })), log.prepare(decided.value, context).payloads);
  return { ok: true, events: decided.value.map(({ id }) => id) };
});

/** Cleans what came in about forgotten people since: written on a device that hadn't heard of it. True where there was anything. */
export const sweep = (session: Session): Promise<boolean> => session.write((writing) => clean(writing, [...writing.network.forgotten].map((person) => ({ person })), []));

/** Writes `payloads` and what must stay, empties the rest; true where anything was emptied. */
async function clean({ held, writer, log, rebuild }: Writing, people: readonly Forgotten[], payloads: readonly Uint8Array[]): Promise<boolean> {
  const { entries, erase } = cleanOf(people, await held.all());
  if (erase.length === 0 && payloads.length === 0) return false;
  await writer.replace([...payloads, ...log.encode(entries)], erase);
  await rebuild();
  return erase.length > 0;
}
