/** What the sync driver and joining need of a relay. The real one speaks HTTP; tests have one in memory. */
import type { AppendRequest, PullPage, PullRequest, PushReceipt, RelayErrorCode, Result, SealedRecord, SignedEntry } from "@kith/core/relay";

/**
 * Why a request came to nothing. "offline": no relay answered, or something else did (a captive
 * portal): try again later. "refused": the relay answered, and won't.
 */
export type TransportError = { readonly kind: "offline" } | { readonly kind: "refused"; readonly code: RelayErrorCode };

/** A relay, as one member of one vault sees it. No call throws. */
export interface Transport {
  /** Registers the vault with its whole keyring: a device added later isn't a member before its own entry. */
  create(entries: readonly SignedEntry[]): Promise<Result<true, TransportError>>;
  readKeyring(): Promise<Result<readonly SignedEntry[], TransportError>>;
  appendKeyring(request: AppendRequest): Promise<Result<true, TransportError>>;
  pull(request: PullRequest): Promise<Result<PullPage, TransportError>>;
  /** Answered after the relay's commit. */
  push(records: readonly SealedRecord[]): Promise<Result<PushReceipt, TransportError>>;
}
