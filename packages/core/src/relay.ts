/**
 * The side door for machines that carry sealed records: the relay, and the client's sync. It holds
 * vault and sync only, so the relay's bundle has neither Automerge nor the graph.
 */
export { bytesToBase64url, sameBytes } from "./prelude/bytes.ts";
export { err, ok, type Result } from "./prelude/result.ts";

export { eraseRecord, isCanonicalId, isErased, recordHash, type Address, type Random, type RecordHeader, type SealedRecord } from "./vault/record.ts";
export { openRecord, sealRecord } from "./vault/seal.ts";
export { openLocal, sealLocal } from "./vault/seal-local.ts";
export { softwareKeys, type DeviceKeys } from "./vault/device-keys.ts";
export type { EpochWrap } from "./vault/epoch-wrap.ts";
export { entryHash, recoveryMember, type KeyringFact, type PublicKeys, type SignedEntry } from "./vault/keyring-entry.ts";
export {
  extendKeyring,
  extendsKeyring,
  openEpochKeys,
  signKeyOf,
  vaultIdOf,
  verifyKeyring,
  type KeyringError,
  type KeyringState,
  type Member,
} from "./vault/keyring.ts";
export { addDeviceEntry, createKeyring, type Adder, type NewDevice, type NewVault } from "./vault/keyring-write.ts";
export { recoveryKeys, recoveryToWords, wordsToRecovery, type Recovery, type WordsError } from "./vault/recovery-words.ts";

export { isRelayErrorCode, limits, relayErrorStatus, type RelayErrorCode } from "./sync/limits.ts";
export type { Vector } from "./sync/vector.ts";
export {
  decodePullPage,
  decodePullRequest,
  decodeReceipt,
  decodeRecords,
  encodePullPage,
  encodePullRequest,
  encodeReceipt,
  encodeRecords,
  type KeyringMark,
  type PullPage,
  type PullRequest,
  type PushReceipt,
} from "./sync/codec.ts";
export { decodeAppend, decodeEntries, encodeAppend, encodeEntries, type AppendRequest } from "./sync/keyring-codec.ts";
export {
  authWindowMs,
  invitation,
  isAuthorized,
  isInvited,
  isLoopback,
  parseAuthorization,
  signRequest,
  type Authorization,
  type RequestToSign,
} from "./sync/request-auth.ts";
export {
  advance,
  begin,
  pendingRecords,
  type Conflict,
  type ExchangeEvent,
  type ExchangeOutcome,
  type ExchangeStart,
  type ExchangeState,
  type ExchangeStep,
  type ExchangeWish,
} from "./sync/exchange.ts";
export { answerPull, answerPush, judgeHeld, pageBytesOf, type Judgement, type RecordTable } from "./sync/relay-rules.ts";
