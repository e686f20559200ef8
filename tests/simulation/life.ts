/**
 * A life drawn from a seed: devices of one vault write, erase, are copied, removed and added, while disks,
 * net and relay do what they shouldn't. Nothing here judges: it keeps account of what was promised, for
 * `invariants.ts` to hold against what is there once the faults have stopped.
 */
import { encodeAppend, extendChain, recordHash, sameBytes, startOfChain, type Keyring, type Line, type SealedRecord } from "@kith/core/relay";
import { idOf, withDevice, withoutDevice } from "@kith/core/testing";
import { createChance, type Chance } from "./chance.ts";
import { contents, isContent, type Content } from "./contents.ts";
import { Device, type Send } from "./device.ts";
import { copyDisk, createDisk, openFor, readableKeys, rowsOf, type Disk } from "./disk.ts";
import { firstDevices, firstKeyring, vault } from "./members.ts";
import { lies, Net, netFaults, type Lie, type NetFault } from "./net.ts";
import { Relay, type RelayDisk } from "./relay.ts";

/** What comes back from the past or goes missing in a life. Two of them at once can make two histories that nobody can tell apart. */
type Trouble = "a forgetful relay" | "copied devices" | "lost rows" | "none";

/** A run takes fewer turns than this, whatever happens to it. */
const turnsMax = 1500;

export class Life {
  readonly seed: number;
  readonly relay = new Relay();
  readonly net: Net;
  /** All devices that ever were and have their disk. */
  readonly devices: Device[];
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
  private readonly trouble: Trouble;
  private readonly faultOdds: number;
  private readonly faults: readonly (NetFault | Lie)[];
  private readonly turns = new Map<Device, number>();
  private backup: RelayDisk;
  private readonly snapshots = new Map<Device, Disk>();
  private readonly unwritten: Content[];
  private readonly removedNames = new Set<string>();

  constructor(seed: number, createDevice = (name: string, disk: Disk, chance: Chance) => new Device(name, disk, chance)) {
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
    this.createDevice = createDevice;
    this.devices = firstDevices.map((name) => this.watched(createDevice(name, createDisk(firstKeyring, idOf(`${name} ${seed}`)), this.chance)));
    this.backup = this.relay.copy();
  }

  private readonly createDevice: (name: string, disk: Disk, chance: Chance) => Device;

  /** Lives. */
  async run(): Promise<void> {
    const stepCount = 20 + this.chance.upTo(50);
    for (let step = 0; step < stepCount; step += 1) await this.step();
  }

  /** Devices that the longest keyring anybody holds still counts as members. */
  members(): readonly Device[] {
    const { members } = this.longest().state;
    return this.devices.filter(({ id }) => members.some((member) => member.id === id));
  }

  private longest(): Keyring {
    return [...this.devices.map(({ disk }) => disk.keyring), ...(this.relay.keyring === undefined ? [] : [this.relay.keyring])].reduce((a, b) => (b.state.length > a.state.length ? b : a));
  }

