/**
 * The relay's one live word. A WebSocket that proves itself with its first message, is asked for a pong
 * every 20 s, and comes back by itself. Whatever it misses, the driver's poll finds.
 */
import { signRequest, type DeviceKeys } from "@kith/core/relay";
import { backoffMs, nothing, type Timers } from "./timers.ts";

/** What a listening socket needs. */
export interface SocketDeps {
  /** The relay's origin: "https://kith.example". */
  readonly serverUrl: string;
  readonly vaultId: string;
  readonly member: string;
  readonly keys: DeviceKeys;
  readonly timers: Timers;
  readonly open: (url: string) => WebSocket;
  /** Another device changed something, or may have while nobody listened. */
  readonly onChanged: () => void;
}

const pingEveryMs = 20_000;
const pongWithinMs = 10_000;
const closedAsReplaced = 4409;
const closedAsRemoved = 4403;

/** Listens until the returned function is called. */
export function listenForChanges(deps: SocketDeps): () => void {
  const { timers } = deps;
  let failures = 0;
  let stopped = false;
  let socket: WebSocket | undefined;
  let callOff = nothing;

  const waitFor = (delayMs: number, task: () => void): void => {
    callOff();
    callOff = timers.after(delayMs, task);
  };
  const drop = (current: WebSocket): void => {
    if (socket !== current || stopped) return;
    socket = undefined;
    failures += 1;
    waitFor(backoffMs(failures, timers.jitter()), connect);
    current.close();
  };
  const ping = (current: WebSocket): void => {
    current.send("ping");
    waitFor(pongWithinMs, () => drop(current));
  };
  const connect = (): void => {
    const url = new URL(`/v1/vaults/${deps.vaultId}/socket`, deps.serverUrl);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const current = deps.open(url.href);
    socket = current;
    // A connection that never opens (a proxy that strips upgrades) must not hang for ever.
    waitFor(pongWithinMs, () => drop(current));
    current.addEventListener("open", () => {
      prove(current, url, deps).catch(() => drop(current));
    });
    current.addEventListener("message", (event) => {
      if (socket !== current) return;
      failures = 0;
      waitFor(pingEveryMs, () => ping(current));
      if (event.data === "changed") deps.onChanged();
    });
    current.addEventListener("close", (event) => {
      // A newer socket of this device took over: coming back at once would only throw that one out.
      if (event.code === closedAsReplaced || event.code === closedAsRemoved) failures = 10;
      // The next run hears it from the relay, and says so.
      if (event.code === closedAsRemoved && !stopped) deps.onChanged();
      drop(current);
    });
    current.addEventListener("error", () => drop(current));
  };

  connect();
  return () => {
    stopped = true;
    callOff();
    socket?.close();
  };
}

async function prove(socket: WebSocket, url: URL, deps: SocketDeps): Promise<void> {
  const request = { audience: url.host, vault: deps.vaultId, method: "GET", path: url.pathname, body: new Uint8Array(0) } as const;
  socket.send(await signRequest(request, deps, deps.timers.nowMs()));
}
