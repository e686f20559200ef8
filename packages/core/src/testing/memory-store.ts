/**
 * A device's tables in memory, for tests and for the simulator: what is committed outlives its device, a
 * transaction that fails leaves nothing, and levers do what failing disks do.
 */
import { isErased, type Address, type SealedRecord } from "../vault/record.ts";
import { pageBytesOf } from "../sync/relay-rules.ts";
import type { DamagedRows, NamedBy, NamedRows, RecordRows, StateRows, StoredRecord, StoreState, StoreTables, StoreTransaction } from "../store/tables.ts";

type ByAddress<Row> = Map<string, Map<number, Row>>;

interface Rows {
  readonly records: ByAddress<StoredRecord>;
  readonly damaged: ByAddress<SealedRecord>;
  readonly named: ByAddress<NamedBy>;
  readonly state: Map<string, unknown>;
}

const copyOf = <Row>(rows: ByAddress<Row>): ByAddress<Row> => new Map([...rows].map(([writer, of]) => [writer, new Map(of)]));

/** Tables that forget with the process. */
export class MemoryStore implements StoreTables {
  /** True while the disk has no room: every write fails. */
  isFull = false;
  private rows: Rows = { records: new Map(), damaged: new Map(), named: new Map(), state: new Map() };
  private turn: Promise<unknown> = Promise.resolve();

  readonly reading = <Value>(work: (transaction: StoreTransaction) => Promise<Value>): Promise<Value> => this.inTurn(() => work(over(this.rows, unchanged)));

  readonly writing = <Value>(work: (transaction: StoreTransaction) => Promise<Value>): Promise<Value> => this.inTurn(async () => {
    const undo: (() => void)[] = [];
    try {
      const value = await work(over(this.rows, (back) => { undo.push(back); }));
      if (this.isFull && undo.length > 0) throw new Error("This device has no room left for Kith.");
      return value;
    } catch (error) {
      for (const back of undo.toReversed()) back();
      throw error;
    }
  });

  /** A backup, or what a clone starts from. */
  copy(): MemoryStore {
    const { records, damaged, named, state } = this.rows;
    const copy = new MemoryStore();
    copy.rows = { records: copyOf(records), damaged: copyOf(damaged), named: copyOf(named), state: new Map(state) };
    return copy;
  }

  /** Everything held, behind holes too, writer by writer. */
  all(): readonly StoredRecord[] {
    return [...this.rows.records.keys()].toSorted().flatMap((writer) => ofWriter(this.rows.records, writer));
  }

  state<Name extends keyof StoreState>(name: Name): StoreState[Name] | undefined {
    return this.rows.state.get(name) as StoreState[Name] | undefined;
  }

  /** Loses a record, as a failing disk does. */
  lose({ writer, seq }: Address): void {
    this.rows.records.get(writer)?.delete(seq);
  }

  /** Puts other bytes in a held record's place, as a failing disk does. */
  damage(record: SealedRecord): void {
    if (this.rows.records.get(record.writer)?.has(record.seq)) this.rows.records.get(record.writer)?.set(record.seq, record);
  }

  /** One transaction at a time. */
  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.turn.then(work, work);
    this.turn = next.catch(() => undefined);
    return next;
  }
}

type Note = (back: () => void) => void;

const unchanged: Note = () => { throw new Error("a transaction that reads doesn't write"); };

function over({ records, damaged, named, state }: Rows, note: Note): StoreTransaction {
  return { records: recordRows(records, note), damaged: damagedRows(damaged, note), named: namedRows(named, note), state: stateRows(state, note) };
}

function put<Row>({ rows, note }: { readonly rows: ByAddress<Row>; readonly note: Note }, { writer, seq }: Address, row: Row | undefined): void {
  const of = rows.get(writer) ?? new Map<number, Row>();
  const before = of.get(seq);
  note(() => { if (before === undefined) of.delete(seq); else of.set(seq, before); });
  rows.set(writer, of);
  if (row === undefined) of.delete(seq);
  else of.set(seq, row);
}

const inOrder = (a: Address, b: Address): number => (a.writer === b.writer ? a.seq - b.seq : a.writer < b.writer ? -1 : 1);
const ofWriter = <Row>(rows: ByAddress<Row>, writer: string): Row[] => [...(rows.get(writer) ?? [])].toSorted(([a], [b]) => a - b).map(([, row]) => row);
function lastOf(rows: ByAddress<unknown>, writer: string): number {
  let last = 0;
  for (const seq of rows.get(writer)?.keys() ?? []) if (seq > last) last = seq;
  return last;
}

