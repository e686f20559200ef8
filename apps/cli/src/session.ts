/** The flow on a file: load the log, project, judge; decide, append. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  asOf, bytesToBase64url, cleanOf, createEventLog, decide, inOrder, knownFrom, project, situationAt, startAutomerge,
  type Appended, type Command, type DeviceId, type Entry, type EventLog, type Forgotten, type ImportId, type Network, type PersonId, type Situation,
} from "@kith/core";
import { Refused } from "./refused.ts";
import { openVaultFile } from "./vault-file.ts";

export interface Session {
  readonly log: EventLog;
  readonly device: DeviceId;
  /** What the file holds, as it was opened. */
  readonly payloads: readonly Uint8Array[];
  /** Frames of the file and entries of the log that can't be read. */
  readonly damaged: number;
  /** The network as of `asOfMs`, or as it is. */
  network(asOfMs?: number): Network;
  situation(): Situation;
  /** Decides and stores; returns the entries made. Throws Refused with the reason. */
  dispatch(command: Command): readonly Entry[];
  /** Stores payloads as they are, and reads them. */
  append(payloads: readonly Uint8Array[]): void;
  /** Writes the file anew without a person, whose ids are given; returns the entries made. */
  forget(person: PersonId, ids: readonly Forgotten[]): readonly Entry[];
}

export interface SessionOptions {
  readonly vault: string;
  /** The moment the insights speak of. */
  readonly nowMs: number;
  /** True where `nowMs` was asked for: later happenings are hidden. */
  readonly timeTravel: boolean;
}

/** Opens a vault file. Throws Refused where there is none. */
export async function openSession({ vault, nowMs, timeTravel }: SessionOptions): Promise<Session> {
  const file = openVaultFile(vault);
  const core = createRequire(import.meta.resolve("@kith/core"));
  await startAutomerge(readFileSync(core.resolve("@automerge/automerge/automerge.wasm")));
  const log = createEventLog({ device: file.device, random: randomBytes });
  log.read(file.payloads);
  const network = (asOfMs?: number): Network => {
    const entries = inOrder(log.entries());
    return project(asOfMs === undefined ? entries : asOf(entries, asOfMs));
  };
  const decided = (command: Command): Appended => {
    const made = decide(command, knownFrom(network(), (event) => log.has(event)), { nowMs: Date.now(), newId });
    if (!made.ok) throw new Refused(made.error.message);
    const importId = command.type === "RecordImport" ? command.importId : undefined;
    return log.prepare(made.value, { nowMs: Date.now(), ...(importId ? { importId } : {}) });
  };
  return {
    log, network,
    device: file.device,
    payloads: file.payloads,
    damaged: file.damaged + log.damaged,
    situation: () => situationAt(network(timeTravel ? nowMs : undefined), nowMs),
    dispatch(command) {
      const appended = decided(command);
      file.append(appended.payloads);
      log.accept(appended);
      return appended.entries;
    },
    append(payloads) {
      file.append(payloads);
      log.read(payloads);
    },
    forget(person, ids) {
      const fact = decided({ type: "ForgetPerson", person });
      const held = file.payloads.map((payload, index) => ({ address: { writer: file.device, seq: index + 1 }, payload }));
      const { entries, erase } = cleanOf(ids, held);
      const gone = new Set(erase.map(({ seq }) => seq));
      file.replaceAll([...held.filter(({ address }) => !gone.has(address.seq)).map(({ payload }) => payload), ...log.encode(entries), ...fact.payloads]);
      return fact.entries;
    },
  };
}

const newId = (): string => bytesToBase64url(randomBytes(16));
export const newImportId = (): ImportId => newId() as ImportId;
