/** What the worker is given (wrangler.toml). */
export interface Env {
  /** One object per vault, named by the vault id. */
  readonly VAULT: DurableObjectNamespace;
  /** Secret. Where set, creating a vault needs an invitation derived from it, on every host. */
  readonly KITH_INVITE_SECRET?: string;
}
