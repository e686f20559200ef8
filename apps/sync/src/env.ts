import type { PairingObject } from "./pairing-object.ts";
import type { RegisterObject } from "./register-object.ts";

/** What the worker is given (wrangler.toml). */
export interface Env {
  /** One object per vault, named by the vault id. */
  readonly VAULT: DurableObjectNamespace;
  /** One object: the mailboxes of all pairings under way. */
  readonly PAIRING: DurableObjectNamespace<PairingObject>;
  /** One object: which vaults there are. */
  readonly REGISTER: DurableObjectNamespace<RegisterObject>;
  /** Secret. Where set, creating a vault needs an invitation derived from it, on every host. */
  readonly KITH_INVITE_SECRET?: string;
}
