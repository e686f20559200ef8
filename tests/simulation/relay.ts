/** The relay of a simulation: the product's door and answers over tables in memory, asked in signed frames. */
import { ask, createRelayDoor, err, isRelayErrorCode, limits, type RelayDoor, type Result, type SealedRecord, type TransportError } from "@kith/core/relay";
import { MemoryRelay, type Request } from "@kith/core/testing";
import { vault, verify } from "./members.ts";

/** A request as it travels: signed. */
export interface Signed extends Request {
  readonly header: string;
}

/** What comes back. */
export type Answer = Result<Uint8Array, TransportError>;

/** Where every request goes. */
export const audience = "relay.example";

/** The path of a request. */
export const pathOf = (action: string): string => `/v1/vaults/${vault}/${action}`;

export class Relay {
  tables = new MemoryRelay();
  private door: RelayDoor = this.open();
  /** Every frame that passed, for who looks for planted texts. */
  readonly frames: Uint8Array[] = [];

  /** Answers, after its commit. */
  async answer({ action, body, header }: Signed, nowMs: number): Promise<Answer> {
    this.frames.push(body);
    if (body.length > limits.requestBytes) return refused("tooLarge");
    const told = await ask(this.door, { vaultId: vault, action, audience, path: pathOf(action), header, body, nowMs });
    if (!told.ok) return refused(told.error);
    this.frames.push(told.value.bytes);
    return { ok: true, value: told.value.bytes };
  }

  /** Goes on from a disk: after eviction the same, after a restore an older one. */
  load(tables: MemoryRelay): void {
    this.tables = tables.copy();
    this.door = this.open();
  }

  /** All rows. */
  rows(): readonly SealedRecord[] {
    return this.tables.all();
  }

  private open(): RelayDoor {
    return createRelayDoor({ tables: this.tables, signatures: this.tables.signatures, verify });
  }
}

/** A refusal as a client hears of it. */
export const refused = (code: string): Answer => err(isRelayErrorCode(code) ? { kind: "refused", code } : { kind: "offline" });
