/**
 * Notebooks: the free text about a person, the one thing two devices really write together. Each is an
 * Automerge document of one text. Its first change is made by an actor derived from the person's id at
 * time 0: the same bytes everywhere, never stored. Two devices that each created the text would lose
 * one of them.
 */
import { base64urlToBytes, bytesToBase64url, bytesToHex, concatBytes, idFromParts, sameBytes } from "../prelude/bytes.ts";
import { assert } from "../prelude/assert.ts";
import { deflate, inflate } from "../prelude/deflated.ts";
import type { PersonId } from "../prelude/id.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { Automerge } from "./automerge.ts";
import { steps, wellFormed } from "./notebook-steps.ts";
import { notebookPayload } from "./payload.ts";

interface NotebookDocument { text: string }
type Doc = Automerge.Doc<NotebookDocument>;

/** The longest text of a notebook, in UTF-16 units. */
export const notebookLengthMax = 100_000;
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
  /**
   * What brings a document saved elsewhere (base64url, from `save`) into this log: no payloads where it is here already,
   * undefined where it isn't a document of a person, or one of its changes fits no record.
   */
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
      const written = wellFormed(text);
      for (const step of steps(document.text, written)) {
        document = Automerge.change(document, { time: 0 }, (draft) => {
          if ("text" in step) Automerge.updateText(draft, ["text"], step.text);
          else Automerge.splice(draft, ["text"], step.at, step.remove, step.insert);
        });
        const change = Automerge.getLastLocalChange(document);
        const payload = change && encode(person, change);
        assert(payload, "a step of an edit fits a record, and readers open it");
        payloads.push(payload);
      }
      assert(document.text === written, "what is written in a notebook reads back as it was");
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
      const document = base64urlToBytes(person)?.length === idBytes ? load(foreign) : undefined;
      if (!document) return undefined;
      // Only what this log lacks: the same export again brings nothing. The first change is the same everywhere and never stored.
      const here = documentOf(person);
      const lacking = Automerge.getChanges(here, Automerge.merge(Automerge.clone(here), document));
      const payloads = lacking.flatMap((change) => encode(person, change) ?? []);
      return payloads.length === lacking.length ? { person, payloads } : undefined;
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

/** Undefined where it fits no record, or readers would refuse it. */
function encode(person: PersonId, change: Uint8Array): Uint8Array | undefined {
  const id = base64urlToBytes(person);
  assert(id?.length === idBytes, "a person's id is 16 bytes");
  const payload = concatBytes(Uint8Array.of(notebookPayload), id, deflate(change));
  const read = payload.length <= maxPayloadBytes ? decode(payload.subarray(1)) : undefined;
  return read?.person === person && sameBytes(read.change, change) ? payload : undefined;
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
