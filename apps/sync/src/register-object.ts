/**
 * The register: which vaults this relay keeps. It is asked before an object is woken,
 * because wherever a relay runs on a disk of its own, waking one makes a file of some 45 KB: names that a
 * stranger thinks up must end here. One object for all of them; what it said once of a vault a worker remembers.
 */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "./env.ts";

/** The Durable Object class of wrangler.toml's binding REGISTER. */
export class RegisterObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) WITHOUT ROWID");
    this.#sql.exec("CREATE INDEX IF NOT EXISTS kept_until ON kept (until_ms)");
  }

  async has(name: string): Promise<boolean> {
    return this.#sql.exec("SELECT 1 FROM kept WHERE name = ?", name).toArray().length > 0;
  }

  async add(name: string): Promise<void> {
    this.#sql.exec("INSERT OR REPLACE INTO kept (name, until_ms) VALUES (?, ?)", name, forGood);
  }
}

export interface Register {
  isVaultKept(vault: string): Promise<boolean>;
  keepVault(vault: string): Promise<void>;
}

/** At most so many vaults are remembered by one worker; then it begins anew. */
const rememberedMax = 10_000;
const remembered = new Set<string>();
const forGood = Number.MAX_SAFE_INTEGER;

function remember(vault: string): void {
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.add(vault);
}

/** The one register. */
export function registerOf({ REGISTER }: Pick<Env, "REGISTER">): Register {
  const object = REGISTER.get(REGISTER.idFromName("register"));
  return {
    async isVaultKept(vault) {
      if (remembered.has(vault)) return true;
      const isKept = await object.has(`vault ${vault}`);
      if (isKept) remember(vault);
      return isKept;
    },
    keepVault: async (vault) => { if (!remembered.has(vault)) await object.add(`vault ${vault}`); },
  };
}
