/** The records one device holds: what it takes, what it believes erased, what it would tell and push (protocol.md, sections 2, 3.5, 3.6). */
import { base64, same } from "./bytes.ts";
import type { Chain } from "./keyring.ts";
import { erase, hashOf, isErased, markOf, openRecord, reachOf, readErasure, sealRecord, type Address, type Mark, type Reach, type SealedRecord, type Vector } from "./records.ts";

/** What opens and places records: changes as the keyring grows. */
export interface Ring { readonly chain: Chain; readonly epochKeys: ReadonlyMap<number, Uint8Array> }

const nameOf = ({ writer, seq }: Address): string => `${writer} ${seq}`;

export class Held {
  /** Every writer's records, the n-th at n - 1. */
  readonly #writers = new Map<string, SealedRecord[]>();
  /** What lists name: the address, and the hashes; undefined stands for any. */
  readonly #listed = new Map<string, (string | undefined)[]>();
  /** The keyring as this device knows it. */
  ring: Ring;
  constructor(ring: Ring) { this.ring = ring; }

  all(): readonly SealedRecord[] { return [...this.#writers.values()].flat(); }
  get(writer: string, seq: number): SealedRecord | undefined { return this.#writers.get(writer)?.[seq - 1]; }
  vector(): Vector { return Object.fromEntries([...this.#writers].filter(([, records]) => records.length > 0).map(([writer, records]) => [writer, records.length])); }
  line(): ReadonlyMap<string, Reach> { return new Map([...this.#writers].filter(([, records]) => records.length > 0).map(([writer, records]) => [writer, reachOf(records.map((record) => this.#hash(record)))])); }
  /** Of all that is erased here, claims too. */
  mark(): Mark { return markOf(this.all().filter(isErased).map((record) => this.#hash(record))); }
  /** Undefined where it is erased, or doesn't open. */
  payload(record: SealedRecord): Uint8Array | undefined {
    const key = this.ring.epochKeys.get(record.epoch);
    if (key === undefined || isErased(record)) return undefined;
    try { return openRecord(record, { vault: this.ring.chain.vault, key }); } catch { return undefined; }
  }
  /** A list that opened names it. */
  isProven(record: SealedRecord): boolean { return (this.#listed.get(nameOf(record)) ?? []).some((hash) => hash === undefined || hash === base64(this.#hash(record))); }
  /** Claims, and records that don't open: to be asked for again. */
  holes(): readonly SealedRecord[] { return this.all().filter((record) => (isErased(record) ? !this.isProven(record) : this.payload(record) === undefined)); }
  isAdmitted({ writer, seq, epoch }: SealedRecord): boolean {
    const { chain } = this.ring;
    return epoch === chain.epoch || seq <= (chain.lines.get(epoch)?.get(writer)?.seq ?? 0);
  }

  /** Keeps a record that came; false where it changes nothing. Throws where it can't be kept at all. */
  take(record: SealedRecord): boolean {
    const records = this.#writers.get(record.writer) ?? [];
    this.#writers.set(record.writer, records);
    const before = records[record.seq - 1];
    if (before && !this.#replaces(before, record)) return false;
    if (record.seq > records.length + 1) throw new Error(`${nameOf(record)} leaves a hole`);
    if (!this.isAdmitted(record)) throw new Error(`${nameOf(record)} stands above the line of its epoch`);
    const payload = this.payload(record);
    records[record.seq - 1] = this.isProven(record) ? erase(this.ring.chain.vault, record) : record;
    for (const [name, hash] of payload ? readErasure(payload) : []) this.#emptied(name, hash);
    this.#checkLines(record.writer, record.seq);
    return true;
  }
  #emptied(name: string, hash: string | undefined): void {
    this.#listed.set(name, [...(this.#listed.get(name) ?? []), hash]);
    const [writer = "", seq = ""] = name.split(" ");
    const record = this.get(writer, Number(seq));
    if (record && this.isProven(record)) this.#writers.get(writer)?.splice(record.seq - 1, 1, erase(this.ring.chain.vault, record));
  }
  /** A hole is filled by whatever opens; below a line only by what was there. */
  #replaces(before: SealedRecord, record: SealedRecord): boolean {
    const isBelow = [...this.ring.chain.lines.values()].some((line) => before.seq <= (line.get(before.writer)?.seq ?? 0));
    return this.holes().includes(before) && this.payload(record) !== undefined && (!isBelow || same(this.#hash(before), this.#hash(record)));
  }
  #checkLines(writer: string, seq: number): void {
    for (const line of this.ring.chain.lines.values()) {
      const reach = line.get(writer);
      if (reach?.seq !== seq) continue;
      const own = reachOf((this.#writers.get(writer) ?? []).slice(0, seq).map((record) => this.#hash(record)));
      if (!same(own.chain, reach.chain)) throw new Error(`${writer} comes to a line by other records`);
    }
  }
  #hash(record: SealedRecord): Uint8Array { return hashOf(this.ring.chain.vault, record); }

  /** Seals a payload as the writer's next record under the newest epoch. */
  write(writer: string, payload: Uint8Array): SealedRecord {
    const { chain: { vault, epoch }, epochKeys } = this.ring;
    const key = epochKeys.get(epoch);
    if (!key) throw new Error(`no key of epoch ${epoch} is here`);
    const record = sealRecord(payload, { writer, seq: (this.vector()[writer] ?? 0) + 1, epoch }, { vault, key });
    this.take(record);
    return record;
  }
  /** Takes a grown keyring. What it admits no longer is dropped, and what that said written again as `writer`'s. */
  follow(ring: Ring, writer: string): void {
    this.ring = ring;
    const dropped = this.all().filter((record) => !this.isAdmitted(record));
    const payloads = dropped.map((record) => this.payload(record));
    for (const { writer: of } of dropped) this.#writers.set(of, (this.#writers.get(of) ?? []).filter((record) => this.isAdmitted(record)));
    for (const payload of payloads) if (payload) this.write(writer, payload);
  }
}
