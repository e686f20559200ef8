/**
 * The relay's rules for the keyring, pure over a chain and a table of records: it grows by
 * compare-and-set only, and an epoch ends where the relay's own records end, so that no record is lost
 * between a device that writes and one that removes another.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { err, type Result } from "../prelude/result.ts";
import { decodeEntry } from "../vault/keyring-entry.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import { growKeyring, openKeyring, type IsSigned, type Keyring } from "../vault/keyring.ts";
import { extendChain, lastSeqBefore, startOfChain, type Line } from "../vault/line.ts";
import { entriesBytes, type AppendRequest } from "./keyring-codec.ts";
import { limits, type RelayErrorCode } from "./limits.ts";
import type { RecordTable } from "./relay-rules.ts";
import { lastSeq } from "./vector.ts";

/** The keyring of a vault that is made, or made again on a relay that lost it. */
export function answerCreate(entries: readonly SignedEntry[], vaultId: string, isSigned?: IsSigned): Result<Keyring, RelayErrorCode> {
  if (isTooLong(entries)) return err("full");
  const keyring = openKeyring(entries, vaultId, isSigned);
  return keyring.ok ? keyring : err("badEntry");
}

/**
 * The keyring one entry longer. An entry that ends an epoch is taken only where its line is all the
 * relay holds: "lineAhead", the relay holds less (push what it lacks up to the line first);
 * "lineBehind", it holds more (pull, and draw a new line). A settled entry was taken once, by a relay
 * that has lost it since: what stands above its line, or below it as another history, is dropped from
 * `table`; the latter is told as "lineAhead", for the devices to push it again.
 */
export function answerAppend(
  table: RecordTable, keyring: Keyring, { entry, expectedHead, settled, isSigned }: AppendRequest & { readonly isSigned?: IsSigned },
): Result<Keyring, RelayErrorCode> {
  if (!sameBytes(expectedHead, keyring.state.head)) return err("headMoved");
  if (isTooLong([...keyring.entries, entry])) return err("full");
  const grown = growKeyring(keyring, [entry], isSigned);
  if (!grown.ok) return err("badEntry");
  const read = decodeEntry(entry.bytes);
  const line = read.ok && "line" in read.value.fact ? read.value.fact.line : undefined;
  if (line === undefined) return grown;
  const refusal = settled ? cutToLine(table, line) : compareWithLine(table, line);
  return refusal === undefined ? grown : err(refusal);
}

const isTooLong = (entries: readonly SignedEntry[]): boolean => entries.length > limits.keyringEntries || entriesBytes(entries) > limits.keyringBytes;

function compareWithLine(table: RecordTable, line: Line): RelayErrorCode | undefined {
  if (isShort(table, line)) return "lineAhead";
  if (Object.entries(table.vector()).some(([writer, seq]) => seq > lastSeqBefore(line, writer))) return "lineBehind";
  return otherHistories(table, line).length === 0 ? undefined : "badEntry";
}

/** The table as the line has it, or "lineAhead" where the devices have to bring what it lacks. */
function cutToLine(table: RecordTable, line: Line): RelayErrorCode | undefined {
  if (isShort(table, line)) return "lineAhead";
  const others = otherHistories(table, line);
  for (const writer of others) table.truncate(writer, 0);
  if (others.length > 0) return "lineAhead";
  for (const [writer, seq] of Object.entries(table.vector())) if (seq > lastSeqBefore(line, writer)) table.truncate(writer, lastSeqBefore(line, writer));
  return undefined;
}

const isShort = (table: RecordTable, line: Line): boolean => {
  const vector = table.vector();
  return [...line].some(([writer, { seq }]) => lastSeq(vector, writer) < seq);
};

/** Writers whose records up to the line aren't those it pins. */
const otherHistories = (table: RecordTable, line: Line): string[] =>
  [...line].filter(([writer, { seq, chain }]) => !sameBytes(chainOf(table.hashes(writer, seq)), chain)).map(([writer]) => writer);

/** The chain over hashes in order. */
export function chainOf(hashes: Iterable<Uint8Array>): Uint8Array {
  let chain = startOfChain;
  for (const hash of hashes) chain = extendChain(chain, hash);
  return chain;
}
