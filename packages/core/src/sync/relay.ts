/**
 * The relay: one answer to every request about one vault, pure over its tables. Who asks was checked before
 * (gate.ts). The same code answers in workerd, in tests and in the simulator.
 */
import { err, ok, type Result } from "../prelude/result.ts";
import { emptyMark } from "../vault/erased-mark.ts";
import { recoveryMember } from "../vault/keyring-fact.ts";
import { isSignedBy } from "../vault/device-keys.ts";
import { growKeyring, openKeyring, type IsSigned, type Keyring } from "../vault/keyring.ts";
import { encodePullPage, encodeReceipt, encodeRecords, type PullPage, type PullRequest } from "./codec.ts";
import { encodeEntries } from "./keyring-codec.ts";
import { answerAppend, answerCreate } from "./keyring-rules.ts";
import { limits, type RelayErrorCode } from "./limits.ts";
import { answerFetch, answerPull, takePush, type RecordTable } from "./relay-rules.ts";
import type { RelayRequest } from "./relay-request.ts";
import { noteHave, standingsOf, type StandingTable } from "./standing.ts";

/** All a relay keeps of one vault. */
export interface RelayTables {
  readonly records: RecordTable;
  readonly standings: StandingTable;
  /** The chain as kept, checked; undefined where this relay has no such vault. */
  keyring(): Keyring | undefined;
  /** Keeps the chain, of which the entries from `from` on are new. */
  keepKeyring(keyring: Keyring, from: number): void;
  /** All of `work` is kept, or nothing of it. */
  transaction<Value>(work: () => Value): Value;
}

/** A request whose sender is known. */
export interface Asked {
  /** A device id or "recovery"; of a request to create, nobody has checked it. */
  readonly member: string;
  readonly vaultId: string;
  readonly request: RelayRequest;
  readonly nowMs: number;
}

/** An answer; `isNews`: the other members want to hear that something changed. */
export interface Answered {
  readonly bytes: Uint8Array;
  readonly isNews: boolean;
}

const noBytes = new Uint8Array(0);
const quiet = (bytes: Uint8Array): Result<Answered, RelayErrorCode> => ok({ bytes, isNews: false });

/** Answers after what it did is kept. `isSigned` answers for the signatures of keyring entries. */
export function answer(tables: RelayTables, asked: Asked, isSigned: IsSigned = isSignedBy): Result<Answered, RelayErrorCode> {
  return tables.transaction(() => act(tables, asked, isSigned));
}

/** What a request to grow a keyring needs checked, asked of `isSigned`. */
export function askSignatures(tables: RelayTables, { vaultId, request }: Pick<Asked, "vaultId" | "request">, isSigned: IsSigned): void {
  const keyring = tables.keyring();
  if (request.action === "create") openKeyring(request.entries, vaultId, isSigned);
  else if (request.action === "append" && keyring !== undefined) growKeyring(keyring, [request.request.entry], isSigned);
}

function act(tables: RelayTables, { member, vaultId, request, nowMs }: Asked, isSigned: IsSigned): Result<Answered, RelayErrorCode> {
  const { records } = tables;
  const keyring = tables.keyring();
  if (request.action === "create") {
    if (keyring !== undefined) return err("vaultExists");
    const created = answerCreate(request.entries, vaultId, isSigned);
    if (!created.ok) return created;
    tables.keepKeyring(created.value, 0);
    return quiet(encodePullPage(emptyPage(created.value)));
  }
  if (keyring === undefined) return err("unknownVault");
  switch (request.action) {
    case "readKeyring":
      return quiet(encodeEntries(keyring.entries));
    case "append": {
      const grown = answerAppend(records, keyring, { ...request.request, isSigned });
      if (!grown.ok) return grown;
      tables.keepKeyring(grown.value, keyring.entries.length);
      return ok({ bytes: noBytes, isNews: true });
    }
    case "pull": {
      const { page, isLevelNow } = pageFor(tables, keyring, { ...request, member, nowMs });
      return ok({ bytes: encodePullPage(page), isNews: isLevelNow });
    }
    case "push": {
      const conflicts = takePush(records, keyring.state, request.request.records);
      if (!conflicts.ok) return conflicts;
      const { page } = pageFor(tables, keyring, { ...request, member, nowMs });
      return ok({ bytes: encodeReceipt({ ...page, conflicts: conflicts.value }), isNews: true });
    }
    case "listErased":
      return quiet(encodeRecords(records.readErased(request.after, limits.erasedPerPage)));
    case "fetch":
      return quiet(encodeRecords(answerFetch(records, request.addresses)));
  }
}

interface Asking {
  readonly member: string;
  readonly request: PullRequest;
  readonly nowMs: number;
}

/** The page, and whether the one who asks has everything with it that it was known to lack. The vector is read once: it is what costs. */
function pageFor({ records, standings }: RelayTables, { state }: Keyring, { member, request, nowMs }: Asking): { readonly page: PullPage; readonly isLevelNow: boolean } {
  const vector = records.vector();
  const isLevelNow = noteHave(standings, { member, have: request.have }, { vector, nowMs });
  const members = standingsOf(standings, state, vector);
  return { page: answerPull(records, request, { vector, members, keyring: { length: state.length, head: state.head } }), isLevelNow };
}

/** What a vault holds that has just been made. */
const emptyPage = ({ state }: Keyring): PullPage =>
  ({ records: [], vector: {}, erased: emptyMark, keyring: { length: state.length, head: state.head }, members: membersOf(state) });

/** Nobody has asked yet. */
const membersOf = (state: Keyring["state"]): PullPage["members"] =>
  [...state.members.map(({ id }) => id), recoveryMember].map((member) => ({ member, seenMs: 0, lacking: 0 }));
