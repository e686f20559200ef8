/**
 * A life drawn from a seed: devices of one vault write, erase, are copied, removed and added, while disks,
 * net and relay do what they shouldn't. Nothing here judges: it keeps account of what was promised, for
 * `invariants.ts` to hold against what is there once the faults have stopped.
 */
import { createDeviceStore, encodeRequest, isErased, type Keyring, type Line, type SealedRecord } from "@kith/core/relay";
import { idOf, MemoryRelay, SimulatedDevice, storeOf, withDevice, withoutDevice, type MemoryStore } from "@kith/core/testing";
import { createChance, type Chance } from "./chance.ts";
import { contents, isContent, type Content } from "./contents.ts";
import { keyringOn, openFor, readableOn } from "./disk.ts";
import { firstDevices, firstKeyring, foreignKeyring, vault as vaultOfLives } from "./members.ts";
import { lies, Net, netFaults, type Lie, type NetFault } from "./net.ts";
import { Relay } from "./relay.ts";

/** What comes back from the past or goes missing in a life. Two of them at once can make two histories that nobody can tell apart. */
type Trouble = "a forgetful relay" | "copied devices" | "lost rows" | "none";

/** A run takes fewer turns than this, whatever happens to it. */
const turnsMax = 1500;

export class Life {
  readonly seed: number;
  readonly relay = new Relay();
  readonly net: Net;
  /** All devices that ever were and have their disk. */
  readonly devices: SimulatedDevice[] = [];
  /** What happened, for who reads a failure. */
  readonly history: string[] = [];
  /** By key: what was committed somewhere, and so promised. */
  readonly acknowledged = new Map<string, Content>();
  /** What a fault destroyed where no other store had it, or an owner emptied on purpose. */
  readonly excused = new Set<string>();
  /** What a removed device had to itself when it was removed, or wrote afterwards; by key, its device id. */
  readonly late = new Map<string, string>();
  /** Of those, what another device took in while the removed one was a member as far as it knew. */
  readonly inGoodFaith = new Set<string>();
  /** What must never happen at any moment. */
  readonly broken: string[] = [];
  private readonly chance: Chance;
  /** What comes back or goes missing in this life. */
  readonly trouble: Trouble;
  private readonly faultOdds: number;
  private readonly faults: readonly (NetFault | Lie)[];
  private readonly turns = new Map<SimulatedDevice, number>();
  private backup: MemoryRelay;
  private readonly snapshots = new Map<SimulatedDevice, MemoryStore>();
  private readonly unwritten: Content[];
  private readonly removedNames = new Set<string>();
  /** Bodies that were looked at when they came to lie on a disk, by device. */
  private readonly seen = new Map<SimulatedDevice, WeakSet<Uint8Array>>();

  constructor(seed: number) {
    this.seed = seed;
    this.chance = createChance(seed);
    this.net = new Net(this.relay, this.chance);
    this.trouble = this.chance.oneOf(["a forgetful relay", "copied devices", "lost rows", "none"]);
    this.history.push(`trouble: ${this.trouble}`);
    // What a lying relay forged at a place that is written twice, by a copy or after the relay forgot, can't be told from what was there first.
    const isWrittenTwice = this.trouble === "a forgetful relay" || this.trouble === "copied devices";
    this.faults = [...netFaults, ...lies].filter((fault) => fault !== "forged record" || !isWrittenTwice);
    this.faultOdds = this.chance.oneOf([3, 6, 12]);
    const from = this.chance.upTo(contents.length);
    this.unwritten = [...contents.slice(from), ...contents.slice(0, from)];
    this.backup = this.relay.tables.copy();
  }

  /** Lives. */
  async run(): Promise<void> {
    for (const name of firstDevices) this.devices.push(this.deviceOn(name, await storeOf(firstKeyring, name, idOf(`${name} ${this.seed}`))));
    const stepCount = 20 + this.chance.upTo(50);
    for (let step = 0; step < stepCount; step += 1) await this.step();
  }

  private deviceOn(name: string, store: MemoryStore): SimulatedDevice {
    return new SimulatedDevice(name, store, (length) => this.chance.bytes(length));
  }

  /** Devices that the longest keyring anybody holds still counts as members. */
  members(): readonly SimulatedDevice[] {
    const { members } = this.longest().state;
    return this.devices.filter(({ id }) => members.some((member) => member.id === id));
  }