/** The records of one writer from `fromSeq` to `toSeq` that weigh at most `maxBytes`, and at least one. */
function pageFrom(rows: ReadonlyMap<number, StoredRecord>, { fromSeq, toSeq }: { readonly fromSeq: number; readonly toSeq: number }, maxBytes: number): StoredRecord[] {
  const page: StoredRecord[] = [];
  let bytes = 0;
  for (let seq = fromSeq; seq <= toSeq; seq += 1) {
    const record = rows.get(seq);
    if (record === undefined) continue;
    bytes += pageBytesOf([record]);
    if (page.length > 0 && bytes > maxBytes) break;
    page.push(record);
  }
  return page;
}

const addressesOf = (rows: ByAddress<unknown>): Address[] => [...rows].flatMap(([writer, of]) => Array.from(of.keys(), (seq) => ({ writer, seq }))).toSorted(inOrder);

const isClaimed = ({ claimed }: StoredRecord): boolean => claimed === 1;

function recordRows(rows: ByAddress<StoredRecord>, note: Note): RecordRows {
  const every = (is: (record: StoredRecord) => boolean): StoredRecord[] => [...rows.values()].flatMap((of) => [...of.values()].filter(is)).toSorted(inOrder);
  const page = (is: (record: StoredRecord) => boolean, after: Address | undefined, max: number): StoredRecord[] =>
    every((record) => is(record) && (after === undefined || inOrder(record, after) > 0)).slice(0, max);
  return {
    get: async ({ writer, seq }) => rows.get(writer)?.get(seq),
    put: async (record) => { put({ rows, note }, record, record); },
    delete: async (address) => { put({ rows, note }, address, undefined); },
    lastSeq: async (writer) => lastOf(rows, writer),
    ends: async () => new Map([...rows.keys()].flatMap((writer) => (lastOf(rows, writer) === 0 ? [] : [[writer, lastOf(rows, writer)] as const]))),
    count: async (writer, fromSeq, toSeq) => ofWriter(rows, writer).filter(({ seq }) => seq >= fromSeq && seq <= toSeq).length,
    page: async ({ writer, fromSeq, toSeq = lastOf(rows, writer) }, maxBytes) => pageFrom(rows.get(writer) ?? new Map(), { fromSeq, toSeq: Math.min(toSeq, lastOf(rows, writer)) }, maxBytes),
    countErased: async () => every(isErased).length,
    countClaimed: async () => every(isClaimed).length,
    erased: async (after, max) => page(isErased, after, max),
    claimed: async (after, max) => page(isClaimed, after, max),
  };
}

const damagedRows = (rows: ByAddress<SealedRecord>, note: Note): DamagedRows => ({
  get: async ({ writer, seq }) => rows.get(writer)?.get(seq),
  put: async (record) => { put({ rows, note }, record, record); },
  delete: async (address) => { put({ rows, note }, address, undefined); },
  lastSeq: async (writer) => lastOf(rows, writer),
  addresses: async () => addressesOf(rows),
});

const namedRows = (rows: ByAddress<NamedBy>, note: Note): NamedRows => ({
  get: async ({ writer, seq }) => rows.get(writer)?.get(seq),
  put: async (address, by) => { put({ rows, note }, address, by); },
  delete: async (address) => { put({ rows, note }, address, undefined); },
  lists: async () => [...new Map([...rows.values()].flatMap((of) => Array.from(of.values(), ({ list }) => [`${list.writer} ${list.seq}`, list] as const))).values()],
  of: async (list) => addressesOf(rows).filter(({ writer, seq }) => {
    const by = rows.get(writer)?.get(seq);
    return by?.list.writer === list.writer && by.list.seq === list.seq;
  }),
});

function stateRows(rows: Map<string, unknown>, note: Note): StateRows {
  const set = (name: string, value: unknown): void => {
    const before = rows.get(name);
    note(() => { if (before === undefined) rows.delete(name); else rows.set(name, before); });
    if (value === undefined) rows.delete(name);
    else rows.set(name, value);
  };
  return {
    get: async (name) => rows.get(name) as never,
    put: async (name, value) => { set(name, value); },
    delete: async (name) => { set(name, undefined); },
  };
}

/** The first records that weigh at most `maxBytes`, and at least one. */
export function takeBytes<Row extends SealedRecord>(records: readonly Row[], maxBytes: number): Row[] {
  let bytes = 0;
  const end = records.findIndex((record, index) => {
    bytes += pageBytesOf([record]);
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? [...records] : records.slice(0, end);
}
