/** A relay as one member of one vault sees it: the same calls over HTTP, in tests and in the simulator. */
import { err, ok, type Result } from "../prelude/result.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import type { Address, SealedRecord } from "../vault/record.ts";
import { decodePullPage, decodeReceipt, decodeRecords, type PullPage, type PullRequest, type PushReceipt, type PushRequest } from "./codec.ts";
import type { FrameError } from "./frame-parts.ts";
import { decodeEntries, type AppendRequest } from "./keyring-codec.ts";
import type { RelayErrorCode } from "./limits.ts";
import type { RelayRequest } from "./relay-request.ts";

/**
 * Why a request came to nothing. "offline": no relay answered, or something else did (a captive
 * portal): try again later. "refused": the relay answered, and won't.
 */
export type TransportError = { readonly kind: "offline" } | { readonly kind: "refused"; readonly code: RelayErrorCode };

type Told<Value> = Promise<Result<Value, TransportError>>;

/** No call throws. */
export interface Transport {
  /** Registers the vault with its whole keyring: a device added later isn't a member before its own entry. */
  create(entries: readonly SignedEntry[]): Told<PullPage>;
  readKeyring(): Told<readonly SignedEntry[]>;
  appendKeyring(request: AppendRequest): Told<true>;
  pull(request: PullRequest): Told<PullPage>;
  /** Answered after the relay's commit. */
  push(request: PushRequest): Told<PushReceipt>;
  /** A page of what the relay holds erased, behind `after`. */
  listErased(after: Address | undefined): Told<readonly SealedRecord[]>;
  /** Records at these addresses, as far as the relay holds them and they fit a page. */
  fetch(addresses: readonly Address[]): Told<readonly SealedRecord[]>;
}

/** Takes a request to the relay and brings its bytes. Never throws. */
export type Post = (request: RelayRequest) => Told<Uint8Array>;

/** The calls over `post`. */
export function createTransport(post: Post): Transport {
  const ask = async <Value>(request: RelayRequest, read: (bytes: Uint8Array) => Result<Value, FrameError>): Told<Value> => {
    const told = await post(request);
    if (!told.ok) return told;
    const value = read(told.value);
    if (value.ok) return value;
    return err(value.error === "version" ? { kind: "refused", code: "version" } : { kind: "offline" });
  };
  return {
    create: (entries) => ask({ action: "create", entries }, decodePullPage),
    readKeyring: () => ask({ action: "readKeyring" }, decodeEntries),
    appendKeyring: (request) => ask({ action: "append", request }, (): Result<true, never> => ok(true)),
    pull: (request) => ask({ action: "pull", request }, decodePullPage),
    push: (request) => ask({ action: "push", request }, decodeReceipt),
    listErased: (after) => ask({ action: "listErased", after }, decodeRecords),
    fetch: (addresses) => ask({ action: "fetch", addresses }, decodeRecords),
  };
}
