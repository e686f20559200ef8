/**
 * Forgetting a person for good: which stored payloads hold anything of them, and what of these must
 * stay for others. What stays is written again, clocks and devices as they were; then the payloads are
 * emptied. Read payload by payload, because a record is emptied whole.
 */
import type { RawEntry } from "../event/entry.ts";
import { foldName } from "../event/person-key.ts";
import { withoutPerson } from "../event/without-person.ts";
import { bytesToBase64url } from "../prelude/bytes.ts";
import type { PersonId } from "../prelude/id.ts";
import { openBatch } from "./batch.ts";
import type { RecordAddress } from "./erasure.ts";
import { readJournals } from "./journal.ts";
import { journalPayload, notebookPayload } from "./payload.ts";

export interface HeldPayload {
  readonly address: RecordAddress;
  readonly payload: Uint8Array;
}

/** Somebody to forget; `name` where it is known, to find them in quotes from others' messages. */
export interface Forgotten {
  readonly person: PersonId;
  readonly name?: string;
}

export interface Cleaned {
  /** To be written again: what the emptied payloads held of others. */
  readonly entries: readonly RawEntry[];
  /** To be emptied. */
  readonly erase: readonly RecordAddress[];
}

/** Shorter names occur in texts that mean somebody else. */
const nameLengthMin = 5;
const idBytes = 16;

/** What it takes to forget `people` in `held`. Nothing to erase: they don't occur. */
export function cleanOf(people: readonly Forgotten[], held: Iterable<HeldPayload>): Cleaned {
  const entries: RawEntry[] = [];
  const erase: RecordAddress[] = [];
  for (const { address, payload } of held) {
    const kept = cleanPayload(people, payload);
    if (!kept) continue;
    erase.push(address);
    entries.push(...kept);
  }
  return { entries, erase };
}

/** What stays of a payload, or undefined where nothing of them is in it. */
function cleanPayload(people: readonly Forgotten[], payload: Uint8Array): readonly RawEntry[] | undefined {
  if (payload[0] === notebookPayload) {
    const about = bytesToBase64url(payload.subarray(1, 1 + idBytes));
    return people.some(({ person }) => person === about) ? [] : undefined;
  }
  const [batch] = payload[0] === journalPayload ? readJournals([payload.subarray(1)]).batches : [];
  const opened = batch && openBatch(batch);
  if (!opened?.ok) return undefined;
  const kept = opened.value.map((entry) => {
    const event = people.reduce<unknown>((left, one) => (left === undefined ? left : cleanEvent(one, left)), entry.event);
    return event === entry.event ? entry : event === undefined ? undefined : { ...entry, event };
  });
  return kept.every((entry, index) => entry === opened.value[index]) ? undefined : kept.filter((entry) => entry !== undefined);
}

function cleanEvent({ person, name }: Forgotten, event: unknown): unknown {
  const left = withoutPerson(event, person);
  const findings = (left as { readonly findings?: unknown } | undefined)?.findings;
  const wanted = foldName(name ?? "");
  if (!Array.isArray(findings) || wanted.length < nameLengthMin) return left;
  const others = findings.filter((finding) => !foldName(String((finding as { readonly quote?: unknown }).quote)).includes(wanted));
  return others.length === findings.length ? left : { ...(left as object), findings: others };
}
