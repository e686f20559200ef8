/** The flow on a file: load the log, project, judge; decide, append. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  asOf, bytesToBase64url, createEventLog, decide, inOrder, knownFrom, project, situationAt, startAutomerge,
  type Command, type Entry, type EventLog, type ImportId, type Network, type Situation,
} from "@kith/core";
import { Refused } from "./refused.ts";
import { openVaultFile } from "./vault-file.ts";

export interface Session {
  readonly log: EventLog;
  /** Frames of the file and entries of the log that can't be read. */
  readonly damaged: number;
  /** The network as of `asOfMs`, or as it is. */
  network(asOfMs?: number): Network;
  situation(): Situation;
  /** Decides and stores; returns the entries made. Throws Refused with the reason. */
  dispatch(command: Command): readonly Entry[];
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
  return {
    log, network,
    damaged: file.damaged + log.damaged,
    situation: () => situationAt(network(timeTravel ? nowMs : undefined), nowMs),
    dispatch(command) {
      const known = knownFrom(network(), (event) => log.has(event));
      const decided = decide(command, known, { nowMs: Date.now(), newId });
      if (!decided.ok) throw new Refused(decided.error.message);
      const importId = command.type === "RecordImport" ? command.importId : undefined;
      const appended = log.prepare(decided.value, { nowMs: Date.now(), ...(importId ? { importId } : {}) });
      file.append(appended.payloads);
      log.accept(appended);
      return appended.entries;
    },
  };
}

const newId = (): string => bytesToBase64url(randomBytes(16));
export const newImportId = (): ImportId => newId() as ImportId;
