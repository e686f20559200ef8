/** The configuration by which plain workerd runs what wrangler.toml describes: one socket, no inspector, no way out. */
import type { Unstable_Config } from "wrangler";

/** Folders and addresses come at the start, by these names: `--directory-path state=…`, `--socket-addr http=…`. */
export type Deployed = Pick<Unstable_Config, "name" | "compatibility_date" | "compatibility_flags" | "durable_objects">;

/** The text of `kith.capnp`; it embeds `worker.js` and `header-rules.json` from its own folder. */
export function relayConfig(deployed: Deployed): string {
  const { name = "", compatibility_date: compatibilityDate, compatibility_flags: flags, durable_objects: { bindings } } = deployed;
  const text = JSON.stringify;
  // Names become ids by this key, and folders are named by it. `wrangler dev` used the same, so older state fits.
  const keyOf = (className: string): string => `${name}-${className}`;
  const namespaces = bindings.map(({ class_name: className }) => `(className = ${text(className)}, uniqueKey = ${text(keyOf(className))}, enableSql = true)`);
  const objects = bindings.map((binding) => `(name = ${text(binding.name)}, durableObjectNamespace = ${text(binding.class_name)})`);
  return `# Written by the build from wrangler.toml. Start it with the folders "state" and "client" and the socket "http".
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "relay", worker = .relay),
    (name = "state", disk = (writable = true)),
    (name = "client", disk = ()),
    # The one way to the network that a worker has by itself: it leads nowhere.
    (name = "internet", network = (allow = [])),
  ],
  sockets = [ (name = "http", http = (), service = "relay") ],
);

const relay :Workerd.Worker = (
  modules = [ (name = "worker.js", esModule = embed "worker.js") ],
  compatibilityDate = ${text(compatibilityDate)},
  compatibilityFlags = [${flags.map((flag) => text(flag)).join(", ")}],
  durableObjectNamespaces = [
    ${namespaces.join(",\n    ")},
  ],
  durableObjectStorage = (localDisk = "state"),
  bindings = [
    ${objects.join(",\n    ")},
    (name = "ASSETS", service = (name = "relay", entrypoint = "DiskFiles")),
    (name = "CLIENT_DISK", service = "client"),
    (name = "CLIENT_HEADERS", json = embed "header-rules.json"),
    (name = "KITH_INVITE_SECRET", fromEnvironment = "KITH_INVITE_SECRET"),
  ],
);
`;
}
