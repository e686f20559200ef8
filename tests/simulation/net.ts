/** The way to the relay and back, and what can happen on it: to one frame, drawn anew for each. */
import { decodePullPage, decodeRecords, encodeEntries, encodePullPage, encodeRecords, eraseRecord, limits, ok, type PullPage, type SealedRecord } from "@kith/core/relay";
import type { Request } from "@kith/core/testing";
import type { Chance } from "./chance.ts";
import { foreignKeyring, forkedKeyring, headerOf, vault } from "./members.ts";
import { audience, pathOf, refused, type Answer, type Relay, type Signed } from "./relay.ts";

/** What befalls a request or its answer on the way, or the relay while it answers. */
export const netFaults = ["lost request", "lost answer", "twice", "late", "bent request", "bent answer", "cut answer", "too large", "captive portal", "crash before commit", "crash after commit"] as const;

/** What a relay says that lies. */
export const lies = ["forged record", "late record of a removed device", "old page", "withheld records", "vector too low", "wrong own record", "forged erasure", "forged list of the erased", "shorter keyring", "forked keyring", "foreign keyring", "bent keyring"] as const;

export type NetFault = (typeof netFaults)[number];
export type Lie = (typeof lies)[number];

const isLie = (fault: NetFault | Lie): fault is Lie => lies.some((lie) => lie === fault);

/** What a request that came to nothing looks like. */
const nothingCame: Answer = { ok: false, error: { kind: "offline" } };

/** A net that may do something to the next frame. */
export class Net {
  readonly relay: Relay;
  /** Requests that are still under way though their sender gave up. */
  private readonly late: Signed[] = [];
  private readonly oldPages: Uint8Array[] = [];
  /** What a removed device wrote behind its line, for a relay that is in league with it. */
  lateRecords: readonly SealedRecord[] = [];
  private readonly chance: Chance;
  /** A signature is taken once: each request has a moment of its own. */
  private nowMs = 1_800_000_000_000;

  constructor(relay: Relay, chance: Chance) {
    this.relay = relay;
    this.chance = chance;
  }

  /** Delivers what was delayed, in any order. */
  async deliverLate(): Promise<void> {
    while (this.late.length > 0) {
      const [request] = this.late.splice(this.chance.upTo(this.late.length), 1);
      if (request) await this.reach(request);
    }
  }

  async send(request: Request, fault?: NetFault | Lie): Promise<Answer> {
    this.nowMs += 1;
    const place = { audience, vault, method: "POST", path: pathOf(request.action), body: request.body } as const;
    const signed = { ...request, header: await headerOf(request.name, place, this.nowMs) };
    if (fault === undefined) return this.remember(signed, await this.reach(signed));
    return isLie(fault) ? this.lie(signed, fault) : this.meet(signed, fault);
  }

  private readonly reach = (request: Signed): Promise<Answer> => this.relay.answer(request, this.nowMs);

  private async meet(request: Signed, fault: NetFault): Promise<Answer> {
    switch (fault) {
      case "lost request":
      case "captive portal":
        return nothingCame;
      case "crash before commit":
        this.relay.load(this.relay.tables);
        return nothingCame;
      case "lost answer":
        await this.reach(request);
        return nothingCame;
      case "crash after commit":
        await this.reach(request);
        this.relay.load(this.relay.tables);
        return nothingCame;
      case "twice": {
        const first = await this.reach(request);
        await this.reach(request);
        return first;
      }
      case "late":
        this.late.push(request);
        return nothingCame;
      case "bent request":
      case "too large":
        return this.sendBent(request, fault);
      case "bent answer":
      case "cut answer":
        return this.bend(await this.reach(request), fault);
    }
  }

  private remember(request: Signed, answer: Answer): Answer {
    if (request.action === "pull" && answer.ok) this.oldPages.push(answer.value);
    return answer;
  }

  /** The body is signed for: another one is refused. */
  private sendBent(request: Signed, fault: "bent request" | "too large"): Promise<Answer> | Answer {
    if (fault === "too large") return this.reach({ ...request, body: new Uint8Array(limits.requestBytes + 1) });
    if (request.body.length === 0 || request.action === "create") return refused("unauthorized");
    const at = this.chance.upTo(request.body.length);
    return this.reach({ ...request, body: request.body.map((byte, index) => (index === at ? byte ^ 1 : byte)) });
  }

  /** A connection checks its bytes; where that fails, what is left must be told by its form or its seal. */
  private bend(answer: Answer, fault: "bent answer" | "cut answer"): Answer {
    if (!answer.ok || answer.value.length === 0) return answer;
    const { value: bytes } = answer;
    if (fault === "cut answer") return ok(bytes.subarray(0, this.chance.upTo(bytes.length)));
    const at = this.chance.upTo(bytes.length);
    const bent = bytes.map((byte, index) => (index === at ? byte ^ (1 << this.chance.upTo(8)) : byte));
    return isBentWithinSeal(bytes, bent) ? ok(bent) : nothingCame;
  }

  private async lie(request: Signed, fault: Lie): Promise<Answer> {
    const honest = await this.reach(request);
    if (!honest.ok) return honest;
    if (request.action === "readKeyring") return ok(this.lyingKeyring(honest.value, fault));
    if (request.action === "fetch" || request.action === "listErased") return ok(this.lyingRecords(honest.value, fault));
    const page = request.action === "pull" ? decodePullPage(honest.value) : undefined;
    return page?.ok === true ? ok(this.lyingPage(page.value, fault)) : honest;
  }

  /** What it was asked to fetch is erased, it says; what it holds whole is, too. */
  private lyingRecords(honest: Uint8Array, fault: Lie): Uint8Array {
    const records = decodeRecords(honest);
    if (!records.ok) return honest;
    if (fault === "forged erasure") return encodeRecords(records.value.map((record) => this.forgedErasure(record)));
    if (fault === "forged list of the erased") return encodeRecords(this.relay.rows().map((record) => eraseRecord(vault, record)));
    return honest;
  }

  /** Without its body, with the hash it had or with one that was made up. */
  private forgedErasure(record: SealedRecord): SealedRecord {
    const erased = eraseRecord(vault, record);
    return this.chance.onceIn(2) ? erased : { ...erased, erasedHash: this.chance.bytes(32) };
  }

  private lyingKeyring(honest: Uint8Array, fault: Lie): Uint8Array {
    const keyring = this.relay.tables.keyring();
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
    if (fault === "forged erasure") return encodePullPage({ ...page, records: page.records.map((record) => (this.chance.onceIn(2) ? this.forgedErasure(record) : record)) });
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
