/**
 * What a record seals, by its first byte. A payload of a kind that this build doesn't know is kept for
 * a newer one, like an event of a newer type.
 */

/** A change of a journal: `[1, 16 bytes of actor, Automerge change]`. */
export const journalPayload = 1;
/** A change of a person's notebook: `[2, 16 bytes of person id, deflated Automerge change]`. */
export const notebookPayload = 2;
/** Which records were emptied, so that every device empties them too: `[3, JSON]`. */
export const erasurePayload = 3;

/** Payloads by kind, each without its first byte, in the order given. */
export interface SortedPayloads {
  readonly journals: readonly Uint8Array[];
  readonly notebooks: readonly Uint8Array[];
  readonly erasures: readonly Uint8Array[];
  /** How many were of another kind, or empty. */
  readonly others: number;
}

export function sortPayloads(payloads: Iterable<Uint8Array>): SortedPayloads {
  const [journals, notebooks, erasures]: [Uint8Array[], Uint8Array[], Uint8Array[]] = [[], [], []];
  const byKind = new Map([[journalPayload, journals], [notebookPayload, notebooks], [erasurePayload, erasures]]);
  let others = 0;
  for (const payload of payloads) {
    const list = byKind.get(payload[0] ?? 0);
    if (list) list.push(payload.subarray(1));
    else others += 1;
  }
  return { journals, notebooks, erasures, others };
}
