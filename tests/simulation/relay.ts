/** The relay of a simulation: the product's own rules over tables in memory, asked and answering in real frames. */
import {
  answerAppend, answerCreate, answerPull, answerPush, decodeAppend, decodeEntries, decodePullRequest, decodeRecords, encodeEntries, encodePullPage, encodeReceipt, retiredKeyOf, signKeyOf,
  type Keyring, type RelayErrorCode, type Result, type SealedRecord, type Vector,
} from "@kith/core/relay";
import { createMemoryTable, type MemoryTable } from "@kith/core/testing";
import { limits } from "@kith/core/relay";
import { vault } from "./members.ts";

/** The relay's doors. */
export type Action = "pull" | "push" | "readKeyring" | "append" | "create";

/** A request as it travels. Who sent it can't be forged: signatures have tests of their own. */
export interface Request {
  readonly by: string;
  readonly action: Action;
  readonly body: Uint8Array;
}

/** What comes back: bytes, or a refusal. */
export type Answer = { readonly bytes: Uint8Array } | { readonly refused: RelayErrorCode };

/** All a relay has on its disk. */
export interface RelayDisk {
  readonly table: MemoryTable;
  readonly keyring: Keyring | undefined;
  readonly haveByMember: ReadonlyMap<string, Vector>;
}

export class Relay {
  table: MemoryTable = createMemoryTable();
  keyring: Keyring | undefined;
  private haveByMember = new Map<string, Vector>();
  /** Every frame that passed, for who looks for planted texts. */
  readonly frames: Uint8Array[] = [];

  /** Answers, after its commit. */
  answer({ by, action, body }: Request): Answer {
    this.frames.push(body);
    if (body.length > limits.requestBytes) return { refused: "tooLarge" };
    const answer = action === "create" ? this.create(body) : this.answerMember(by, action, body);
    if ("bytes" in answer) this.frames.push(answer.bytes);
    return answer;
  }

  /** What is on the disk now: a backup, or what a crash leaves. */
  copy(): RelayDisk {
    return { table: this.table.copy(), keyring: this.keyring, haveByMember: new Map(this.haveByMember) };
  }

  /** Goes on from a disk: after eviction the same, after a restore an older one. */
  load(disk: RelayDisk): void {
    this.table = disk.table.copy();
    this.keyring = disk.keyring;
    this.haveByMember = new Map(disk.haveByMember);
  }

  /** All rows. */
  rows(): readonly SealedRecord[] {
    return this.table.writers().flatMap((writer) => this.table.read(writer, 1, Number.POSITIVE_INFINITY));
  }

  private create(body: Uint8Array): Answer {
    if (this.keyring !== undefined) return { refused: "vaultExists" };
    const entries = decodeEntries(body);
    return entries.ok ? this.grow(answerCreate(entries.value, vault)) : { refused: entries.error };
  }

  private answerMember(by: string, action: Action, body: Uint8Array): Answer {
    const { keyring } = this;
    if (keyring === undefined) return { refused: "unknownVault" };
    if (signKeyOf(keyring.state, by) === undefined) return { refused: retiredKeyOf(keyring.state, by) === undefined ? "unauthorized" : "removed" };
    if (action === "readKeyring") return { bytes: encodeEntries(keyring.entries) };
    if (action === "append") {
      const request = decodeAppend(body);
      return request.ok ? this.grow(answerAppend(this.table, keyring, request.value)) : { refused: request.error };
    }
    return action === "pull" ? this.pull(by, keyring, body) : this.push(keyring, body);
  }

  private pull(by: string, keyring: Keyring, body: Uint8Array): Answer {
    const request = decodePullRequest(body);
    if (!request.ok) return { refused: request.error };
    this.haveByMember.set(by, request.value.have);
    const vector = this.table.vector();
    const members = keyring.state.members.map(({ id }) => ({ member: id, seenMs: 0, lacking: Object.keys(vector).filter((writer) => (this.haveByMember.get(id)?.[writer] ?? 0) < (vector[writer] ?? 0)).length }));
    return { bytes: encodePullPage(answerPull(this.table, request.value, { keyring: keyring.state, members })) };
  }

  private push(keyring: Keyring, body: Uint8Array): Answer {
    const records = decodeRecords(body);
    if (!records.ok) return { refused: records.error };
    const receipt = answerPush(this.table, keyring.state, records.value);
    return receipt.ok ? { bytes: encodeReceipt(receipt.value) } : { refused: receipt.error };
  }

  private grow(grown: Result<Keyring, RelayErrorCode>): Answer {
    if (!grown.ok) return { refused: grown.error };
    this.keyring = grown.value;
    return { bytes: new Uint8Array(0) };
  }
}
