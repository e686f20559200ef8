/**
 * A device in memory: the product's own device over tables that forget with the process. It is cut between any
 * two wishes of a run, crashes, and comes back with what its store has. Nothing of a device's rules is here.
 */
import { openDevice, type Device } from "../device/device.ts";
import { createDeviceStore } from "../store/device-store.ts";
import type { RelayHoldings } from "../sync/exchange.ts";
import { encodeRequest, type RelayAction } from "../sync/relay-request.ts";
import { createRun, type Levelled, type Run, type RunError } from "../sync/run.ts";
import { createTransport, type TransportError } from "../sync/transport.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { Keyring } from "../vault/keyring.ts";
import type { Address, Random } from "../vault/record.ts";
import { MemoryStore } from "./memory-store.ts";
import { idOf } from "./simulated-id.ts";
import { keysOf } from "./simulated-keyring.ts";

/** A request as it travels. */
export interface Request {
  /** The member that sends it, by its name. */
  readonly name: string;
  readonly action: RelayAction;
  readonly body: Uint8Array;
}

/** Takes a request to the relay and brings what came back; "offline" where nothing did that makes sense. */
export type Send = (request: Request) => Promise<Result<Uint8Array, TransportError>>;

/** A store that holds a vault as the device called `name`. */
export async function storeOf(keyring: Keyring, name: string, writer: string): Promise<MemoryStore> {
  const store = new MemoryStore();
  const vault = { vaultId: keyring.state.vaultId, deviceId: idOf(name), writer };
  const adopted = await createDeviceStore<string>(store).adopt({ vault, keys: name, keyring: keyring.entries }, async (kept) => kept === name);
  if (adopted !== "adopted") throw new Error(`a fresh store is ${adopted}`);
  // What came before this device joined was sealed again by others.
  await createDeviceStore(store).put("sealedEpoch", keyring.state.epoch);
  return store;
}

export class SimulatedDevice {
  readonly name: string;
  readonly id: string;
  store: MemoryStore;
  /** Requests of the run that is under way, or was last. */
  messages = 0;
  /** How the last run ended. */
  last: Result<Levelled, RunError> | undefined;
  private readonly random: Random;
  private opened: Promise<Device> | undefined;
  private run: Run | undefined;
  /** What the relay held after a run that ended level. */
  private relay: RelayHoldings | undefined;
  private hasArrived = false;
  private send: Send = async () => err({ kind: "offline" });

  constructor(name: string, store: MemoryStore, random: Random) {
    this.name = name;
    this.id = idOf(name);
    this.store = store;
    this.random = random;
  }

  /** The device, as its store has it. */
  async device(): Promise<Device> {
    this.opened ??= this.open();
    try {
      return await this.opened;
    } catch (error) {
      // It couldn't start (a full disk): the next one tries again.
      this.opened = undefined;
      throw error;
    }
  }

  private async open(): Promise<Device> {
    const { vaultId } = this.store.state("vault") ?? { vaultId: "" };
    const device = await openDevice({
      store: createDeviceStore(this.store), vaultId, deviceId: this.id, keys: keysOf(this.name), random: this.random,
      newId: () => idOf(this.random(16).join()),
      exclusively: (work) => work(), onSetAside: () => undefined, onArrived: () => { this.hasArrived = true; },
    });
    await device.held.afresh();
    return device;
  }

  /** Nothing but the store outlives this. */
  crash(): void {
    this.opened = undefined;
    this.run = undefined;
    this.relay = undefined;
  }

  /** The minute is up, or the relay said that something changed: the next run asks first. */
  look(): void {
    this.relay = undefined;
  }

  get isRunning(): boolean {
    return this.run !== undefined;
  }

  get writer(): string {
    return this.store.state("vault")?.writer ?? "";
  }

  /** What is on the disk is read on, as before every write. */
  async catchUp(): Promise<Device> {
    const device = await this.device();
    if (await device.wasResealed()) await device.held.afresh();
    else await device.held.fresh();
    return device;
  }

  /** Seals and keeps payloads as own records; the addresses they stand at. */
  async write(payloads: readonly Uint8Array[]): Promise<readonly Address[]> {
    return (await this.catchUp()).writer.append(payloads);
  }

  /** Empties records for good, and says so to the others. */
  async erase(...addresses: readonly Address[]): Promise<void> {
    await (await this.catchUp()).writer.replace([], addresses);
  }

  /** One wish of a run, beginning a run where none is under way. Gives how it ended where it did. */
  async turn(send: Send): Promise<Result<Levelled, RunError> | undefined> {
    this.send = send;
    try {
      const device = await this.device();
      this.run ??= this.begin(device);
      const ended = await this.run.step();
      if (this.hasArrived) await this.catchUp();
      this.hasArrived = false;
      if (ended !== undefined) await this.end(device, ended);
      return ended;
    } catch {
      // The store has no room: the run ends here and begins anew.
      await this.end(undefined, err({ kind: "stalled" }));
      return this.last;
    }
  }

  private begin(device: Device): Run {
    this.messages = 0;
    return createRun({ device: device.run, transport: this.transport, ...(this.relay === undefined ? {} : { relay: this.relay }) });
  }

  private async end(device: Device | undefined, ended: Result<Levelled, RunError>): Promise<void> {
    this.run = undefined;
    this.last = ended;
    this.relay = ended.ok && ended.value.conflicts.length === 0 ? ended.value.relay : undefined;
    if (ended.ok) await device?.heal(ended.value.conflicts);
  }

  /** Runs to the end; throws where there is none. */
  async sync(send: Send): Promise<Result<Levelled, RunError>> {
    this.run = undefined;
    for (let turn = 0; turn < 10_000; turn += 1) {
      const ended = await this.turn(send);
      if (ended !== undefined) return ended;
    }
    throw new Error("the run doesn't end");
  }

  private readonly transport = createTransport(async (request) => {
    this.messages += 1;
    const told = await this.send({ name: this.name, action: request.action, body: encodeRequest(request) });
    return told.ok ? ok(told.value) : told;
  });
}
