/** One device of a vault: runs of sync, removing a device, erasing (protocol.md, section 6). A clone only notices that it is one. */
import { same } from "./bytes.ts";
import { keysOf, newId, random, type Keys } from "./crypto.ts";
import { addEntry, openEpochs, writeEntry, type Newcomer } from "./entries.ts";
import type { Page, SignedEntry } from "./frames.ts";
import { Held } from "./held.ts";
import { openChain, type Chain } from "./keyring.ts";
import { byAddress, hashOf, isErased, sameMark, writeErasure, writeLine, type Address, type SealedRecord, type Vector } from "./records.ts";
import { Refusal, relayOf, type Relay } from "./relay.ts";

/** A device's own: its id, its keys. */
export interface Device { readonly id: string; readonly keys: Keys }

export const newDevice = (): Device => ({ id: newId(), keys: keysOf(random(32)) });

/** What the records of one push may weigh; each weighs as its body, and 168 bytes at least. */
const pushBytes = 1_000_000;
const weightOf = (records: readonly SealedRecord[]): number => records.reduce((sum, { body }) => sum + Math.max(168, body.length), 0);

export class Client {
  readonly device: Device;
  readonly relay: Relay;
  readonly held: Held;
  readonly writer = newId();

  constructor(origin: string, device: Device, chain: Chain) {
    this.device = device;
    this.held = new Held({ chain, epochKeys: openEpochs(chain, device.id, device.keys) });
    this.relay = relayOf({ origin, vault: chain.vault, member: device.id, keys: device.keys });
  }
  get chain(): Chain { return this.held.ring.chain; }
  payloads(): readonly Uint8Array[] { return this.held.all().flatMap((record) => this.held.payload(record) ?? []); }
  write(payload: Uint8Array): SealedRecord { return this.held.write(this.writer, payload); }

  /** Runs until both sides hold the same. Throws a Refusal, or where one of the two lies. */
  async sync(): Promise<void> {
    let page: Page = await this.#pull();
    for (;;) {
      await this.#levelKeyring(page);
      this.#checkOwn(page);
      const kept = page.records.filter((record) => this.held.take(record)).length;
      const lacking = this.#lackedBy(page.vector);
      const before = page.vector;
      if (lacking.length > 0) {
        page = await this.relay.push({ have: this.held.vector(), writer: this.writer, records: lacking });
        if (JSON.stringify(page.vector) === JSON.stringify(before)) throw new Error("a push moved nothing");
      } else if (kept > 0) {
        page = await this.#pull();
      } else break;
    }
    if (Object.entries(page.vector).some(([writer, seq]) => seq > (this.held.vector()[writer] ?? 0))) throw new Error("the relay keeps back what it says it has");
    if (!sameMark(page.erased, this.held.mark())) await this.#levelErased();
  }
  #pull(): Promise<Page> { return this.relay.pull(this.held.vector(), this.writer); }

  /** What the relay lacks, up to a page, each writer's up to its first claim. */
  #lackedBy(vector: Vector): readonly SealedRecord[] {
    const [holes, lacking] = [new Set(this.held.holes()), [] as SealedRecord[]];
    const stuck = new Set<string>();
    let weight = 0;
    for (const record of this.held.all()) {
      if (record.seq <= (vector[record.writer] ?? 0) || stuck.has(record.writer)) continue;
      weight += weightOf([record]);
      if (holes.has(record) || weight > pushBytes) stuck.add(record.writer);
      else lacking.push(record);
    }
    return lacking;
  }
  /** 6.4: another store writes as this writer. */
  #checkOwn({ own }: Page): void {
    const record = own && this.held.get(this.writer, own.seq);
    if (own && record && !same(own.hash, hashOf(this.chain.vault, record))) throw new Error("this store is a clone");
  }
  /** 3.7, and a relay put back is brought what it lacks. */
  async #levelKeyring({ keyring }: Pick<Page, "keyring">): Promise<void> {
    if (same(keyring.head, this.chain.head)) return;
    const theirs = await this.relay.keyring();
    const { entries } = this.chain;
    const common = Math.min(entries.length, theirs.length);
    if (entries.slice(0, common).some((entry, index) => !same(entry.bytes, theirs[index]?.bytes ?? new Uint8Array()))) throw new Error("the relay's keyring isn't this device's");
    if (theirs.length > common) return this.#follow(theirs);
    for (let next = common; next < entries.length; next += 1) await this.#append(entries.slice(0, next), entries[next], true);
  }
  async #append(before: readonly SignedEntry[], entry: SignedEntry | undefined, isSettled: boolean): Promise<void> {
    if (entry) await this.relay.append(openChain(before, this.chain.vault).head, entry, isSettled);
  }
  #follow(entries: readonly SignedEntry[]): void {
    const chain = openChain(entries, this.chain.vault);
    // A chain whose epochs don't open here is not kept: this throws before anything is.
    this.held.follow({ chain, epochKeys: openEpochs(chain, this.device.id, this.device.keys) }, this.writer);
  }

  /** 6.8: claims are asked for again, erasures passed on, bodies given back. */
  async #levelErased(): Promise<void> {
    const holes = this.held.holes();
    if (holes.length > 0) for (const record of await this.relay.fetch(holes.slice(0, 1000))) this.held.take(record);
    await this.#pushAll(this.held.all().filter((record) => isErased(record) && this.held.isProven(record)));
    for (let after: Address | undefined; ;) {
      const claimed = await this.relay.erased(after);
      after = claimed.at(-1);
      if (after === undefined) return;
      await this.#pushAll(claimed.flatMap(({ writer, seq }) => this.held.get(writer, seq) ?? []).filter((record) => !isErased(record) && !this.held.isProven(record)));
    }
  }
  /** In ascending order, as many at once as a push takes. */
  async #pushAll(records: readonly SealedRecord[]): Promise<void> {
    let page: SealedRecord[] = [];
    const push = () => this.relay.push({ have: this.held.vector(), writer: this.writer, records: page });
    for (const record of records.toSorted(byAddress)) {
      if (weightOf([...page, record]) > pushBytes) {
        await push();
        page = [];
      }
      page.push(record);
    }
    if (page.length > 0) await push();
  }

  /** Lists records as erased, which empties them here; the next run passes it on. */
  erase(addresses: readonly Address[]): void {
    this.write(writeErasure(this.chain.vault, addresses.flatMap(({ writer, seq }) => this.held.get(writer, seq) ?? [])));
  }

  /** Lets a device in; gives the head that holds it. */
  async add(newcomer: Newcomer): Promise<Uint8Array> {
    await this.sync();
    const { chain, epochKeys } = this.held.ring;
    const entry = addEntry(chain, { member: this.device.id, keys: this.device.keys, epochKeys }, newcomer);
    await this.relay.append(chain.head, entry);
    this.#follow([...chain.entries, entry]);
    return this.chain.head;
  }

  /** 6.5: draws the line at what both hold; again where something came in between. */
  async remove(deviceId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.sync();
      const { chain, epochKeys } = this.held.ring;
      const epoch = chain.epoch + 1;
      const entry = writeEntry(chain, { author: this.device.id, keys: this.device.keys, epochKeys: new Map([...epochKeys, [epoch, random(32)]]), type: "removeDevice", deviceId, epoch, line: writeLine(this.held.line()) });
      try {
        await this.relay.append(chain.head, entry);
        return this.#follow([...chain.entries, entry]);
      } catch (error) {
        if (attempt === 4 || !(error instanceof Refusal) || !["headMoved", "lineAhead", "lineBehind"].includes(error.code)) throw error;
      }
    }
  }
}
