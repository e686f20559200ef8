/**
 * The relay: routes to one Durable Object per vault that is kept here. Everything that isn't of the protocol
 * is the built client.
 */
import { isCanonicalId, isInvited, isLoopback, pairingLimits } from "@kith/core/relay";
import { Hono } from "hono";
import { answer, dropBody, readBody, refuse } from "./answer.ts";
import { clientFile } from "./client-files.ts";
import type { Env } from "./env.ts";
import { registerOf } from "./register-object.ts";

export { DiskFiles } from "./disk-files.ts";
export { PairingObject } from "./pairing-object.ts";
export { RegisterObject } from "./register-object.ts";
export { VaultObject } from "./vault-object.ts";

const app = new Hono<{ Bindings: Env }>();

app.use("/v1/vaults/:vault/*", async (context, next) => {
  // Also matches the bare vault path. A name that is no vault id must never reach an object.
  if (isCanonicalId(context.req.param("vault"))) return next();
  await dropBody(context.req.raw);
  return refuse("notFound");
});

app.post("/v1/vaults/:vault", async (context) => {
  const vault = context.req.param("vault");
  const secret = context.env.KITH_INVITE_SECRET ?? "";
  const invited =
    secret === "" ? isLoopback(new URL(context.req.url).hostname) : isInvited(secret, vault, context.req.header("x-kith-invitation") ?? "");
  if (invited) {
    await registerOf(context.env).keepVault(vault);
    return wake(context.env, vault, context.req.raw);
  }
  await dropBody(context.req.raw);
  return refuse("notInvited");
});

for (const action of ["keyring", "keyring/append", "pull", "push", "pairings"] as const) {
  app.post(`/v1/vaults/:vault/${action}`, (context) => forward(context.env, context.req.param("vault"), context.req.raw));
}

app.get("/v1/vaults/:vault/socket", (context) => forward(context.env, context.req.param("vault"), context.req.raw));

app.post("/v1/pairings/:mailbox", async (context) => {
  const { mailbox } = context.req.param();
  const body = await readBody(context.req.raw, pairingLimits.requestBytes);
  if (body === undefined) return refuse("tooLarge");
  const { PAIRING } = context.env;
  if (!isCanonicalId(mailbox) || !(await registerOf(context.env).isMailboxKept(mailbox))) return refuse("noPairing");
  const told = await PAIRING.get(PAIRING.idFromName(mailbox)).exchange(body);
  return typeof told === "string" ? refuse(told) : answer(told);
});

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