  /** Something nobody wrote yet. */
  spare(): Content {
    const [content] = this.unwritten.splice(0, 1);
    if (content === undefined) throw new Error("there are more contents than a life writes");
    return content;
  }

  private longest(): Keyring {
    const atRelay = this.relay.tables.keyring();
    return [...this.devices.map(({ store }) => keyringOn(store)), ...(atRelay === undefined ? [] : [atRelay])].reduce((a, b) => (b.state.length > a.state.length ? b : a));
  }

  /** Removed, and not only in a history that a forgetful relay lost again. */
  private isOut(device: SimulatedDevice): boolean {
    return this.removedNames.has(device.name) && !this.members().includes(device);
  }

  private async step(): Promise<void> {
    const drawn = this.chance.upTo(100);
    const device = this.chance.oneOf(this.devices);
    if (drawn < 45) return this.turn(device, this.drawFault());
    if (drawn < 60) return this.runToEnd(device);
    if (drawn < 75) return this.write(device, 1 + this.chance.upTo(3));
    if (drawn < 79) return this.erase(device);
    if (drawn < 82) return this.note(`${device.name} crashes`, () => device.crash());
    if (drawn < 84) return this.note(`${device.name}'s disk is ${device.store.isFull ? "free" : "full"}`, () => { device.store.isFull = !device.store.isFull; });
    if (drawn < 86) return this.flipByte(device);
    if (drawn < 88) return this.note("the relay is evicted", () => this.relay.load(this.relay.tables));
    if (drawn < 90) {
      this.history.push("what was delayed arrives");
      return this.net.deliverLate();
    }
    if (drawn < 92) return this.remove(device);
    if (drawn < 93) return this.makeAnother(device);
    return drawn < 94 ? this.add(device) : this.makeTrouble(device);
  }

  private drawFault(): NetFault | Lie | undefined {
    if (!this.chance.onceIn(this.faultOdds)) return undefined;
    // Where somebody was removed, what they still write is the relay's best bait.
    return this.net.lateRecords.length > 0 && this.chance.onceIn(2) ? "late record of a removed device" : this.chance.oneOf(this.faults);
  }

  private note(what: string, happens: () => void): void {
    this.history.push(what);
    happens();
  }

  async turn(device: SimulatedDevice, fault: NetFault | Lie | undefined): Promise<void> {
    if (fault !== undefined) this.history.push(`${device.name}: ${fault}`);
    await this.advance(device, fault);
  }

  private async advance(device: SimulatedDevice, fault?: NetFault | Lie): Promise<boolean> {
    const ended = (await device.turn((request) => this.net.send(request, fault))) !== undefined;
    this.lookAtStored(device);
    const turns = ended ? 0 : (this.turns.get(device) ?? 0) + 1;
    this.turns.set(device, turns);
    if (turns > turnsMax) this.broken.push(`I6 ${device.name} is in a run that doesn't end`);
    return ended;
  }

  async runToEnd(device: SimulatedDevice): Promise<void> {
    if (this.chance.onceIn(2)) device.look();
    for (let turn = 0; turn <= turnsMax; turn += 1) if (await this.advance(device)) return;
  }

  private async write(device: SimulatedDevice, count: number): Promise<void> {
    if (device.store.isFull) return;
    const written = this.unwritten.splice(0, count);
    await device.write(written.map(({ payload }) => payload));
    for (const content of written) {
      this.acknowledged.set(content.key, content);
      if (this.removedNames.has(device.name)) this.late.set(content.key, device.id);
    }
    this.lookForLateRecords();
  }

  private async erase(device: SimulatedDevice): Promise<void> {
    const held = [...readableOn(device.store)].filter(([key]) => isContent(key));
    if (device.store.isFull || held.length === 0) return;
    const [, { writer, seq }] = this.chance.oneOf(held);
    this.history.push(`${device.name} erases`);
    // Whatever anybody has at this address is emptied with it.
    for (const { store } of this.devices) {
      const { epoch } = keyringOn(store).state;
      for (const record of store.all()) if (record.writer === writer && record.seq === seq) this.excuse([openFor(epoch, record)?.key ?? ""]);
    }
    await device.erase({ writer, seq });
  }

