/** A relay's tables in memory, for tests and for the simulator: the rules over them are the product's. */
import { emptyMark, extendMark, type ErasedMark } from "../vault/erased-mark.ts";
import type { Keyring } from "../vault/keyring.ts";
import { isErased, type Address, type SealedRecord } from "../vault/record.ts";
import type { SignatureTable } from "../sync/gate.ts";
import { pageBytesOf, type RecordTable } from "../sync/relay-rules.ts";
import type { RelayTables } from "../sync/relay.ts";
import type { Standing } from "../sync/standing.ts";
import type { Vector } from "../sync/vector.ts";
import { takeBytes } from "./memory-store.ts";

interface Row {
  readonly record: SealedRecord;
  readonly sha256: Uint8Array;
}

type Rows = Map<string, Map<number, Row>>;

/** One vault's tables. `copy` is a backup. */
export class MemoryRelay implements RelayTables {
  private rows: Rows = new Map();
  private standing = new Map<string, Standing>();
  private burnt = new Map<string, number>();
  chain: Keyring | undefined;

  readonly standings = {
    get: (member: string): Standing | undefined => this.standing.get(member),
    all: (): ReadonlyMap<string, Standing> => this.standing,
    put: (member: string, standing: Standing): void => { this.standing.set(member, standing); },
  };

  readonly signatures: SignatureTable = {
    burn: (signature, timeMs) => {
      const name = signature.join();
      if (this.burnt.has(name)) return false;
      this.burnt.set(name, timeMs);
      return true;
    },
    sweep: (timeMs) => { for (const [name, atMs] of this.burnt) if (atMs < timeMs) this.burnt.delete(name); },
  };

  readonly records: RecordTable = {
    vector: () => Object.fromEntries([...this.rows].map(([writer, of]) => [writer, of.size] as const).filter(([, end]) => end > 0)),
    hashAt: (writer, seq) => this.rows.get(writer)?.get(seq)?.sha256,
    isErasedAt: (writer, seq) => this.rows.get(writer)?.get(seq)?.record.erasedHash !== undefined,
    read: (writer, fromSeq, maxBytes) => takeBytes(this.ofWriter(writer).filter(({ seq }) => seq >= fromSeq), maxBytes),
    insert: (record, sha256) => {
      const of = this.rows.get(record.writer) ?? new Map<number, Row>();
      this.rows.set(record.writer, of.set(record.seq, { record, sha256 }));
    },
    erase: ({ writer, seq }) => {
      const row = this.rows.get(writer)?.get(seq);
      if (row) this.rows.get(writer)?.set(seq, { ...row, record: { ...row.record, body: new Uint8Array(0), erasedHash: row.sha256 } });
    },
    refill: (record) => {
      const row = this.rows.get(record.writer)?.get(record.seq);
      if (row && isErased(row.record)) this.rows.get(record.writer)?.set(record.seq, { ...row, record });
    },
    hashes: (writer, upTo) => Array.from({ length: upTo }, (_, index) => this.rows.get(writer)?.get(index + 1)?.sha256 ?? new Uint8Array(32)),
    truncate: (writer, afterSeq) => { this.rows.set(writer, new Map([...(this.rows.get(writer) ?? [])].filter(([seq]) => seq <= afterSeq))); },
    erased: (): ErasedMark => this.all().reduce((mark, { erasedHash }) => (erasedHash ? extendMark(mark, erasedHash) : mark), emptyMark),
    readErased: (after, max) => this.all().filter((record) => isErased(record) && (after === undefined || isBehind(record, after))).slice(0, max),
    weight: () => pageBytesOf(this.all()),
  };

  keyring(): Keyring | undefined {
    return this.chain;
  }

  keepKeyring(keyring: Keyring): void {
    this.chain = keyring;
  }

  /** The rules refuse before they change anything, so there is nothing to take back. */
  transaction<Value>(work: () => Value): Value {
    return work();
  }

  vector(): Vector {
    return this.records.vector();
  }

  /** Everything held, writer by writer. */
  all(): readonly SealedRecord[] {
    return [...this.rows.keys()].toSorted().flatMap((writer) => this.ofWriter(writer));
  }

  /** Puts other bytes in a held record's place, as a failing disk or a lying relay does. */
  damage(record: SealedRecord): void {
    const row = this.rows.get(record.writer)?.get(record.seq);
    if (row) this.rows.get(record.writer)?.set(record.seq, { ...row, record });
  }

  copy(): MemoryRelay {
    const copy = new MemoryRelay();
    copy.rows = new Map([...this.rows].map(([writer, of]) => [writer, new Map(of)]));
    copy.standing = new Map(this.standing);
    copy.burnt = new Map(this.burnt);
    copy.chain = this.chain;
    return copy;
  }

  private ofWriter(writer: string): SealedRecord[] {
    return [...(this.rows.get(writer) ?? [])].toSorted(([a], [b]) => a - b).map(([, { record }]) => record);
  }
}

const isBehind = (a: Address, b: Address): boolean => (a.writer === b.writer ? a.seq > b.seq : a.writer > b.writer);
