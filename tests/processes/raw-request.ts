/** Requests as no client of ours makes them: signed by a member, with any body, at any speed. */
import { connect, type Socket } from "node:net";
import { signRequest } from "@kith/core/relay";
import { openStoredKeys } from "../../apps/web/src/sync/platform-keys.ts";
import type { NodeDevice } from "../support/node-device.ts";

/** A request of a member: what it asks for and with which body. */
export interface RawRequest {
  readonly device: NodeDevice;
  readonly action: "pull" | "push";
  readonly body: Uint8Array;
}

const pathOf = ({ device, action }: RawRequest): string => `/v1/vaults/${device.session.vaultId}/${action}`;

function authorize(address: string, request: RawRequest): Promise<string> {
  const { deviceId, vaultId, keys } = request.device.session;
  const { host } = new URL(address);
  return signRequest({ audience: host, vault: vaultId, method: "POST", path: pathOf(request), body: request.body }, { member: deviceId, keys: openStoredKeys(keys, crypto.subtle) }, Date.now());
}

/** The relay's answer: its status, and the name of a refusal. */
export async function ask(address: string, request: RawRequest): Promise<{ readonly status: number; readonly error: string | undefined }> {
  const answer = await fetch(`${address}${pathOf(request)}`, { method: "POST", body: request.body as Uint8Array<ArrayBuffer>, headers: { authorization: await authorize(address, request) } });
  const said = answer.headers.get("content-type") === "application/json" ? ((await answer.json()) as { readonly error: string }) : undefined;
  return { status: answer.status, error: said?.error };
}

/** Sends the head of a request and of its body nothing, or a byte at a time. Give it up with `destroy`. */
export async function askSlowly(address: string, request: RawRequest, everyMs: number | undefined): Promise<Socket> {
  const { host, hostname, port } = new URL(address);
  const authorization = await authorize(address, request);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write(`POST ${pathOf(request)} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${authorization}\r\ncontent-length: ${request.body.length}\r\n\r\n`);
  let sent = 0;
  const timer = everyMs === undefined ? undefined : setInterval(() => {
    socket.write(request.body.subarray(sent, sent + 1));
    sent += 1;
  }, everyMs);
  socket.once("close", () => { clearInterval(timer); });
  return socket;
}
