/** The sample network: invented people, recorded as an import so that it leaves in one step. */
import { sampleNetwork, type ImportId, type Network } from "@kith/core";
import type { Session } from "./session.ts";

const sampleName = "Sample network";

/** The sample's import while it is in effect. */
export const sampleRun = ({ imports }: Network): Network["imports"][number] | undefined => imports.find(({ fileName, undone }) => fileName === sampleName && !undone);

export async function loadSample(session: Session, deps: { readonly timers: { nowMs(): number }; readonly newId: () => string }): Promise<void> {
  const nowMs = deps.timers.nowMs();
  await session.dispatch({ type: "RecordImport", importId: deps.newId() as ImportId, fileName: sampleName, snapshotAtMs: nowMs, events: sampleNetwork({ nowMs, newId: deps.newId }), files: [] });
}
