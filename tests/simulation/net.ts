/** The way to the relay and back, and what can happen on it: to one frame, drawn anew for each. */
import { decodePullPage, encodeEntries, encodePullPage, limits, type PullPage, type SealedRecord } from "@kith/core/relay";
import type { Chance } from "./chance.ts";
import { foreignKeyring, forkedKeyring } from "./members.ts";
import type { Answer, Relay, Request } from "./relay.ts";

/** What befalls a request or its answer on the way, or the relay while it answers. */
export const netFaults = ["lost request", "lost answer", "twice", "late", "bent request", "bent answer", "cut answer", "too large", "captive portal", "crash before commit", "crash after commit"] as const;

/** What a relay says that lies. */
export const lies = ["forged record", "late record of a removed device", "old page", "withheld records", "vector too low", "wrong own record", "shorter keyring", "forked keyring", "foreign keyring", "bent keyring"] as const;

export type NetFault = (typeof netFaults)[number];
export type Lie = (typeof lies)[number];

const isLie = (fault: NetFault | Lie): fault is Lie => lies.some((lie) => lie === fault);

/** A net that may do something to the next frame. */
export class Net {
  readonly relay: Relay;
  /** Requests that are still under way though their sender gave up. */
  private readonly late: Request[] = [];
  private readonly oldPages: Uint8Array[] = [];
  /** What a removed device wrote behind its line, for a relay that is in league with it. */
  lateRecords: readonly SealedRecord[] = [];
  private readonly chance: Chance;

  constructor(relay: Relay, chance: Chance) {
    this.relay = relay;
    this.chance = chance;
  }

  /** Delivers what was delayed, in any order. */
  deliverLate(): void {
    while (this.late.length > 0) this.relay.answer(this.late.splice(this.chance.upTo(this.late.length), 1)[0] as Request);
  }

  send(request: Request, fault?: NetFault | Lie): Answer | undefined {
    if (fault === undefined) return this.remember(request, this.relay.answer(request));
    return isLie(fault) ? this.lie(request, fault) : this.meet(request, fault);
  }

  private meet(request: Request, fault: NetFault): Answer | undefined {
    switch (fault) {
      case "lost request":
      case "captive portal":
        return undefined;
      case "crash before commit":
        this.relay.load(this.relay.copy());
        return undefined;
      case "lost answer":
        this.relay.answer(request);
        return undefined;
      case "crash after commit":
        this.relay.answer(request);
        this.relay.load(this.relay.copy());
        return undefined;
      case "twice":
        this.relay.answer(request);
        return this.relay.answer(request);
      case "late":
        this.late.push(request);
        return undefined;
      case "bent request":
      case "too large":
        return this.sendBent(request, fault);
      case "bent answer":
      case "cut answer":
        return this.bend(this.relay.answer(request), fault);
    }
  }

  private remember(request: Request, answer: Answer): Answer {
    if (request.action === "pull" && "bytes" in answer) this.oldPages.push(answer.bytes);
    return answer;
  }

  /** The body is signed for: another one is refused before it is read. A signed one may be anything, and must be refused too. */
  private sendBent(request: Request, fault: "bent request" | "too large"): Answer | undefined {
    if (fault === "too large") return this.relay.answer({ ...request, body: new Uint8Array(limits.requestBytes + 1) });
    return { refused: "unauthorized" };
  }

  /** A connection checks its bytes; where that fails, what is left must be told by its form or its seal. */
  private bend(answer: Answer, fault: "bent answer" | "cut answer"): Answer | undefined {
    if (!("bytes" in answer) || answer.bytes.length === 0) return answer;
    const { bytes } = answer;
    if (fault === "cut answer") return { bytes: bytes.subarray(0, this.chance.upTo(bytes.length)) };
    const at = this.chance.upTo(bytes.length);
    const bent = bytes.map((byte, index) => (index === at ? byte ^ (1 << this.chance.upTo(8)) : byte));
    return isBentWithinSeal(bytes, bent) ? { bytes: bent } : undefined;
  }

  private lie(request: Request, fault: Lie): Answer | undefined {
    const honest = this.relay.answer(request);
    if (!("bytes" in honest)) return honest;
    if (request.action === "readKeyring") return { bytes: this.lyingKeyring(honest.bytes, fault) };
    const page = request.action === "pull" ? decodePullPage(honest.bytes) : undefined;
    return page?.ok === true ? { bytes: this.lyingPage(page.value, fault) } : honest;
  }

  private lyingKeyring(honest: Uint8Array, fault: Lie): Uint8Array {
    const { keyring } = this.relay;
    if (fault === "shorter keyring" && keyring !== undefined) return encodeEntries(keyring.entries.slice(0, -1));
    if (fault === "forked keyring") return encodeEntries(forkedKeyring.entries);
    if (fault === "foreign keyring") return encodeEntries(foreignKeyring.entries);
    const at = this.chance.upTo(honest.length);
    return fault === "bent keyring" ? honest.map((byte, index) => (index === at ? byte ^ 1 : byte)) : honest;
  }

  private lyingPage(page: PullPage, fault: Lie): Uint8Array {
    const writers = Object.keys(page.vector);
    const elsewhere = { length: page.keyring.length + 1, head: this.chance.bytes(32) };
    if (fault === "old page") return this.oldPages.length === 0 ? encodePullPage(page) : this.chance.oneOf(this.oldPages);
    if (fault === "withheld records") return encodePullPage({ ...page, records: [] });
    if (fault === "vector too low") return encodePullPage({ ...page, vector: Object.fromEntries(Object.entries(page.vector).filter(() => this.chance.onceIn(2))) });
    if (fault === "wrong own record") return encodePullPage(page.own === undefined ? page : { ...page, own: { ...page.own, sha256: this.chance.bytes(32) } });
    if (fault === "forged record" && writers.length > 0) return encodePullPage(withRecord(page, { writer: this.chance.oneOf(writers), epoch: 1 + this.chance.upTo(2), body: this.chance.bytes(200) }));
    const late = this.lateRecords.find(({ writer, seq }) => seq === (page.vector[writer] ?? 0) + 1);
    if (fault === "late record of a removed device" && late !== undefined) return encodePullPage(withRecord(page, late));
    return encodePullPage({ ...page, keyring: elsewhere });
  }
}

/** The page with one more record, at the next place of its writer. */
function withRecord(page: PullPage, record: Omit<SealedRecord, "seq">): PullPage {
  const seq = (page.vector[record.writer] ?? 0) + 1;
  return { ...page, records: [...page.records, { ...record, seq }], vector: { ...page.vector, [record.writer]: seq } };
}

const bare = ({ records, ...rest }: PullPage): string => JSON.stringify([rest, records.map(({ writer, seq, epoch, erasedHash }) => [writer, seq, epoch, erasedHash])]);

/** True where the two frames differ in nothing but the bodies of records, or the second isn't a page at all. */
function isBentWithinSeal(bytes: Uint8Array, bent: Uint8Array): boolean {
  const [page, other] = [decodePullPage(bytes), decodePullPage(bent)];
  if (!page.ok || !other.ok) return !other.ok;
  return bare(page.value) === bare(other.value);
}
