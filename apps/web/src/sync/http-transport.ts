/** The relay over HTTP: each request signed, answered in bytes, given up after 30 s. */
import {
  createTransport, encodeRequest, err, isRelayErrorCode, ok, relayPaths, signRequest, type DeviceKeys, type Result, type Transport, type TransportError,
} from "@kith/core/relay";

/** Who asks, where, and by what means. */
export interface HttpTransportDeps {
  /** The relay's origin: "https://kith.example". */
  readonly serverUrl: string;
  readonly vaultId: string;
  /** A device id or "recovery". */
  readonly member: string;
  readonly keys: DeviceKeys;
  /** Where the relay asks for one: given by whoever runs it, for this vault id. */
  readonly invitation?: () => Promise<string | undefined>;
  readonly fetch: typeof fetch;
  readonly nowMs: () => number;
  /** Told how far the relay's clock is ahead of this device's, in ms, whenever a signature was refused over it. */
  readonly onClock?: (aheadMs: number) => void;
}

const timeoutMs = 30_000;

/** The relay over HTTP; a member may open a mailbox there, named by 16 bytes, for a pairing. */
export interface HttpTransport extends Transport {
  openPairing(mailbox: Uint8Array): Promise<Result<true, TransportError>>;
}

/** A transport for one member of one vault. */
export function createHttpTransport(deps: HttpTransportDeps): HttpTransport {
  const post = createPost(deps);
  return {
    ...createTransport((request) => post(relayPaths[request.action], encodeRequest(request))),
    openPairing: async (mailbox) => {
      const opened = await post("/pairings", mailbox);
      return opened.ok ? ok(true) : opened;
    },
  };
}

function createPost(deps: HttpTransportDeps) {
  // How far the relay's clock is ahead of ours, learned from a refusal: a wrong clock must not lock anyone out.
  let aheadMs = 0;
  // The relay takes a signature once: two requests that are alike must differ in their time.
  let lastMs = 0;
  const timeMs = (): number => {
    lastMs = Math.max(lastMs + 1, deps.nowMs() + aheadMs);
    return lastMs;
  };

  const send = async (action: string, body: Uint8Array): Promise<Response> => {
    const url = new URL(`/v1/vaults/${deps.vaultId}${action}`, deps.serverUrl);
    const request = { audience: url.host, vault: deps.vaultId, method: "POST", path: url.pathname, body } as const;
    const headers: Record<string, string> = { authorization: await signRequest(request, deps, timeMs()) };
    const invitation = action === "" ? await deps.invitation?.() : undefined;
    if (invitation !== undefined) headers["x-kith-invitation"] = invitation;
    return deps.fetch(url.href, { method: "POST", body: body as Uint8Array<ArrayBuffer>, headers, redirect: "error", credentials: "omit", signal: AbortSignal.timeout(timeoutMs) });
  };

  return async (action: string, body: Uint8Array): Promise<Result<Uint8Array, TransportError>> => {
    try {
      let answered = await readAnswer(await send(action, body));
      if (answered.kind === "refused" && answered.code === "unauthorized" && answered.timeMs !== undefined) {
        const offMs = answered.timeMs - deps.nowMs();
        if (Math.abs(offMs - aheadMs) > 60_000) {
          aheadMs = offMs;
          lastMs = 0;
          deps.onClock?.(offMs);
          answered = await readAnswer(await send(action, body));
        }
      }
      if (answered.kind === "bytes") return ok(answered.bytes);
      return err(answered.kind === "refused" ? { kind: "refused", code: answered.code } : { kind: "offline" });
    } catch {
      return err({ kind: "offline" });
    }
  };
}

type Answered =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "refused"; readonly code: Parameters<typeof refusal>[0]; readonly timeMs: number | undefined }
  | { readonly kind: "offline" };

const refusal = (code: Extract<TransportError, { kind: "refused" }>["code"], timeMs: unknown): Answered => ({
  kind: "refused",
  code,
  timeMs: typeof timeMs === "number" ? timeMs : undefined,
});

/** Only an answer in the relay's own forms is the relay's: a proxy's page or error is as good as no answer. */
export async function readAnswer(response: Response): Promise<Answered> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && type === "application/octet-stream") return { kind: "bytes", bytes: new Uint8Array(await response.arrayBuffer()) };
  if (response.ok || !type.startsWith("application/json")) return { kind: "offline" };
  const said = (await response.json()) as { error?: unknown; timeMs?: unknown } | null;
  return isRelayErrorCode(said?.error) ? refusal(said.error, said.timeMs) : { kind: "offline" };
}
