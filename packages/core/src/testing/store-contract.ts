/**
 * What every store of records keeps to, whatever it is made of: the cases, and how to hold a store to
 * them. The same file runs in Node, in workerd and in the browser, so it brings its own comparison.
 */
import { bytesToBase64url } from "../prelude/bytes.ts";
import { pageBytesOf } from "../sync/relay-rules.ts";
import type { Vector } from "../sync/vector.ts";
import { eraseRecord, maxBodyBytes, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import type { DeviceStore } from "../store/device-store.ts";
import { plainRecord } from "./plain-record.ts";
import { idOf } from "./simulated-id.ts";

/** A store as the cases see it; each adapter says how its own store does these. */
export interface ContractStore {
  vector(): Promise<Vector>;
  read(writer: string, fromSeq: number, maxBytes: number): Promise<readonly SealedRecord[]>;
  /** Keeps what it can; resolves after the commit with the addresses held with other content. */
  accept(records: readonly SealedRecord[]): Promise<readonly Address[]>;
  /** Appends new records with these bodies at the next seqs. */
  append(writer: string, bodies: readonly Uint8Array[]): Promise<void>;
  /** As `append`, in one batch that fails at its last body: rejects. */
  appendBroken(writer: string, bodies: readonly Uint8Array[]): Promise<void>;
  /** Empties these for good, by the store's own rules: a list of a member names them. */
  erase(addresses: readonly Address[]): Promise<void>;
  erasedCount(): Promise<number>;
  readErased(after: Address | undefined, max: number): Promise<readonly SealedRecord[]>;
  /** Loses a record behind the store's back, as a failing disk does; seen after `reopen`. */
  lose(address: Address): Promise<void>;
  setAside(address: Address): Promise<boolean>;
  damagedCount(): Promise<number>;
  /** The same records as the next process finds them. */
  reopen(): Promise<ContractStore>;
}

/** One rule of the contract. `title` begins with its number in brackets. */
export interface StoreCase {
  readonly title: string;
  /** Rejects where the store, which is empty and of `contractVault`, doesn't keep to it. */
  readonly run: (store: ContractStore) => Promise<void>;
}

/** The vault all cases play in. */
export const contractVault = idOf("contract");
const [a, b] = [idOf("a"), idOf("b")];
const everyByte = 100_000_000;
const text = (length: number): Uint8Array => new Uint8Array(length).fill(65);
const chain = (writer: string, count: number): SealedRecord[] => Array.from({ length: count }, (_, index) => plainRecord(writer, index + 1));
const seqsOf = (records: readonly SealedRecord[]): number[] => records.map(({ seq }) => seq);

/** Rejects with both sides where they differ; bytes are compared as text. */
function same(actual: unknown, expected: unknown): void {
  const [seen, wanted] = [inText(actual), inText(expected)];
  if (seen !== wanted) throw new Error(`expected ${wanted.slice(0, 400)} but saw ${seen.slice(0, 400)}`);
}

const inText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? bytesToBase64url(part) : isPlain(part) ? Object.fromEntries(Object.entries(part).toSorted(([x], [y]) => (x < y ? -1 : 1))) : part));

