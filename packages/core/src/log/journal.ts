/**
 * A journal: one run's own Automerge document `{ batches: { [batchId]: bytes } }`, written under a
 * fresh actor, so that no tab, clone or restored backup ever reuses an Automerge (actor, seq). Batch
 * ids ascend: changes with random keys cost 20 times as much to apply (docs/decisions/0001).
 */
import { assert } from "../prelude/assert.ts";
import { bytesToHex, concatBytes, sameBytes } from "../prelude/bytes.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { Automerge } from "./automerge.ts";
import { journalPayload } from "./payload.ts";

interface JournalDocument { batches: Record<string, Uint8Array> }

/** A document of more keys makes every further change slower: each copies the map. */
export const journalBatchesMax = 2_000;
const actorBytes = 16;

/** Writes batches; each becomes the payload of one record. */
export interface JournalWriter {
  /**
   * `[kind, 16 bytes of journal id, Automerge change]` for each batch: what a record seals. Read again
   * before it is handed out. Throws where that doesn't give the batches back, or where one fits no record.
   */
  write(batches: readonly Uint8Array[]): readonly Uint8Array[];
}

/** `freshActor` gives 16 random bytes; called for the first journal and at each roll. */
export function createJournalWriter(freshActor: () => Uint8Array): JournalWriter {
  let actor = freshActor();
  let document = emptyDocument(actor);
  let written = 0;
  const roll = (): void => {
    actor = freshActor();
    document = emptyDocument(actor);
    written = 0;
  };
  const writeOne = (batch: Uint8Array): Uint8Array => {
    if (written === journalBatchesMax) roll();
    const batchId = String(written).padStart(6, "0");
    // A message or wall time would stand in the clear inside the change; both are left out.
    document = Automerge.change(document, { time: 0 }, (draft) => {
      if (written === 0) draft.batches = {};
      draft.batches[batchId] = batch;
    });
    written += 1;
    const change = Automerge.getLastLocalChange(document);
    assert(change, "a write to a journal is a change");
    return concatBytes(Uint8Array.of(journalPayload), actor, change);
  };
  return {
    write(batches) {
      // Several begin a journal of their own: a whole one is read ten times as fast as changes in its middle.
      if (batches.length > 1 && written > 0) roll();
      const payloads = batches.map(writeOne);
      assert(payloads.every(({ length }) => length <= maxPayloadBytes), "a batch fits a record");
      const read = readJournals(payloads.map((payload) => payload.subarray(1))).batches;
      assert(read.length === batches.length && batches.every((batch, index) => sameBytes(batch, read[index] ?? new Uint8Array())), "what is written reads back as it was");
      return payloads;
    },
  };
}

const emptyDocument = (actor: Uint8Array): Automerge.Doc<JournalDocument> => Automerge.init<JournalDocument>({ actor: bytesToHex(actor) });

/** The batches in journals' payloads, and how many payloads held none that this build can read. */
export interface ReadJournals {
  readonly batches: readonly Uint8Array[];
  readonly unreadable: number;
}

/**
 * Reads payloads, without their kind, as accepted records, never as the current state of a map, so that no peer can hide
 * a batch by deleting its key. Applying a whole journal at once is seven times as fast as decoding
 * its changes; it is trusted only where it shows a batch for every change.
 */
export function readJournals(payloads: Iterable<Uint8Array>): ReadJournals {
  const changesByActor = new Map<string, Uint8Array[]>();
  let unreadable = 0;
  for (const payload of payloads) {
    if (payload.length <= actorBytes) {
      unreadable += 1;
      continue;
    }
    const actor = bytesToHex(payload.subarray(0, actorBytes));
    const changes = changesByActor.get(actor);
    if (changes) changes.push(payload.subarray(actorBytes));
    else changesByActor.set(actor, [payload.subarray(actorBytes)]);
  }
  const batches: Uint8Array[] = [];
  for (const changes of changesByActor.values()) {
    const read = changes.length > 1 ? applyAll(changes) : undefined;
    for (const batch of read ?? changes.map(decodeOne)) {
      if (batch) batches.push(batch);
      else unreadable += 1;
    }
  }
  return { batches, unreadable };
}

/** Every change's batch from one document, or undefined where the document doesn't show them all. */
function applyAll(changes: readonly Uint8Array[]): readonly Uint8Array[] | undefined {
  try {
    const [document] = Automerge.applyChanges(Automerge.init<JournalDocument>(), [...changes]);
    const batches = Object.values(document.batches ?? {});
    return batches.length === changes.length ? batches : undefined;
  } catch {
    return undefined;
  }
}

function decodeOne(change: Uint8Array): Uint8Array | undefined {
  try {
    const write = Automerge.decodeChange(change).ops.find(({ action, obj }) => action === "set" && obj !== "_root");
    // A bytes value is decoded to a list of numbers, which the library's types don't say.
    const bytes: unknown = write?.value;
    return Array.isArray(bytes) || bytes instanceof Uint8Array ? Uint8Array.from(bytes as ArrayLike<number>) : undefined;
  } catch {
    return undefined;
  }
}
