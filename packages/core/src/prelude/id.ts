/**
 * Identifiers. Each is 16 bytes as base64url without padding (22 characters), branded so that one
 * kind can't stand where another belongs. Ids are opaque: nothing reads meaning out of them.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A person, stable over every import: derived from the strongest key the source gave. */
export type PersonId = Branded<"PersonId">;
/** An event. For imported facts derived from their content, else random. */
export type EventId = Branded<"EventId">;
/** One import run, undone as one step. */
export type ImportId = Branded<"ImportId">;
/** The device that recorded something. */
export type DeviceId = Branded<"DeviceId">;
/** People the owner means to see in one rhythm. */
export type CircleId = Branded<"CircleId">;
/** Something the owner wants to reach through people. */
export type GoalId = Branded<"GoalId">;
/** One introduction, asked for or made. */
export type IntroductionId = Branded<"IntroductionId">;
/** One promise, by the owner or to them. */
export type CommitmentId = Branded<"CommitmentId">;
/** Something that came of knowing people. */
export type OpportunityId = Branded<"OpportunityId">;

const idPattern = /^[A-Za-z0-9_-]{22}$/u;

/** True where `text` has the shape of an id: 22 characters of base64url. */
export const isId = (text: unknown): text is string => typeof text === "string" && idPattern.test(text);

/** Gives fresh random ids. The composition root builds it from the platform's randomness. */
export interface IdSource {
  /** 22 characters of base64url from 16 random bytes. */
  next(): string;
}