const isPlain = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every case; a store that can't be asked one is let off it in writing. */
export const storeCases: readonly StoreCase[] = [
  {
    title: "[ST1] appending gives 1, 2, 3 without holes, and goes on there after reopening",
    run: async (store) => {
      await store.append(a, [text(1)]);
      await store.append(a, [text(2)]);
      const again = await store.reopen();
      await again.append(a, [text(3)]);
      same((await again.read(a, 1, everyByte)).map(({ seq, body }) => [seq, body.length]), [[1, 1], [2, 2], [3, 3]]);
      same(await again.vector(), { [a]: 3 });
    },
  },
  {
    title: "[ST2] pages come in order, from where they are asked, within their bytes, and with at least one record",
    run: async (store) => {
      const records = chain(a, 5).map((record) => ({ ...record, body: text(400) }));
      await store.accept(records);
      same(await store.read(a, 1, everyByte), records);
      same(seqsOf(await store.read(a, 2, 1200)), [2, 3, 4]);
      same(seqsOf(await store.read(a, 2, 1199)), [2, 3]);
      same(seqsOf(await store.read(a, 5, 1)), [5]);
      same(await store.read(a, 6, everyByte), []);
      same(await store.read(b, 1, everyByte), []);
    },
  },
  {
    title: "[ST3] the same record again changes nothing",
    run: async (store) => {
      const records = chain(a, 3);
      same(await store.accept(records), []);
      same(await store.accept(records.slice(1)), []);
      same(await store.read(a, 1, everyByte), records);
      same(await store.vector(), { [a]: 3 });
    },
  },
  {
    title: "[ST4] other content at a held address is a conflict: nothing is overwritten, and the rest of the batch is kept",
    run: async (store) => {
      await store.accept(chain(a, 2));
      same(await store.accept([plainRecord(a, 2, "other"), plainRecord(b, 1)]), [{ writer: a, seq: 2 }]);
      same(await store.accept([{ ...plainRecord(a, 1), epoch: 2 }]), [{ writer: a, seq: 1 }]);
      same([await store.read(a, 1, everyByte), await store.vector()], [chain(a, 2), { [a]: 2, [b]: 1 }]);
    },
  },
  {
    title: "[ST5] a batch is all or nothing",
    run: async (store) => {
      await store.append(a, [text(1)]);
      const failed = await store.appendBroken(a, [text(2), text(3), text(4)]).then(() => false, () => true);
      same(failed, true);
      same(await store.vector(), { [a]: 1 });
      const again = await store.reopen();
      same(await again.vector(), { [a]: 1 });
      await again.append(a, [text(5)]);
      same((await again.read(a, 1, everyByte)).map(({ body }) => body.length), [1, 5]);
    },
  },
  {
    title: "[ST6] after reopening, everything acknowledged is there, byte for byte",
    run: async (store) => {
      const bodies = chain(a, 20).map(({ body }) => body);
      await store.append(a, bodies);
      const again = await store.reopen();
      same([await again.vector(), (await again.read(a, 1, everyByte)).map(({ body }) => body)], [{ [a]: 20 }, bodies]);
    },
  },
  {
    title: "[ST7] erasing empties the body, keeps address, epoch and hash, leaves no hole, and lasts",
    run: async (store) => {
      const [one, two, three] = [plainRecord(a, 1), plainRecord(a, 2), plainRecord(a, 3)];
      await store.accept([one, two, three]);
      await store.erase([{ writer: a, seq: 2 }]);
      same(await store.erasedCount(), 1);
      const again = await store.reopen();
      same([await again.vector(), await again.erasedCount()], [{ [a]: 3 }, 1]);
      const held = await again.read(a, 1, everyByte);
      same(held, [one, eraseRecord(contractVault, two), three]);
      same(held[1] && recordHash(contractVault, held[1]), recordHash(contractVault, two));
    },
  },
  {
    title: "[ST8] what a list names is never filled again, also where it arrives later; an erasure with another hash is a conflict",
    run: async (store) => {
      const [one, two] = [plainRecord(a, 1), plainRecord(a, 2)];
      await store.accept([one, two]);
      const forged = eraseRecord(contractVault, plainRecord(a, 1, "other"));
      same(await store.accept([forged]), [{ writer: a, seq: 1 }]);
      await store.erase([{ writer: a, seq: 2 }, { writer: b, seq: 1 }]);
      same(await store.accept([two, plainRecord(b, 1)]), []);
      same([await store.read(a, 1, everyByte), await store.read(b, 1, everyByte)], [[one, eraseRecord(contractVault, two)], [eraseRecord(contractVault, plainRecord(b, 1))]]);
    },
  },
  {
    title: "[ST9] the vector is what is held without holes: it stops before a lost record, and filling the hole restores it",
    run: async (store) => {
      const records = chain(a, 40);
      await store.accept([...records, ...chain(b, 2)]);
      for (const seq of [7, 8, 30]) await store.lose({ writer: a, seq });
      const again = await store.reopen();
      same(await again.vector(), { [a]: 6, [b]: 2 });
      await again.accept(records.slice(6, 29));
      same(await again.vector(), { [a]: 29, [b]: 2 });
      await again.accept(records.slice(29));
      same([await again.vector(), await again.read(a, 1, everyByte)], [{ [a]: 40, [b]: 2 }, records]);
      await again.lose({ writer: b, seq: 1 });
      same(await (await again.reopen()).vector(), { [a]: 40 });
    },
  },
  {
    title: "[ST10] names such as __proto__ are names like any other",
    run: async (store) => {
      for (const name of ["__proto__", "constructor", "toString"]) same(await store.read(name, 1, everyByte), []);
      same(Object.keys(await store.vector()), []);
      const likeIt = "__proto__AAAAAAAAAAAAA";
      await store.accept(chain(likeIt, 2));
      same([await store.vector(), seqsOf(await store.read(likeIt, 1, everyByte))], [{ [likeIt]: 2 }, [1, 2]]);
    },
  },
  {
    title: "[ST11] bodies as large as any record's come back whole",
    run: async (store) => {
      const bodies = [1, 2, 3].map((seed) => Uint8Array.from({ length: maxBodyBytes }, (_, index) => (index * 31 + seed) & 255));
      await store.append(a, bodies);
      const again = await store.reopen();
      same((await again.read(a, 1, everyByte)).map(({ body }) => body), bodies);
      same(seqsOf(await again.read(a, 1, 1_000_000)), [1, 2, 3]);
      same(seqsOf(await again.read(a, 1, 2 * maxBodyBytes)), [1, 2]);
    },
  },
  {
    title: "[ST12] ten thousand small records are paged through without gap or repetition",
    run: async (store) => {
      const bodies = chain(a, 10_000).map(({ body }) => body);
      for (let from = 0; from < bodies.length; from += 1000) await store.append(a, bodies.slice(from, from + 1000));
      same(await store.vector(), { [a]: 10_000 });
      for (let seq = 1; seq <= 10_000; ) {
        const page = await store.read(a, seq, 500_000);
        same(page.length > 0 && pageBytesOf(page) <= 500_000, true);
        for (const record of page) {
          same([record.seq, record.body], [seq, bodies[seq - 1]]);
          seq += 1;
        }
      }
    },
  },
  {
    title: "[ST13] a record set aside is a hole until another comes in its place; the very same bytes stay, unreadable",
    run: async (store) => {
      const [one, two, three] = [plainRecord(a, 1), plainRecord(a, 2), plainRecord(a, 3)];
      const damaged = { ...two, body: two.body.map((byte) => byte ^ 1) };
      await store.accept([one, damaged, three]);
      same([await store.setAside({ writer: a, seq: 2 }), await store.setAside({ writer: a, seq: 9 })], [true, false]);
      same([await store.vector(), await store.damagedCount(), seqsOf(await store.read(a, 1, everyByte))], [{ [a]: 1 }, 1, [1, 3]]);
      same(await store.setAside({ writer: a, seq: 3 }), true);
      const again = await store.reopen();
      same([await again.vector(), await again.damagedCount()], [{ [a]: 1 }, 2]);
      same(await again.accept([two, three]), []);
      same([await again.vector(), await again.damagedCount(), await again.read(a, 1, everyByte)], [{ [a]: 3 }, 1, [one, two, three]]);
      same([await again.setAside({ writer: a, seq: 3 }), await again.vector(), await again.damagedCount()], [false, { [a]: 3 }, 1]);
    },
  },
  {
    title: "[ST15] appending goes on behind what was set aside: no seq is ever used twice",
    run: async (store) => {
      await store.append(a, [text(1), text(2)]);
      await store.setAside({ writer: a, seq: 2 });
      const again = await store.reopen();
      await again.append(a, [text(3)]);
      same([await again.vector(), (await again.read(a, 1, everyByte)).map(({ seq, body }) => [seq, body.length])], [{ [a]: 1 }, [[1, 1], [3, 3]]]);
    },
  },
  {
    title: "[ST36] what was counted as held and set aside since is a hole, even where the damaged copy was forgotten before anybody asked",
    run: async (store) => {
      await store.accept(chain(a, 3));
      same(await store.vector(), { [a]: 3 });
      await store.setAside({ writer: a, seq: 2 });
      await store.erase([{ writer: a, seq: 2 }]);
      same([await store.vector(), await store.damagedCount()], [{ [a]: 1 }, 0]);
    },
  },
  {
    title: "[ST37] a claim of an erasure that differs from the one held keeps nothing out that stands behind it",
    run: async (store) => {
      const [one, two, three] = [plainRecord(a, 1), plainRecord(a, 2), plainRecord(a, 3)];
      const forged = { ...eraseRecord(contractVault, two), erasedHash: new Uint8Array(32).fill(7) };
      await store.accept([one, forged, eraseRecord(contractVault, three)]);
      same(await store.accept([eraseRecord(contractVault, two), three]), []);
      same(await store.read(a, 3, everyByte), [three]);
    },
  },
  {
    title: "[ST14] erased records are read in pages by address",
    run: async (store) => {
      const records = [...chain(a, 4), ...chain(b, 2)].toSorted((x, y) => (x.writer === y.writer ? x.seq - y.seq : x.writer < y.writer ? -1 : 1));
      await store.accept(records);
      await store.erase(records);
      const pages: SealedRecord[][] = [];
      for (let after: Address | undefined; ; ) {
        const page = [...(await store.readErased(after, 4))];
        pages.push(page);
        after = page.at(-1);
        if (after === undefined) break;
      }
      same(pages, [records.slice(0, 4), records.slice(4), []].map((page) => page.map((record) => eraseRecord(contractVault, record))));
    },
  },
];

