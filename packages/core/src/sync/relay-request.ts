/** What a member can ask of a relay: the actions, each with its path and the form of its body. */
import { ok, type Result } from "../prelude/result.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import type { Address } from "../vault/record.ts";
import {
  decodeAddresses, decodeAfter, decodePullRequest, decodePushRequest, encodeAddresses, encodeAfter, encodePullRequest, encodePushRequest,
  type PullRequest, type PushRequest,
} from "./codec.ts";
import type { FrameError } from "./frame-parts.ts";
import { decodeAppend, decodeEntries, encodeAppend, encodeEntries, type AppendRequest } from "./keyring-codec.ts";

/** A request about a vault, read. */
export type RelayRequest =
  | { readonly action: "create"; readonly entries: readonly SignedEntry[] }
  | { readonly action: "readKeyring" }
  | { readonly action: "append"; readonly request: AppendRequest }
  | { readonly action: "pull"; readonly request: PullRequest }
  | { readonly action: "push"; readonly request: PushRequest }
  | { readonly action: "listErased"; readonly after: Address | undefined }
  | { readonly action: "fetch"; readonly addresses: readonly Address[] };

export type RelayAction = RelayRequest["action"];

/** Where each action is asked for, below /v1/vaults/<vault>. */
export const relayPaths: Readonly<Record<RelayAction, string>> = {
  create: "", readKeyring: "/keyring", append: "/keyring/append", pull: "/pull", push: "/push", listErased: "/erased", fetch: "/fetch",
};

/** The action asked for at `path`, which begins below the vault; undefined where there is none. */
export const relayActionAt = (path: string): RelayAction | undefined =>
  (Object.keys(relayPaths) as RelayAction[]).find((action) => relayPaths[action] === path);

/** True for what changes nothing: asked twice, it is answered twice, and no signature need be remembered. */
export const isRead = (action: RelayAction): boolean => action === "readKeyring" || action === "pull" || action === "listErased" || action === "fetch";

const noBytes = new Uint8Array(0);

/** The body of a request. */
export function encodeRequest(request: RelayRequest): Uint8Array {
  switch (request.action) {
    case "create": return encodeEntries(request.entries);
    case "readKeyring": return noBytes;
    case "append": return encodeAppend(request.request);
    case "pull": return encodePullRequest(request.request);
    case "push": return encodePushRequest(request.request);
    case "listErased": return encodeAfter(request.after);
    case "fetch": return encodeAddresses(request.addresses);
  }
}

const named = <Value, Request>(read: Result<Value, FrameError>, make: (value: Value) => Request): Result<Request, FrameError> =>
  (read.ok ? ok(make(read.value)) : read);

/** Reads the body of a request. */
export function decodeRequest(action: RelayAction, body: Uint8Array): Result<RelayRequest, FrameError> {
  switch (action) {
    case "create": return named(decodeEntries(body), (entries) => ({ action, entries }));
    case "readKeyring": return ok({ action });
    case "append": return named(decodeAppend(body), (request) => ({ action, request }));
    case "pull": return named(decodePullRequest(body), (request) => ({ action, request }));
    case "push": return named(decodePushRequest(body), (request) => ({ action, request }));
    case "listErased": return named(decodeAfter(body), ({ value }) => ({ action, after: value }));
    case "fetch": return named(decodeAddresses(body), (addresses) => ({ action, addresses }));
  }
}
