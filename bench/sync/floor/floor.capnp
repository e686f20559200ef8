using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "floor", worker = .floor),
    (name = "state", disk = (writable = true)),
  ],
  sockets = [ (name = "http", http = (), service = "floor") ],
);

const floor :Workerd.Worker = (
  modules = [ (name = "worker.js", esModule = embed "floor-worker.js") ],
  compatibilityDate = "2026-10-01",
  compatibilityFlags = ["no_web_socket_compression"],
  durableObjectNamespaces = [ (className = "FloorObject", uniqueKey = "floor", enableSql = true) ],
  durableObjectStorage = (localDisk = "state"),
  bindings = [ (name = "FLOOR", durableObjectNamespace = "FloorObject") ],
);
