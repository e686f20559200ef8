/** The two kinds of answer: bytes, or one refusal from the closed list. Neither echoes what was sent. */
import { relayErrorStatus, type RelayErrorCode } from "@kith/core/relay";

const messages: Record<RelayErrorCode, string> = {
  malformed: "The request isn't in a form this relay reads. Update the app, then try again.",
  unauthorized: "The signature isn't a member's, or the clock is more than five minutes off. Compare with timeMs.",
  notInvited: "Creating a vault here needs an invitation from whoever runs this relay.",
  unknownVault: "This relay holds no such vault. Register it first.",
  notFound: "There is nothing here. See the routes under /v1/vaults.",
  vaultExists: "The vault is registered already. Use it.",
  headMoved: "The keyring has grown. Read it, check it, and try again.",
  badEntry: "The entry doesn't follow on this keyring.",
  tooLarge: "More than one page (1 MB) or one record (256 KiB). Send less at once.",
  tooMany: "Too many requests. Wait a few seconds.",
  internal: "The relay failed. Nothing was changed; try again.",
  full: "The vault has reached its size on this relay.",
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

/** Says that nobody will read this body: left alone, workerd complains of it after the answer. */
export async function dropBody(request: Request): Promise<undefined> {
  await request.body?.cancel();
  return undefined;
}

/** The request's body if it is at most `maxBytes`; stops reading at the first byte too many. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return dropBody(request);
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
