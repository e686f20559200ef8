/** What a store holds: how far each writer's records go without holes, and what is erased. */
import { emptyMark, extendMark, type ErasedMark } from "../vault/erased-mark.ts";
import type { Address } from "../vault/record.ts";
import type { StoreTables } from "./tables.ts";

/** Records counted in one transaction: what a write at the same time may have to wait for. */
const countedAtOnce = 2000;
const erasedAtOnce = 2000;

export interface HoldingsReader {
  /** Last seq held without holes, by writer. */
  readonly vector: () => Promise<Record<string, number>>;
  /** Everything of a device that an exchange starts from. */
  readonly read: () => Promise<StoreHoldings>;
  /** Records were replaced or removed: what was counted is counted again. */
  readonly recount: () => void;
  /** Records came that are erased: as many may be others than before. */
  readonly recountErased: () => void;
  /** A record was set aside: its writer's records are whole up to it at most. */
  readonly noteHole: (address: Address) => void;
}

/** What an exchange is told of a store. */
export interface StoreHoldings {
  readonly have: Record<string, number>;
  /** The highest seq held by writer, holes or not; read together with `have`. */
  readonly tops: Record<string, number>;
  /** All that is held erased, claims too. */
  readonly erased: ErasedMark;
  /** How many of these are only claimed. */
  readonly claimed: number;
}

/**
 * Reads holdings, counting once what doesn't change: only what was appended since is counted again, and what
 * was set aside. A record that was set aside may be forgotten for good a moment later, so that no row tells of
 * the hole: it is noted when it comes to be. Callers take turns, so that the first count (6 to 15 ms per 1 000
 * records) is made once.
 */
export function createHoldingsReader(tables: StoreTables): HoldingsReader {
  const wholeByWriter = new Map<string, number>();
  let mark: ErasedMark | undefined;
  let claims = 0;
  const vectorOf = async (ends: ReadonlyMap<string, number>): Promise<Record<string, number>> => {
    for (const [writer, end] of ends) {
      const from = Math.min(wholeByWriter.get(writer) ?? 0, end);
      wholeByWriter.set(writer, await wholeUpTo(tables, { writer, seq: from }, end));
    }
    return Object.fromEntries([...wholeByWriter].filter(([writer, end]) => end > 0 && ends.has(writer)));
  };
  // As many erased and claimed as before are the same as before, but for what `recountErased` is told of.
  const markOf = async (count: number, claimed: number): Promise<ErasedMark> => {
    if (mark?.count !== count || claims !== claimed) mark = count === 0 ? emptyMark : await readMark(tables);
    claims = claimed;
    return mark;
  };
  const read = async (): Promise<StoreHoldings> => {
    const { ends, erased, claimed } = await tables.reading(async ({ records }) => {
      const [found, erasedCount, claimedCount] = await Promise.all([records.ends(), records.countErased(), records.countClaimed()]);
      return { ends: found, erased: erasedCount, claimed: claimedCount };
    });
    const have = await vectorOf(ends);
    return { have, tops: Object.fromEntries(ends), erased: await markOf(erased, claimed), claimed };
  };
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Value | Promise<Value>): Promise<Value> => {
    const next = turn.then(work, work);
    turn = next;
    return next;
  };
  return {
    read: () => inTurn(read),
    vector: async () => (await inTurn(read)).have,
    // Each in its turn: a count that is under way read the rows before they changed.
    recountErased: () => { void inTurn(() => { mark = undefined; }); },
    noteHole: ({ writer, seq }) => {
      void inTurn(() => { wholeByWriter.set(writer, Math.min(wholeByWriter.get(writer) ?? 0, seq - 1)); });
    },
    recount: () => {
      void inTurn(() => {
        wholeByWriter.clear();
        mark = undefined;
      });
    },
  };
}

/** The last seq before the first hole; all up to `from` is known to be held. */
async function wholeUpTo(tables: StoreTables, { writer, seq: from }: Address, end: number): Promise<number> {
  const isWhole = async (first: number, last: number): Promise<boolean> =>
    (await tables.reading(({ records }) => records.count(writer, first, last))) === last - first + 1;
  let whole = from;
  for (let size = countedAtOnce; whole < end && size >= 1;) {
    const next = Math.min(end, whole + size);
    // A count that falls short has the hole in it: halve it until the hole is all there is.
    if (await isWhole(whole + 1, next)) whole = next;
    else size = Math.floor((next - whole) / 2);
  }
  return whole;
}

async function readMark(tables: StoreTables): Promise<ErasedMark> {
  let mark = emptyMark;
  for (let after: Address | undefined; ;) {
    const page = await tables.reading(({ records }) => records.erased(after, erasedAtOnce));
    for (const { erasedHash } of page) if (erasedHash) mark = extendMark(mark, erasedHash);
    after = page.at(-1);
    if (after === undefined) return mark;
  }
}
