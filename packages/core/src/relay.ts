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
export { decodeEntry, entryHash } from "./vault/keyring-entry.ts";
export { recoveryMember, type KeyringFact, type PublicKeys, type SignedEntry } from "./vault/keyring-fact.ts";
export { retiredKeyOf, signKeyOf, type KeyringState, type Member } from "./vault/keyring-state.ts";
export {
  extendsKeyring,
  growKeyring,
  openEpochKeys,
  openKeyring,
  vaultIdOf,
  verifyKeyring,
  type Keyring,
  type KeyringError,
} from "./vault/keyring.ts";
export {
  addDeviceEntry,
  createKeyring,
  removeDeviceEntry,
  replaceRecoveryEntry,
  type EpochEnd,
  type KeyringAuthor,
  type NewDevice,
  type NewVault,
} from "./vault/keyring-write.ts";
export { admits, extendChain, startOfChain, type Line, type LineEnd } from "./vault/line.ts";
export { pairingKeys, type PairingSide } from "./vault/pairing-message.ts";
export { answerKnock, hearNew, hearOld, knock, openDoor, openJoined, pairingLink, readPairingLink, type NewPairing, type OldPairing, type PairingFailure } from "./vault/pairing.ts";
export { answerWordsCheck, createWordsCheck, type WordsCheck } from "./vault/words-check.ts";
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
  type MemberStanding,
  type PullPage,
  type PullRequest,
  type PushReceipt,
} from "./sync/codec.ts";
export { decodeAppend, decodeEntries, encodeAppend, encodeEntries, type AppendRequest } from "./sync/keyring-codec.ts";
export {
  authWindowMs,
  invitation,
  isAuthorized,
  isBodyOf,
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
  exchangeRefusals,
  pendingRecords,
  type Conflict,
  type ExchangeEvent,
  type ExchangeOutcome,
  type ExchangeRefusal,
  type ExchangeStart,
  type ExchangeState,
  type ExchangeStep,
  type ExchangeWish,
  type RelayHoldings,
} from "./sync/exchange.ts";
export { answerPull, answerPush, judgeHeld, pageBytesOf, type Admission, type Judgement, type RecordTable } from "./sync/relay-rules.ts";
export { answerAppend, answerCreate } from "./sync/keyring-rules.ts";
export { decodePairingAnswer, decodePairingRequest, encodePairingAnswer, encodePairingRequest, pairingLimits, type PairingRequest } from "./sync/pairing-codec.ts";
