/** Tells the workers types what this worker exports and is given. */
declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("../src/worker.ts");
  }
  interface Env {
    readonly VAULT: DurableObjectNamespace;
    readonly PAIRING: DurableObjectNamespace<import("../src/pairing-object.ts").PairingObject>;
    readonly REGISTER: DurableObjectNamespace<import("../src/register-object.ts").RegisterObject>;
  }
}
