/** Columns into people. A contact of several people is one object again. */
import type { EventId, PersonId } from "../prelude/id.ts";
import type { Mutable, NetworkDraft, PersonDraft } from "./draft.ts";
import type { Contact, Job } from "./network.ts";
import { directions, type ContactColumns, type PeopleColumns, type PersonColumns } from "./snapshot-columns.ts";

export function decodePeople({ strings, contactColumns, personColumns, named, gatherings }: PeopleColumns): Pick<NetworkDraft, "people" | "nameless" | "gatherings"> {
  const text = (index: number): string => at(strings, index - 1);
  const contacts = decodeContacts(contactColumns, text);
  const everybody = decodePersons(personColumns, text);
  const [people, nameless] = [new Map<PersonId, PersonDraft>(), new Map<PersonId, PersonDraft>()];
  everybody.forEach((person, row) => {
    person.contacts = decodeRuns(at(personColumns.contacts, row), contacts);
    (row < named ? people : nameless).set(person.id, person);
  });
  for (const row of personColumns.addedByHand) at(everybody, row).addedByHand = true;
  for (const [row, rest] of personColumns.more) Object.assign(at(everybody, row), rest);
  return { people, nameless, gatherings: new Map(gatherings.map((gathering) => [gathering.thread, { ...gathering, people: gathering.people.map((row) => at(everybody, row).id) }])) };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError("a row that isn't there");
  return item;
}

function decodeContacts({ event, sinceMs, kinds, kind, groupSize, thread, more }: ContactColumns, text: (index: number) => string): readonly Contact[] {
  let atMs = 0;
  const contacts = event.map((id, row): Contact => {
    atMs += at(sinceMs, row);
    const code = at(kind, row);
    const how = at(kinds, Math.trunc(code / directions.length));
    const direction = at(directions, code % directions.length);
    const size = at(groupSize, row);
    const place = at(thread, row);
    // Two literals rather than a spread: a hundred thousand of these are most of a start.
    return place === 0 ? { event: id, atMs, kind: how, direction, groupSize: size } : { event: id, atMs, kind: how, direction, groupSize: size, thread: text(place) };
  });
  for (const [row, rest] of more) Object.assign(at(contacts, row), rest);
  return contacts;
}

function decodePersons(columns: PersonColumns, text: (index: number) => string): readonly PersonDraft[] {
  return columns.id.map((id, row) => {
    const person: PersonDraft = {
      id, name: at(columns.name, row), observedAtMs: columns.observedAtMs[row] ?? Number.NEGATIVE_INFINITY, jobs: decodeJobs(at(columns.jobs, row), text), addedByHand: false,
      contacts: [], invitations: [], endorsements: [], recommendations: [], notes: [],
    };
    const url = at(columns.url, row);
    const email = at(columns.email, row);
    const organisation = at(columns.organisation, row);
    const position = at(columns.position, row);
    const connectedAtMs = columns.connectedAtMs[row];
    const connectedBy = at(columns.connectedBy, row);
    if (url !== 0) person.url = url;
    if (email !== 0) person.email = email;
    if (organisation !== 0) person.organisation = text(organisation);
    if (position !== 0) person.position = text(position);
    if (typeof connectedAtMs === "number") person.connectedAtMs = connectedAtMs;
    if (connectedBy !== 0) person.connectedBy = connectedBy;
    return person;
  });
}

function decodeRuns(runs: readonly number[], contacts: readonly Contact[]): Contact[] {
  const first = runs[0] ?? 0;
  // Nearly always one run: a slice is one allocation of the right size.
  const list = contacts.slice(first, first + (runs[1] ?? 0));
  for (let index = 2; index < runs.length; index += 2) {
    const from = at(runs, index);
    for (const contact of contacts.slice(from, from + at(runs, index + 1))) list.push(contact);
  }
  return list;
}

function decodeJobs(values: readonly (EventId | number)[], text: (index: number) => string): PersonDraft["jobs"] {
  const jobs: PersonDraft["jobs"] = [];
  for (let index = 0; index < values.length; index += 4) {
    const organisation = Number(values[index + 2]);
    const position = Number(values[index + 3]);
    const job: Mutable<Job> = { event: at(values, index) as EventId, sinceMs: Number(values[index + 1]) };
    if (organisation !== 0) job.organisation = text(organisation);
    if (position !== 0) job.position = text(position);
    jobs.push(job);
  }
  return jobs;
}
