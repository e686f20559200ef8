/** The app as pages are given it while the owner looks at another day. */
import { longDateInWords } from "@kith/core/phrase";
import type { App } from "../app.ts";
import type { Kith, Questions } from "../contract.ts";

/** What would write, and can say no. */
const writes: readonly (keyof Questions)[] = ["dispatch", "importFiles", "writeNotebook", "forget", "restoreLog"];

/** The same app with its clock at `asOfMs`; what would write is refused, with the way out. */
export function appAt(app: App, asOfMs: number): App {
  const now: App["now"] = () => ({ ...app.now(), nowMs: asOfMs });
  const refusal = { ok: false, message: `You are looking at ${longDateInWords(asOfMs, now())}. Go back to today to change anything.` } as const;
  const ask = ((...question: Parameters<Kith["ask"]>) => (writes.includes(question[0]) ? Promise.resolve(refusal) : app.kith.ask(...question))) as Kith["ask"];
  return { ...app, asOfMs, now, kith: { ask, listen: (hear) => app.kith.listen(hear) } };
}
