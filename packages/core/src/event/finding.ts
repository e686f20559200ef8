/**
 * What was found in the text of a message at import. The text itself isn't kept; a finding keeps a
 * short quote as its evidence.
 */
export type FindingKind = "promise" | "question" | "organisation" | "pitch";

export interface Finding {
  readonly kind: FindingKind;
  /** At most 140 characters of the message, as evidence. */
  readonly quote: string;
  /** For `organisation`: the name as the message wrote it. */
  readonly organisation?: string;
}

/** Quotes are evidence, not copies: longer ones are cut at a word. */
export const quoteLengthMax = 140;
