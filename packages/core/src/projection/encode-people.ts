/** People into columns. A contact of several people is one row. */
import { interactionKinds } from "../event/event.ts";
import type { NetworkDraft, PersonDraft } from "./draft.ts";
import type { Contact } from "./network.ts";
import { directions, type ContactColumns, type PeopleColumns, type PersonColumns } from "./snapshot-columns.ts";

interface Dictionary { readonly strings: string[]; readonly indexOf: (text: string | undefined) => number }

function createDictionary(): Dictionary {
  const indexByText = new Map<string, number>();
  const strings: string[] = [];
  return {
    strings,
    indexOf(text) {
      if (text === undefined) return 0;
      let index = indexByText.get(text);
      if (index === undefined) {
        index = strings.push(text);
        indexByText.set(text, index);
      }
      return index;
    },
  };
}

export function encodePeople({ people, nameless, gatherings }: Pick<NetworkDraft, "people" | "nameless" | "gatherings">): PeopleColumns {
  const dictionary = createDictionary();
  const everybody = [...people.values(), ...nameless.values()];
  const rowOf = new Map(everybody.map(({ id }, row) => [id, row]));
  const contacts = createContactColumns(dictionary);
  const personColumns: PersonColumns = { id: [], name: [], url: [], email: [], organisation: [], position: [], observedAtMs: [], connectedAtMs: [], connectedBy: [], jobs: [], contacts: [], addedByHand: [], more: [] };
  for (const [row, person] of everybody.entries()) {
    addPerson(personColumns, person, dictionary);
    personColumns.contacts.push(contacts.runsOf(person.contacts));
    if (person.addedByHand) personColumns.addedByHand.push(row);
  }
  return {
    strings: dictionary.strings, contactColumns: contacts.columns, personColumns, named: people.size,
    gatherings: [...gatherings.values()].map((gathering) => ({ ...gathering, people: gathering.people.map((person) => rowOf.get(person) ?? -1) })),
  };
}

function addPerson(columns: PersonColumns, person: PersonDraft, { indexOf }: Dictionary): void {
  const { id, name, url, email, organisation, position, observedAtMs, connectedAtMs, connectedBy, addedByHand: _, jobs, contacts: __, ...rest } = person;
  const more = Object.entries(rest).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  if (more.length > 0) columns.more.push([columns.id.length, Object.fromEntries(more)]);
  columns.id.push(id);
  columns.name.push(name);
  columns.url.push(url ?? 0);
  columns.email.push(email ?? 0);
  columns.organisation.push(indexOf(organisation));
  columns.position.push(indexOf(position));
  columns.observedAtMs.push(observedAtMs === Number.NEGATIVE_INFINITY ? null : observedAtMs);
  columns.connectedAtMs.push(connectedAtMs ?? null);
  columns.connectedBy.push(connectedBy ?? 0);
  columns.jobs.push(jobs.flatMap((job) => [job.event, job.sinceMs, indexOf(job.organisation), indexOf(job.position)]));
}

/** Gives every contact one row, in the order people have them. */
function createContactColumns({ indexOf }: Dictionary): { readonly columns: ContactColumns; runsOf(contacts: readonly Contact[]): number[] } {
  const columns: ContactColumns = { event: [], sinceMs: [], kinds: interactionKinds, kind: [], groupSize: [], thread: [], more: [] };
  const rowOf = new Map<Contact, number>();
  let lastMs = 0;
  const add = (contact: Contact): number => {
    const { event, atMs, kind, direction, groupSize, thread, ...more } = contact;
    const row = columns.event.push(event) - 1;
    rowOf.set(contact, row);
    if (Object.keys(more).length > 0) columns.more.push([row, more]);
    columns.sinceMs.push(atMs - lastMs);
    lastMs = atMs;
    columns.kind.push(interactionKinds.indexOf(kind) * directions.length + directions.indexOf(direction));
    columns.groupSize.push(groupSize);
    columns.thread.push(indexOf(thread));
    return row;
  };
  return {
    columns,
    runsOf(contacts) {
      const runs: number[] = [];
      let next = -1;
      for (const contact of contacts) {
        const row = rowOf.get(contact) ?? add(contact);
        if (row === next) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
        else runs.push(row, 1);
        next = row + 1;
      }
      return runs;
    },
  };
}
