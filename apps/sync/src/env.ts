import type { PairingObject } from "./pairing-object.ts";
import type { RegisterObject } from "./register-object.ts";

/** What the worker is given (wrangler.toml, scripts/relay-config.ts). */
export interface Env {
  /** One object per vault, named by the vault id. */
  readonly VAULT: DurableObjectNamespace;
  /** One object: the mailboxes of all pairings under way. */
  readonly PAIRING: DurableObjectNamespace<PairingObject>;
  /** One object: which vaults there are. */
  readonly REGISTER: DurableObjectNamespace<RegisterObject>;
  /** The built client's files. Not bound where only the relay is tested. */
  readonly ASSETS?: Fetcher;
  /** Secret. Where set, creating a vault needs an invitation derived from it, on every host. */
  readonly KITH_INVITE_SECRET?: string;
}