  private excuse(keys: Iterable<string>): void {
    for (const key of keys) this.excused.add(key);
  }

  /** Does what a fault does to stores, and keeps account of what is nowhere afterwards. */
  withLoss(what: string, happens: () => void): void {
    const before = this.heldByMembers();
    this.note(what, happens);
    const after = this.heldByMembers();
    this.excuse([...before].filter((key) => !after.has(key)));
  }

  private heldByMembers(): Set<string> {
    const { epoch } = this.longest().state;
    const onDevices = this.devices.filter((device) => !this.isOut(device)).flatMap(({ store }) => [...readableOn(store).keys()]);
    return new Set([...onDevices, ...this.relay.rows().flatMap((record) => openFor(epoch, record)?.key ?? [])]);
  }

  private flipByte(device: SimulatedDevice): void {
    const rows = device.store.all().filter(({ body }) => body.length > 0);
    // A relay that forgets leaves devices the only copy: with a byte of it gone too, something is lost for good.
    if (rows.length === 0 || this.trouble === "a forgetful relay") return;
    const record = this.chance.oneOf(rows);
    this.flip(device, record, this.chance.upTo(record.body.length));
  }

  /** One byte of a record that `device` holds, at `at`, isn't what it was. */
  flip(device: SimulatedDevice, record: SealedRecord, at: number): void {
    this.withLoss(`a byte of ${device.name}'s disk flips`, () => device.store.damage({ ...record, body: record.body.map((byte, index) => (index === at ? byte ^ 8 : byte)) }));
  }

  private async makeTrouble(device: SimulatedDevice): Promise<void> {
    if (this.trouble === "a forgetful relay") {
      const what = this.chance.upTo(5);
      if (what < 2) return this.note("the relay is backed up", () => { this.backup = this.relay.tables.copy(); });
      if (what < 4) return this.withLoss("the relay is put back to its backup", () => this.relay.load(this.backup));
      return this.withLoss("the relay loses everything", () => this.relay.load(new MemoryRelay()));
    }
    if (this.trouble === "lost rows") return this.loseRows(device);
    if (this.trouble === "none") return;
    const what = this.chance.upTo(5);
    if (what < 2) return this.note(`${device.name} is backed up`, () => { this.snapshots.set(device, device.store.copy()); });
    if (what < 3) return this.clone(device);
    const snapshot = this.snapshots.get(device);
    if (snapshot !== undefined) this.withLoss(`${device.name} is put back to its backup`, () => { this.restore(device, snapshot); });
  }

  private restore(device: SimulatedDevice, snapshot: MemoryStore): void {
    device.crash();
    device.store = snapshot.copy();
  }

  /** A store loses rows that it had committed where its process or its machine dies. */
  private loseRows(device: SimulatedDevice): void {
    device.crash();
    const rows = device.store.all().filter(() => this.chance.onceIn(3));
    this.withLoss(`${device.name} loses ${rows.length} rows`, () => { for (const row of rows) device.store.lose(row); });
  }

  private clone(device: SimulatedDevice): void {
    if (this.devices.length >= 6) return;
    this.note(`${device.name} is cloned`, () => { this.devices.push(this.deviceOn(device.name, device.store.copy())); });
  }

  /** A late record that opens is an offence, but for who couldn't know yet. */
  lookAtStored(device: SimulatedDevice): void {
    const seen = this.seen.get(device) ?? new WeakSet();
    this.seen.set(device, seen);
    const { state } = keyringOn(device.store);
    for (const record of device.store.all()) {
      if (isErased(record) || seen.has(record.body)) continue;
      seen.add(record.body);
      const key = openFor(state.epoch, record)?.key;
      const author = key === undefined ? undefined : this.late.get(key);
      if (key === undefined || author === undefined || author === device.id || this.isOut(device)) continue;
      // A relay that forgot the removal counts the device as a member again, and so does who hasn't heard otherwise.
      if (!state.retired.some(({ id }) => id === author)) this.inGoodFaith.add(key);
      else if (!this.inGoodFaith.has(key)) this.broken.push(`I5 ${device.name} stored a late record of a removed device`);
    }
  }

