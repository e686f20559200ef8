/** Where things lie in this checkout. */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/** A package's own entry, to be run by this very Node: a shell's Node may be older than the tools need. */
export const tool = (path: string): string => join(root, "node_modules", path);

/** The built client. */
export const clientFolder = join(root, "apps/web/dist");

/** The built relay: `worker.js`, `kith.capnp` and what that embeds. */
export const relayFolder = join(root, "apps/sync/dist");

/** workerd itself, not the script of its package that looks for it. */
export const workerdPath = (): string => (createRequire(import.meta.url)("workerd") as { readonly default: string }).default;
