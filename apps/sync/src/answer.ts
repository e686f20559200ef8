/** The two kinds of answer: bytes, or one refusal from the closed list. Neither echoes what was sent. */
import { relayErrorStatus, type RelayErrorCode } from "@kith/core/relay";

const messages: Record<RelayErrorCode, string> = {
  malformed: "The request isn't in a form this relay reads. Update the app, then try again.",
  unauthorized: "The signature isn't a member's, or the clock is more than five minutes off. Compare with timeMs.",
  removed: "This device was removed from the vault by another of its devices.",
  notInvited: "Creating a vault here needs an invitation from whoever runs this relay.",
  unknownVault: "This relay holds no such vault. Register it first.",
  notFound: "There is nothing here. See the routes under /v1/vaults.",
  noPairing: "No pairing waits here. It has ended or was never begun: begin one on a device of the vault.",
  pairingTaken: "Another device answered this pairing first. Begin a new one.",
  vaultExists: "The vault is registered already. Use it.",
  headMoved: "The keyring has grown. Read it, check it, and try again.",
  badEntry: "The entry doesn't follow on this keyring.",
  lineAhead: "The line names records this relay lacks. Push them first.",
  lineBehind: "This relay holds records above the line. Pull, and draw a new line.",
  oldEpoch: "A record of an epoch that has ended. Read the keyring, seal again, and push.",
  unknownEpoch: "A record of an epoch this relay's keyring doesn't know. Append the keyring's entries first.",
  version: "Another version of the protocol. This relay speaks version 1; update the older of the two.",
  tooLarge: "More than one page (1 MB) or one record (256 KiB). Send less at once.",
  tooMany: "Too many requests. Wait a few seconds.",
  internal: "The relay failed. Nothing was changed; try again.",
  full: "The vault or its keyring has reached its size on this relay.",
};

/** The refusal `code` as JSON {error, message, timeMs}. `timeMs` is the relay's clock, for clients whose own is off. */
export const refuse = (code: RelayErrorCode): Response =>
  Response.json({ error: code, message: messages[code], timeMs: Date.now() }, { status: relayErrorStatus[code], headers });

/** Bytes in answer to a request that did what it says. */
export const answer = (bytes: Uint8Array): Response => new Response(bytes, { headers: { ...headers, "content-type": "application/octet-stream" } });

/** No answer is a page, a script or worth keeping. */
const headers = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
} as const;

/** No body goes by for longer than this: what is larger breaks its own connection. */
const letGoBytes = 100_000_000;

/** Lets a body that nobody wants go by, holding none of it: an answer that overtakes its request's body breaks the connection. */
export async function dropBody(request: Request): Promise<void> {
  await inTime(letGo(request));
}

async function letGo(request: Request): Promise<undefined> {
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > letGoBytes) return undefined;
  }
  return undefined;
}

/** Who takes longer to send a body than this sends nothing more. */
const bodyWithinMs = 30_000;

/** The request's body if it is at most `maxBytes` and comes in time; stops reading at the first byte too many. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  const told = Number(request.headers.get("content-length") ?? Number.NaN);
  if (told > maxBytes) return inTime(letGo(request));
  // A body whose length is told can't be longer: the platform reads it in one piece.
  return inTime(Number.isSafeInteger(told) ? readWhole(request) : readAll(request, maxBytes));
}

async function inTime<Value>(work: Promise<Value>): Promise<Value | undefined> {
  let timer: number | null = null;
  const late = new Promise<undefined>((resolve) => { timer = setTimeout(() => { resolve(undefined); }, bodyWithinMs); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const readWhole = async (request: Request): Promise<Uint8Array> => new Uint8Array(await request.arrayBuffer());

async function readAll(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}
