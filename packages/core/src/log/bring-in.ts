/** What of an export a log lacks: the rest of it is here already and stays as it is. */
import type { RawEntry } from "../event/entry.ts";
import { withoutPeople } from "../event/without-person.ts";
import type { EventId, PersonId } from "../prelude/id.ts";
import type { EventLog } from "./event-log.ts";

export interface BroughtIn {
  /** How many entries and notebooks the log lacks any of. */
  readonly entries: number;
  readonly notebooks: number;
  /** To be stored, then read. */
  readonly payloads: readonly Uint8Array[];
  /** A sentence for each notebook that can't be brought in. */
  readonly notices: readonly string[];
}

interface Content {
  /** Each can be read, or is of a newer build: `decodeExport` leaves out what isn't. */
  readonly entries: readonly RawEntry[];
  /** Documents as `Notebooks.save` gives them. */
  readonly notebooks: readonly { readonly person: PersonId; readonly document: string }[];
}

/** Nobody in `forgotten` comes back with it. */
export function bringIn(log: EventLog, { entries, notebooks }: Content, forgotten: ReadonlySet<PersonId>): BroughtIn {
  const lacking = entries.filter((entry) => !log.has(idOf(entry))).flatMap((entry) => withoutPeople([entry.event], forgotten).map((event) => ({ ...entry, event })));
  const brought = notebooks.filter(({ person }) => !forgotten.has(person)).map(({ person, document }) => ({ person, edit: log.notebooks.bring(person, document) }));
  const edits = brought.flatMap(({ edit }) => (edit && edit.payloads.length > 0 ? [edit] : []));
  const notices = brought.flatMap(({ person, edit }) => (edit ? [] : [`The notebook of ${person} can't be read and was left out.`]));
  return { entries: lacking.length, notebooks: edits.length, payloads: [...log.encode(lacking), ...edits.flatMap(({ payloads }) => payloads)], notices };
}

/** An event without an id is held by no log, and read as malformed by every one. */
const idOf = ({ event }: RawEntry): EventId => ((event as { readonly id?: EventId } | null)?.id ?? "") as EventId;
