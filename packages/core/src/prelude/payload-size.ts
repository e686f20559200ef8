/**
 * The largest payload, in bytes, whose padded and sealed form still fits a record (vault/seal.ts holds it
 * to that). It stands here, because the log must not write what the vault could not seal.
 */
export const maxPayloadBytes = 258_044;
