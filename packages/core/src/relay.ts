/**
 * The side door for machines that carry sealed records: the relay, and the client's sync. It holds
 * vault and sync only, so the relay's bundle has neither Automerge nor the graph.
 */
export { bytesToBase64url, sameBytes } from "./prelude/bytes.ts";
export { err, ok, type Result } from "./prelude/result.ts";

export { eraseRecord, isCanonicalId, isErased, recordHash, type Address, type Random, type RecordHeader, type SealedRecord } from "./vault/record.ts";
export { openRecord, paddedLength, sealRecord } from "./vault/seal.ts";
export { openLocal, sealLocal } from "./vault/seal-local.ts";
export { isSmallOrderKey, signingKeyFile, softwareKeys, type DeviceKeys } from "./vault/device-keys.ts";
export type { EpochWrap } from "./vault/epoch-wrap.ts";
export { decodeEntry, entryHash } from "./vault/keyring-entry.ts";
export { recoveryMember, type KeyringFact, type PublicKeys, type SignedEntry } from "./vault/keyring-fact.ts";
export { signKeyOf, type KeyringState, type Member } from "./vault/keyring-state.ts";
export {
  extendsKeyring,
  growKeyring,
  openEpochKeys,
  openEveryEpoch,
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
export { extendChain, startOfChain, type Line, type LineEnd } from "./vault/line.ts";
export { commitmentTo, encodeWish, pairingCode, pairingKeys, type PairingSide } from "./vault/pairing-message.ts";
export { answerKnock, hearNew, hearOld, knock, openDoor, openJoined, pairingLink, readPairingLink, type NewPairing, type OldPairing, type PairingFailure } from "./vault/pairing.ts";
export { createLock, openLock, openSeed, withoutWay, withWay, type Lock, type LockPasskey, type LockWay, type Unlocked } from "./vault/lock.ts";
export { answerWordsCheck, createWordsCheck, type WordsCheck } from "./vault/words-check.ts";
export { recoveryKeys, recoveryToWords, wordsToRecovery, type Recovery, type WordsError } from "./vault/recovery-words.ts";

export { isRelayErrorCode, limits, relayErrorStatus, type RelayErrorCode } from "./sync/limits.ts";
export type { Vector } from "./sync/vector.ts";
export {
  decodePullPage,
  decodePullRequest,
  decodePushRequest,
  decodeReceipt,
  decodeRecords,
  encodePullPage,
  encodePullRequest,
  encodeAddresses,
  encodeAfter,
  encodePushRequest,
  encodeReceipt,
  encodeRecords,
  type KeyringMark,
  type MemberStanding,
  type PullPage,
  type PullRequest,
  type PushReceipt,
  type PushRequest,
} from "./sync/codec.ts";
export { decodeEntries, encodeAppend, encodeEntries, type AppendRequest } from "./sync/keyring-codec.ts";
export {
  authWindowMs,
  invitation,
  isInvited,
  isLoopback,
  signRequest,
  type Authorization,
  type RequestToSign,
} from "./sync/request-auth.ts";
export {
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
export { pageBytesOf, type RecordTable } from "./sync/relay-rules.ts";
export type { Answered, RelayTables } from "./sync/relay.ts";
export { encodeRequest, relayActionAt, relayPaths, type RelayAction, type RelayRequest } from "./sync/relay-request.ts";
export { ask, createRelayDoor, type Arriving, type RelayDoor } from "./sync/relay-door.ts";
export type { SignatureTable, Verify } from "./sync/gate.ts";
export { checkedBefore } from "./sync/signatures.ts";
export type { Standing, StandingTable } from "./sync/standing.ts";
export { runSync, type Levelled, type Progress, type Run, type RunDeps, type RunDevice, type RunError } from "./sync/run.ts";
export { createTransport, type Post, type Transport, type TransportError } from "./sync/transport.ts";
export { emptyMark, extendMark, joinMarks, shortenMark, type ErasedMark } from "./vault/erased-mark.ts";

export { createDeviceStore, type DeviceStore } from "./store/device-store.ts";
export type { Adopted, Adopting } from "./store/adopt.ts";
export type {
  DamagedRows, LockedOut, NamedBy, NamedRows, RecordRows, StateRows, StoredRecord, StoredSnapshot, StoredVault, StoredWords, StoreState, StoreTables, StoreTransaction,
} from "./store/tables.ts";
export { openDevice, type Device, type DeviceDeps } from "./device/device.ts";
export type { HeldPayload, HeldRecords } from "./device/held-records.ts";
export type { EpochKeys, KeyringKeeper } from "./device/keyring-keeper.ts";
export type { RecordWriter } from "./device/record-writer.ts";
export { judgeMessage } from "./sync/mailbox-rules.ts";
export { decodePairingAnswer, decodePairingRequest, encodePairingAnswer, encodePairingRequest, pairingLimits, type PairingRequest } from "./sync/pairing-codec.ts";
