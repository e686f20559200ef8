/**
 * The one place that knows how Automerge is started. The slim entry holds no wasm of its own, so
 * that the composition root says where it comes from: a URL in a browser, bytes in Node.
 */
import * as Automerge from "@automerge/automerge/slim";

/** Loads Automerge's wasm. Must have ended before a journal is opened or read; a second call does nothing. */
export async function startAutomerge(wasm: Uint8Array | string): Promise<void> {
  if (!Automerge.isWasmInitialized()) await Automerge.initializeWasm(wasm);
}

export { Automerge };
