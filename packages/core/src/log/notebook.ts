/**
 * Notebooks: the free text about a person, the one thing two devices really write together. Each is an
 * Automerge document of one text. Its first change is made by an actor derived from the person's id at
 * time 0: the same bytes everywhere, never stored. Two devices that each created the text would lose
 * one of them.
 */
import { base64urlToBytes, bytesToBase64url, bytesToHex, concatBytes, idFromParts } from "../prelude/bytes.ts";
import { assert } from "../prelude/assert.ts";
import { deflate, inflate } from "../prelude/deflated.ts";
import type { PersonId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { Automerge } from "./automerge.ts";
import { notebookPayload } from "./payload.ts";

interface NotebookDocument { text: string }
type Doc = Automerge.Doc<NotebookDocument>;

/** The longest text of a notebook, in UTF-16 units. */
export const notebookLengthMax = 100_000;
/** A longer insertion becomes several changes, so that each fits a record however badly it deflates. */
const insertionMax = 20_000;
const inflatedBytesMax = 4_000_000;
const idBytes = 16;

/** An edit that isn't stored yet: hand it to `accept` once it is. */
export interface NotebookEdit {
  readonly person: PersonId;
  readonly payloads: readonly Uint8Array[];
}

export interface Notebooks {
  /** The text as it stands, "" where none was written. */
  text(person: PersonId): string;
  /** Everybody about whom something stands written. */
  people(): readonly PersonId[];
  /** What turns the text into `text`, merged with what others write meanwhile. No payloads where nothing changed. */
  edit(person: PersonId, text: string): Result<NotebookEdit, "tooLong">;
  accept(edit: NotebookEdit): void;
  /** Takes in stored payloads, without their kind; tells how many couldn't be read. */
  read(payloads: readonly Uint8Array[]): { readonly changed: ReadonlySet<PersonId>; readonly unreadable: number };
  /** What brings a document saved elsewhere (base64url, from `save`) into this log: no payloads where it is here already, undefined where it isn't a document. */
  bring(person: PersonId, document: string): NotebookEdit | undefined;
  drop(person: PersonId): void;
  /** The documents, to start from without their changes: `[person id, base64url of the saved document]`. */
  save(): readonly (readonly [PersonId, string])[];
}

/** `freshActor` gives 16 random bytes. `saved` comes from `save`; what can't be read of it is left out and must be read again from its payloads. */
export function createNotebooks(freshActor: () => Uint8Array, saved: readonly (readonly [PersonId, string])[] = []): Notebooks {
  const documents = new Map<PersonId, Doc>(saved.flatMap(([person, bytes]): (readonly [PersonId, Doc])[] => {
    const document = load(bytes);
    return document ? [[person, document]] : [];
  }));
  const documentOf = (person: PersonId): Doc => documents.get(person) ?? firstDocument(person);
  const apply = (person: PersonId, changes: readonly Uint8Array[]): boolean => {
    const before = documentOf(person);
    const after = withChanges(before, changes);
    documents.set(person, after);
    return after.text !== before.text;
  };
  return {
    text: (person) => documents.get(person)?.text ?? "",
    people: () => [...documents].filter(([, { text }]) => text !== "").map(([person]) => person),
    edit(person, text) {
      if (text.length > notebookLengthMax) return err("tooLong");
      // A clone under a fresh actor: an edit that fails to be stored leaves no trace, and no (actor, seq) is used twice.
      let document = Automerge.clone(documentOf(person), { actor: bytesToHex(freshActor()) });
      const payloads: Uint8Array[] = [];
      for (const step of steps(document.text, text)) {
        document = Automerge.change(document, { time: 0 }, (draft) => { Automerge.updateText(draft, ["text"], step); });
        const change = Automerge.getLastLocalChange(document);
        assert(change, "another text is a change");
        payloads.push(encode(person, change));
      }
      return ok({ person, payloads });
    },
    accept: ({ person, payloads }) => { apply(person, payloads.map((payload) => decode(payload.subarray(1))?.change ?? new Uint8Array())); },
    read(payloads) {
      const changesByPerson = new Map<PersonId, Uint8Array[]>();
      let unreadable = 0;
      for (const payload of payloads) {
        const read = decode(payload);
        if (read) changesByPerson.set(read.person, [...(changesByPerson.get(read.person) ?? []), read.change]);
        else unreadable += 1;
      }
      const changed = new Set<PersonId>();
      for (const [person, changes] of changesByPerson) {
        if (apply(person, changes)) changed.add(person);
      }
      return { changed, unreadable };
    },
    bring(person, foreign) {
      const document = load(foreign);
      if (!document) return undefined;
      // Only what this log lacks: the same export again brings nothing. The first change is the same everywhere and never stored.
      const here = documentOf(person);
      const lacking = Automerge.getChanges(here, Automerge.merge(Automerge.clone(here), document));
      return { person, payloads: lacking.map((change) => encode(person, change)) };
    },
    drop: (person) => { documents.delete(person); },
    save: () => [...documents].map(([person, document]) => [person, bytesToBase64url(Automerge.save(document))] as const),
  };
}

/** The document all devices begin with. */
function firstDocument(person: PersonId): Doc {
  const actor = base64urlToBytes(idFromParts(["notebook", person])) ?? new Uint8Array(idBytes);
  return Automerge.change(Automerge.init<NotebookDocument>({ actor: bytesToHex(actor) }), { time: 0 }, (draft) => { draft.text = ""; });
}

/** Applies changes together, or one by one where one of them is broken. */
function withChanges(document: Doc, changes: readonly Uint8Array[]): Doc {
  const apply = (to: Doc, some: readonly Uint8Array[]): Doc | undefined => {
    try {
      return Automerge.applyChanges(Automerge.clone(to), [...some])[0];
    } catch {
      return undefined;
    }
  };
  return apply(document, changes) ?? changes.reduce((held, change) => apply(held, [change]) ?? held, document);
}

/** The texts on the way from `from` to `to`: one step, or several where more is inserted than fits a change. */
function steps(from: string, to: string): readonly string[] {
  if (from === to) return [];
  if (to.length - from.length <= insertionMax) return [to];
  let head = 0;
  while (head < from.length && from[head] === to[head]) head += 1;
  const texts: string[] = [];
  const tail = from.slice(head);
  for (let end = head + insertionMax; end < to.length; end += insertionMax) {
    // Never between the halves of a surrogate pair.
    const cut = isHighSurrogate(to.charCodeAt(end - 1)) ? end - 1 : end;
    texts.push(to.slice(0, cut) + tail);
  }
  return [...texts, to];
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

function encode(person: PersonId, change: Uint8Array): Uint8Array {
  const id = base64urlToBytes(person);
  assert(id?.length === idBytes, "a person's id is 16 bytes");
  return concatBytes(Uint8Array.of(notebookPayload), id, deflate(change));
}

function decode(bytes: Uint8Array): { readonly person: PersonId; readonly change: Uint8Array } | undefined {
  const change = inflate(bytes.subarray(idBytes), inflatedBytesMax);
  return change && { person: bytesToBase64url(bytes.subarray(0, idBytes)) as PersonId, change };
}

function load(text: string): Doc | undefined {
  try {
    const document = Automerge.load<NotebookDocument>(base64urlToBytes(text) ?? new Uint8Array());
    return typeof document.text === "string" ? document : undefined;
  } catch {
    return undefined;
  }
}