  private async step(): Promise<void> {
    const drawn = this.chance.upTo(100);
    const device = this.chance.oneOf(this.devices);
    if (drawn < 45) return this.turn(device, this.drawFault());
    if (drawn < 60) return this.runToEnd(device);
    if (drawn < 75) return this.write(device, 1 + this.chance.upTo(3));
    if (drawn < 79) return this.erase(device);
    if (drawn < 82) return this.note(`${device.name} crashes`, () => device.crash());
    if (drawn < 84) return this.note(`${device.name}'s disk is ${device.isFull ? "free" : "full"}`, () => { device.isFull = !device.isFull; });
    if (drawn < 86) return this.flipByte(device);
    if (drawn < 88) return this.note("the relay is evicted", () => this.relay.load(this.relay.copy()));
    if (drawn < 90) return this.note("what was delayed arrives", () => this.net.deliverLate());
    if (drawn < 93) return this.remove(device);
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

  private turn(device: Device, fault: NetFault | Lie | undefined): void {
    if (fault !== undefined) this.history.push(`${device.name}: ${fault}`);
    this.advance(device, (request) => this.net.send(request, fault));
  }

  private advance(device: Device, send: Send): boolean {
    const ended = device.turn(send) !== undefined || !device.isRunning;
    const turns = ended ? 0 : (this.turns.get(device) ?? 0) + 1;
    this.turns.set(device, turns);
    if (turns > turnsMax) this.broken.push(`I6 ${device.name} is in a run that doesn't end`);
    return ended;
  }

  private runToEnd(device: Device): void {
    if (this.chance.onceIn(2)) device.look();
    for (let turn = 0; turn <= turnsMax; turn += 1) if (this.advance(device, (request) => this.net.send(request))) return;
  }

  private write(device: Device, count: number): void {
    if (device.isFull) return;
    const written = this.unwritten.splice(0, count);
    device.write(written.map(({ payload }) => payload));
    for (const content of written) {
      this.acknowledged.set(content.key, content);
      if (this.removedNames.has(device.name)) this.late.set(content.key, device.id);
    }
    this.lookForLateRecords();
  }

  private erase(device: Device): void {
    const held = [...device.readable()].filter(([key]) => isContent(key));
    // Emptied in the middle of a run, it would reach the relay before the list that names it; so it would from a copy
    // that is put back to before it made the list.
    if (device.isFull || device.isRunning || held.length === 0 || this.trouble === "copied devices") return;
    if (this.trouble === "a forgetful relay" && this.removedNames.has(device.name)) return;
    const [, address] = this.chance.oneOf(held);
    this.history.push(`${device.name} erases`);
    // Whatever anybody has at this address is emptied with it.
    for (const { disk } of this.devices) for (const record of disk.table.read(address.writer, address.seq, 1)) if (record.seq === address.seq) this.excuse([openFor(disk.keyring, record)?.key ?? ""]);
    device.erase(address);
  }

  private excuse(keys: Iterable<string>): void {
    for (const key of keys) this.excused.add(key);
  }

  /** Does what a fault does to stores, and keeps account of what is nowhere afterwards. */
  private withLoss(what: string, happens: () => void): void {
    const before = this.heldByMembers();
    this.note(what, happens);
    const after = this.heldByMembers();
    this.excuse([...before].filter((key) => !after.has(key)));
  }

  private heldByMembers(): Set<string> {
    const keyring = this.longest();
    return new Set([...this.devices.filter(({ name }) => !this.removedNames.has(name)).map(({ disk }) => disk), { table: this.relay.table, keyring }].flatMap((store) => [...readableKeys(store)]));
  }

  private flipByte(device: Device): void {
    const rows = this.mayBeLost(device).filter(({ body }) => body.length > 0);
    // A relay that forgets leaves devices the only copy: with a byte of it gone too, something is lost for good.
    if (rows.length === 0 || this.trouble === "a forgetful relay") return;
    const record = this.chance.oneOf(rows);
    const at = this.chance.upTo(record.body.length);
    this.withLoss(`a byte of ${device.name}'s disk flips`, () => device.disk.table.damage({ ...record, body: record.body.map((byte, index) => (index === at ? byte ^ 8 : byte)) }));
  }

  /** A list of what was emptied that is lost before anybody heard of it leaves the others with what it names: there is nothing to tell them by. */
  private mayBeLost({ disk }: Device): readonly SealedRecord[] {
    return rowsOf(disk.table).filter((record) => {
      const said = openFor(disk.keyring, record);
      const atRelay = this.relay.table.hashAt(record.writer, record.seq);
      return said === undefined || isContent(said.key) || (atRelay !== undefined && sameBytes(atRelay, recordHash(vault, record)));
    });
  }

  private makeTrouble(device: Device): void {
    if (this.trouble === "a forgetful relay") {
      const what = this.chance.upTo(5);
      if (what < 2) return this.note("the relay is backed up", () => { this.backup = this.relay.copy(); });
      if (what < 4) return this.withLoss("the relay is put back to its backup", () => this.relay.load(this.backup));
      return this.withLoss("the relay loses everything", () => this.relay.load(new Relay().copy()));
    }
    if (this.trouble === "lost rows") return this.loseRows(device);
    if (this.trouble === "none") return;
    const what = this.chance.upTo(5);
    if (what < 2) return this.note(`${device.name} is backed up`, () => { this.snapshots.set(device, copyDisk(device.disk)); });
    if (what < 3) return this.clone(device);
    const snapshot = this.snapshots.get(device);
    if (snapshot !== undefined) this.withLoss(`${device.name} is put back to its backup`, () => { this.restore(device, snapshot); });
  }

  private restore(device: Device, snapshot: Disk): void {
    device.crash();
    device.disk = copyDisk(snapshot);
  }

  /** A store loses rows that it had committed where its process or its machine dies. */
  private loseRows(device: Device): void {
    device.crash();
    const rows = this.mayBeLost(device).filter(() => this.chance.onceIn(3));
    this.withLoss(`${device.name} loses ${rows.length} rows`, () => { for (const row of rows) device.disk.table.lose(row); });
  }

  private clone(device: Device): void {
    if (this.devices.length >= 6) return;
    this.note(`${device.name} is cloned`, () => { this.devices.push(this.watched(this.createDevice(device.name, copyDisk(device.disk), this.chance))); });
  }

  private watched(device: Device): Device {
    device.onStore = (record) => this.lookAtStored(device, record);
    return device;
  }

  /** A late record that opens is an offence, but for who couldn't know yet. */
  private lookAtStored({ name, disk }: Device, record: SealedRecord): void {
    const key = openFor(disk.keyring, record)?.key;
    const author = key === undefined ? undefined : this.late.get(key);
    if (key === undefined || author === undefined || this.removedNames.has(name)) return;
    // A relay that forgot the removal counts the device as a member again, and so does who hasn't heard otherwise.
    if (!disk.keyring.state.retired.some(({ id }) => id === author)) this.inGoodFaith.add(key);
    else if (!this.inGoodFaith.has(key)) this.broken.push(`I5 ${name} stored a late record of a removed device`);
  }

  private async remove(by: Device): Promise<void> {
    const others = by.disk.keyring.state.members.filter(({ id }) => id !== by.id);
    const other = others.length < 2 || this.removedNames.size >= 2 ? undefined : this.chance.oneOf(others);
    if (other === undefined || by.isFull) return;
    // A relay that forgot the removal takes from the removed device what it emptied, and who holds the record whole never hears of it.
    if (this.trouble === "a forgetful relay" && this.devices.some(({ name, disk }) => name === other.name && disk.table.erased() > 0)) return;
    const line: Line = new Map(Object.entries(by.disk.table.vector()).map(([writer, seq]) => [writer, { seq, chain: [...by.disk.table.hashes(writer, seq)].reduce(extendChain, startOfChain) }]));
    await this.append(by, `${by.name} removes ${other.name}`, () => withoutDevice(by.disk.keyring, { name: other.name, line }, by.name));
    if (this.relay.keyring?.state.retired.some(({ id }) => id === other.id) === true) this.wasRemoved(other.name);
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
    this.net.lateRecords = this.devices.filter(({ name }) => this.removedNames.has(name)).flatMap(({ disk }) => rowsOf(disk.table).filter((record) => this.late.has(openFor(disk.keyring, record)?.key ?? "")));
    this.excuse(this.late.keys());
  }

  private async add(by: Device): Promise<void> {
    const name = `device ${this.devices.length}`;
    if (this.devices.length >= 5 || by.isFull || by.disk.keyring.state.members.some((member) => member.name === name)) return;
    const grown = await this.append(by, `${by.name} adds ${name}`, () => withDevice(by.disk.keyring, name, by.name));
    if (grown !== undefined) this.devices.push(this.watched(this.createDevice(name, createDisk(grown, idOf(`${name} ${this.seed}`)), this.chance)));
  }

  /** One more entry, if the relay takes it. The answer may be lost: then the entry comes back with the next run. */
  private async append(by: Device, what: string, make: () => Promise<Keyring>): Promise<Keyring | undefined> {
    // Only who is a member makes one that holds. On a relay that forgot an entry another one would begin a second history.
    const hasForgotten = (this.relay.keyring?.state.length ?? 0) < this.longest().state.length;
    if (hasForgotten || !by.disk.keyring.state.members.some(({ id }) => id === by.id) || by.isRunning) return undefined;
    const grown = await make();
    const entry = grown.entries.at(-1);
    if (entry === undefined) return undefined;
    const body = encodeAppend({ expectedHead: by.disk.keyring.state.head, entry, settled: false });
    const fault = this.chance.onceIn(this.faultOdds) ? this.chance.oneOf(["lost answer", "lost request", "twice", "crash after commit"] as const) : undefined;
    const answer = by.ask("append", body, (request) => this.net.send(request, fault));
    this.history.push(`${what}: ${answer === undefined ? "no answer" : "bytes" in answer ? "taken" : answer.refused}`);
    if (answer === undefined || !("bytes" in answer)) return undefined;
    by.disk.keyring = grown;
    return grown;
  }
}
