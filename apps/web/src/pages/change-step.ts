/** Takes a step of the history back, or brings it back. */
import { wishes, type App } from "../app.ts";
import type { HistoryStep } from "../contract.ts";

/** Sends the step's wishes in order and says so, with the way back; a refusal is said instead. */
export async function changeStep(app: App, { change, undone, imported }: HistoryStep): Promise<void> {
  await wishes(app, change, undone ? { text: "Back again" } : { text: imported ? "Import undone" : "Undone", verb: "Redo" });
}
