/**
 * The base of a snapshot: the fold up to a mark, as bytes. Columns of JSON instead of keyed objects,
 * because parsing JSON is the fastest thing a browser does and keys are most of its length; deflated,
 * because the seal around it then costs as much less as inflating costs, and a third stays in memory. A
 * wrong version, a cut or a flipped byte is an error, never another network: the caller folds everything again.
 */
import { bytesToUtf8, concatBytes, sameBytes, utf8ToBytes } from "../prelude/bytes.ts";
import { deflate, inflate } from "../prelude/deflated.ts";
import type { Entry } from "../event/entry.ts";
import { catalogueKey } from "../event/parse.ts";
import type { ImportId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { decodePeople } from "./decode-people.ts";
import type { NetworkDraft } from "./draft.ts";
import { encodePeople } from "./encode-people.ts";
import type { Rulings } from "./rulings.ts";
import type { PeopleColumns } from "./snapshot-columns.ts";

/** To be raised whenever the bytes or the meaning of a fold change. */
export const baseVersion = 3;
const checkBytes = 8;
/** No network is larger: a million people are about 500 MB. */
const inflatedBytesMax = 1_000_000_000;

/** What a projection can go on from. */
export interface ProjectionSnapshot {
  /** The fold up to the mark. */
  readonly base: Uint8Array;
  /** The entries above the mark, in log order. */
  readonly tail: readonly Entry[];
  /** The clock of the last entry in the base. */
  readonly markHlc: number;
}

/** The fold of all entries up to a mark, and what is needed to go on from there. */
export interface Base {
  readonly draft: NetworkDraft;
  /** The clock of the last entry folded: entries at or below it are in here. */
  readonly markHlc: number;
  /** The rulings it was folded under, also those that stand above the mark. */
  readonly rulings: Rulings;
  /** The rulings that stand at or below the mark, as entries: later ones may take them back. */
  readonly rulingEntries: readonly Entry[];
  /** The imports that entries at or below the mark came with. */
  readonly importIds: ReadonlySet<ImportId>;
}

/** Why bytes are no base of this build. */
export type BaseFailure = "wrongVersion" | "damaged";

type Lists<Shape> = { readonly [Key in keyof Shape]: Shape[Key] extends ReadonlyMap<infer From, infer To> ? readonly (readonly [From, To])[] : Shape[Key] extends ReadonlySet<infer Item> ? readonly Item[] : Shape[Key] };

interface Content extends PeopleColumns {
  /** What the build folded: another build's base lacks what that one couldn't read. */
  readonly catalogue: string;
  readonly markHlc: number;
  readonly rulings: Lists<Rulings>;
  readonly rulingEntries: readonly Entry[];
  readonly importIds: readonly ImportId[];
  readonly rest: Lists<Omit<NetworkDraft, "people" | "nameless" | "gatherings">>;
}

export function encodeBase({ draft, markHlc, rulings, rulingEntries, importIds }: Base): Uint8Array {
  const { people, nameless, gatherings, ...rest } = draft;
  const content: Content = {
    catalogue: catalogueKey, markHlc, rulings: asLists(rulings), rulingEntries, importIds: [...importIds], rest: asLists(rest), ...encodePeople({ people, nameless, gatherings }),
  };
  const bytes = deflate(utf8ToBytes(JSON.stringify(content)), "quick");
  return concatBytes(Uint8Array.of(baseVersion), checkOf(bytes), bytes);
}

export function decodeBase(bytes: Uint8Array): Result<Base, BaseFailure> {
  if (bytes[0] !== baseVersion) return err("wrongVersion");
  const checked = bytes.subarray(1 + checkBytes);
  if (!sameBytes(bytes.subarray(1, 1 + checkBytes), checkOf(checked))) return err("damaged");
  try {
    const content = JSON.parse(bytesToUtf8(inflate(checked, inflatedBytesMax) ?? new Uint8Array())) as Content;
    return content.catalogue === catalogueKey ? ok(baseOf(content)) : err("wrongVersion");
  } catch {
    // The check held, so a build wrote this whose version was not raised. Folding again mends it; a throw would not.
    return err("wrongVersion");
  }
}

function baseOf({ markHlc, rulings, rulingEntries, importIds, rest, ...columns }: Content): Base {
  return {
    markHlc, rulingEntries, importIds: new Set(importIds),
    rulings: { events: new Set(rulings.events), imports: new Set(rulings.imports), merged: new Map(rulings.merged), forgotten: new Set(rulings.forgotten) },
    draft: {
      ...decodePeople(columns), owner: rest.owner, imports: rest.imports, circles: new Map(rest.circles), goals: new Map(rest.goals), commitments: new Map(rest.commitments),
      introductions: new Map(rest.introductions), opportunities: new Map(rest.opportunities), assertedTies: new Map(rest.assertedTies), organisationAliases: new Map(rest.organisationAliases),
    },
  };
}

/**
 * Eight bytes that tell damage: a change within one word of four bytes for certain, since every step
 * can be undone, any other with a chance of 2^-64 to slip through. Against accidents, at a tenth of what
 * SHA-256 costs: the seal around a snapshot keeps out intent.
 */
function checkOf(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - (bytes.length % 4);
  // A copy, because words must lie at multiples of four; what is left over counts as one more word.
  const words = new Uint32Array(bytes.slice(0, end).buffer);
  const left = bytes.subarray(end).reduce((word, byte) => (word << 8) | byte, 0);
  let a = bytes.length;
  let b = ~bytes.length;
  for (let index = 0; index <= words.length; index += 1) {
    const word = words[index] ?? left;
    a = Math.imul(a ^ word, 0x9e_37_79_b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85_eb_ca_77);
    b ^= b >>> 13;
  }
  return new Uint8Array(Int32Array.of(a, b).buffer);
}

/** Maps and sets as lists, for JSON. */
const asLists = <Shape extends object>(shape: Shape): Lists<Shape> =>
  Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, value instanceof Map || value instanceof Set ? [...value] as unknown : value as unknown])) as Lists<Shape>;