const seal = (writer: string, seq: number, body: Uint8Array | undefined): SealedRecord => ({ writer, seq, epoch: 1, body: body ?? new Uint8Array() });

/** A device's store over its tables, and what a failing disk does to it. */
export const contractOf = (store: DeviceStore, levers: Pick<ContractStore, "lose" | "reopen">): ContractStore => {
  return {
    ...levers,
    vector: store.vector,
    read: store.read,
    accept: (records) => store.accept(records, () => false),
    append: async (writer, bodies) => void (await store.append({ writer, count: bodies.length, sealAt: (index, seq) => seal(writer, seq, bodies[index]) })),
    appendBroken: async (writer, bodies) => void (await store.append({
      writer, count: bodies.length,
      sealAt: (index, seq) => {
        if (index === bodies.length - 1) throw new Error("sealing failed");
        return seal(writer, seq, bodies[index]);
      },
    })),
    erase: async (names) => void (await store.name([{ list: { writer: idOf("list"), seq: 1 }, names }])),
    erasedCount: async () => (await store.holdings()).erased.count,
    readErased: async (after, max) => {
      const records: SealedRecord[] = [];
      for (const writer of Object.keys(await store.tops()).toSorted()) {
        const of = await store.read(writer, 1, everyByte);
        records.push(...of.filter((record) => record.erasedHash && (after === undefined || writer > after.writer || (writer === after.writer && record.seq > after.seq))));
      }
      return records.slice(0, max);
    },
    setAside: store.setAside,
    damagedCount: store.damagedCount,
  };
};

/** What runs the cases: a test runner's `test`, and where to say which cases a store is let off. */
export interface ContractRunner {
  readonly test: (title: string, run: () => Promise<void>) => void;
  readonly say: (line: string) => void;
  /** Rule number to reason, for cases this store can't be asked. */
  readonly skips?: Readonly<Record<string, string>>;
}

const ruleOf = ({ title }: StoreCase): string => title.slice(1, title.indexOf("]"));

/** Holds a store to every case but those it is let off; `open` gives a new, empty one. */
export function storeContract(name: string, open: () => Promise<ContractStore>, { test, say, skips = {} }: ContractRunner): void {
  const unknown = Object.keys(skips).filter((rule) => !storeCases.some((one) => ruleOf(one) === rule));
  if (unknown.length > 0) throw new Error(`no such cases: ${unknown.join(", ")}`);
  for (const [rule, reason] of Object.entries(skips)) say(`${name} isn't asked ${rule}: ${reason}\n`);
  for (const one of storeCases.filter((each) => !Object.hasOwn(skips, ruleOf(each)))) test(`${one.title} (${name})`, async () => one.run(await open()));
}