  /** Removes another device, where one can be spared. */
  async remove(by: SimulatedDevice): Promise<void> {
    const keyring = keyringOn(by.store);
    const others = keyring.state.members.filter(({ id }) => id !== by.id);
    const other = others.length < 2 || this.removedNames.size >= 2 ? undefined : this.chance.oneOf(others);
    if (other === undefined || by.store.isFull) return;
    const line = await lineOf(by);
    await this.append(by, `${by.name} removes ${other.name}`, () => withoutDevice(keyring, { name: other.name, line }, by.name));
    if (this.relay.tables.keyring()?.state.retired.some(({ id }) => id === other.id) === true) this.wasRemoved(other.name);
  }

  private wasRemoved(name: string): void {
    if (this.removedNames.has(name)) return;
    const before = this.heldByMembers();
    this.removedNames.add(name);
    const after = this.heldByMembers();
    // Lists of what was emptied read the same whoever made them.
    for (const key of before) if (!after.has(key) && isContent(key)) this.late.set(key, idOf(name));
    this.excuse(this.late.keys());
    this.lookForLateRecords();
  }

  /** A removed device hands what it wrote to a relay in league with it. */
  private lookForLateRecords(): void {
    const removed = this.devices.filter(({ name }) => this.removedNames.has(name));
    this.net.lateRecords = removed.flatMap(({ store }): readonly SealedRecord[] =>
      store.all().filter((record) => this.late.has(openFor(keyringOn(store).state.epoch, record)?.key ?? "")));
    this.excuse(this.late.keys());
  }

  /** Another tab on this disk stood on the welcome screen, and makes a vault too. */
  private async makeAnother({ name, store }: SimulatedDevice): Promise<void> {
    if (store.isFull) return;
    this.history.push(`a second maker on ${name}'s disk`);
    const vault = { vaultId: idOf("another vault"), deviceId: idOf("another device"), writer: idOf("another writer") };
    const ended = await createDeviceStore(store).adopt({ vault, keys: "another", keyring: foreignKeyring.entries }, async () => true);
    if (ended !== "taken" || store.state("vault")?.vaultId !== vaultOfLives) this.broken.push(`I8 a second maker put another vault on ${name}'s disk`);
  }

  /** Another device joins, where there is room for one. */
  async add(by: SimulatedDevice): Promise<void> {
    const name = `device ${this.devices.length}`;
    const keyring = keyringOn(by.store);
    if (this.devices.length >= 5 || by.store.isFull || [...keyring.state.members, ...keyring.state.retired].some(({ id }) => id === idOf(name))) return;
    const grown = await this.append(by, `${by.name} adds ${name}`, () => withDevice(keyring, name, by.name));
    if (grown !== undefined) this.devices.push(this.deviceOn(name, await storeOf(grown, name, idOf(`${name} ${this.seed}`))));
  }

  /** One more entry, if the relay takes it. The answer may be lost: then the entry comes back with the next run. */
  private async append(by: SimulatedDevice, what: string, make: () => Promise<Keyring>): Promise<Keyring | undefined> {
    const keyring = keyringOn(by.store);
    // Only who is a member makes one that holds. On a relay that forgot an entry another one would begin a second history.
    const hasForgotten = (this.relay.tables.keyring()?.state.length ?? 0) < this.longest().state.length;
    if (hasForgotten || !keyring.state.members.some(({ id }) => id === by.id) || by.isRunning) return undefined;
    const grown = await make();
    const entry = grown.entries.at(-1);
    if (entry === undefined) return undefined;
    const body = encodeRequest({ action: "append", request: { expectedHead: keyring.state.head, entry, settled: false } });
    const fault = this.chance.onceIn(this.faultOdds) ? this.chance.oneOf(["lost answer", "lost request", "twice", "crash after commit"] as const) : undefined;
    const answer = await this.net.send({ name: by.name, action: "append", body }, fault);
    this.history.push(`${what}: ${answer.ok ? "taken" : JSON.stringify(answer.error)}`);
    if (!answer.ok) return undefined;
    await (await by.device()).run.saveKeyring(grown);
    return grown;
  }
}

/** Where a device's records end, as it would draw the line. */
async function lineOf(by: SimulatedDevice): Promise<Line> {
  const { store } = await by.device();
  const line = new Map<string, { readonly seq: number; readonly chain: Uint8Array }>();
  for (const [writer, seq] of Object.entries(await store.vector())) line.set(writer, { seq, chain: await store.chain(writer, seq) });
  return line;
}

