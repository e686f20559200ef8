/** Tests run in Node: Automerge's wasm comes from the disk. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { startAutomerge } from "@kith/core";

const core = createRequire(import.meta.resolve("@kith/core"));
await startAutomerge(readFileSync(core.resolve("@automerge/automerge/automerge.wasm")));
