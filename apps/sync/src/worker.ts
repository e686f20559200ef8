/**
 * The relay: routes to one Durable Object per vault that is kept here. Everything that isn't of the protocol
 * is the built client.
 */
import { checkedBefore, decodeEntries, isCanonicalId, isInvited, isLoopback, limits, openKeyring, pairingLimits, relayPaths } from "@kith/core/relay";
import { Hono } from "hono";
import { PatternRouter } from "hono/router/pattern-router";
import { answer, dropBody, readBody, refuse } from "./answer.ts";
import { clientFile } from "./client-files.ts";
import type { Env } from "./env.ts";
import { mailboxesOf } from "./pairing-object.ts";
import { registerOf } from "./register-object.ts";
import { verify } from "./verify.ts";

export { DiskFiles } from "./disk-files.ts";
export { PairingObject } from "./pairing-object.ts";
export { RegisterObject } from "./register-object.ts";
export { VaultObject } from "./vault-object.ts";

// A dozen routes: the router that looks at one after another is the quickest for them.
const app = new Hono<{ Bindings: Env }>({ router: new PatternRouter() });

app.use("/v1/vaults/:vault/*", async (context, next) => {
  // Also matches the bare vault path. A name that is no vault id must never reach an object.
  if (isCanonicalId(context.req.param("vault"))) return next();
  await dropBody(context.req.raw);
  return refuse("notFound");
});

app.post("/v1/vaults/:vault", async (context) => {
  const { raw } = context.req;
  const vault = context.req.param("vault");
  const secret = context.env.KITH_INVITE_SECRET ?? "";
  const invited = secret === "" ? isLoopback(new URL(raw.url).hostname) : isInvited(secret, vault, context.req.header("x-kith-invitation") ?? "");
  if (!invited || !isFromHere(raw)) {
    await dropBody(raw);
    return refuse("notInvited");
  }
  const body = await readBody(raw, limits.requestBytes);
  if (body === undefined) return refuse("tooLarge");
  // Nothing is kept of what isn't a vault of this name: not even that somebody asked.
  const entries = decodeEntries(body);
  if (!entries.ok) return refuse(entries.error);
  const isSigned = await checkedBefore((asks) => openKeyring(entries.value, vault, asks), verify);
  if (!openKeyring(entries.value, vault, isSigned).ok) return refuse("badEntry");
  await registerOf(context.env).keepVault(vault);
  return wake(context.env, vault, new Request(raw.url, { method: "POST", headers: raw.headers, body }));
});

for (const path of [...Object.values(relayPaths).filter((below) => below !== ""), "/pairings"]) {
  app.post(`/v1/vaults/:vault${path}`, (context) => forward(context.env, context.req.param("vault"), context.req.raw));
}

app.get("/v1/vaults/:vault/socket", (context) => forward(context.env, context.req.param("vault"), context.req.raw));

app.post("/v1/pairings/:mailbox", async (context) => {
  const { mailbox } = context.req.param();
  const body = await readBody(context.req.raw, pairingLimits.requestBytes);
  if (body === undefined) return refuse("tooLarge");
  if (!isCanonicalId(mailbox) || !isFromHere(context.req.raw)) return refuse("noPairing");
  const told = await mailboxesOf(context.env).exchange(mailbox, body);
  return typeof told === "string" ? refuse(told) : answer(told);
});

/**
 * False for what a page of another origin sent: such a page must not make vaults here, nor talk in pairings. The host is
 * compared, not the scheme: TLS ends in front of a relay on one machine.
 */
function isFromHere(request: Request): boolean {
  const [origin, site] = [request.headers.get("origin"), request.headers.get("sec-fetch-site")];
  const isOwnOrigin = origin === null || (URL.canParse(origin) && new URL(origin).host === new URL(request.url).host);
  return isOwnOrigin && (site === null || site === "same-origin" || site === "none");
}

/** A client of another time gets a clear answer rather than a page. */
app.all("/:version{v[0-9]+}/*", async (context) => {
  await dropBody(context.req.raw);
  return refuse(context.req.param("version") === "v1" ? "notFound" : "version");
});

app.notFound(async (context) => {
  await dropBody(context.req.raw);
  return clientFile(context.req.raw, context.env.ASSETS);
});
app.onError(() => refuse("internal"));

const wake = ({ VAULT }: Env, vault: string, request: Request): Promise<Response> => VAULT.get(VAULT.idFromName(vault)).fetch(request);

async function forward(env: Env, vault: string, request: Request): Promise<Response> {
  if (await registerOf(env).isVaultKept(vault)) return wake(env, vault, request);
  await dropBody(request);
  return refuse("unknownVault");
}

export default app;
