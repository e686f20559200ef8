/** What is put in order once nothing more comes for a while: whoever was forgotten and came back with a late record, and the snapshot. */
import { nothing, type Timers } from "../sync/timers.ts";
import { sweep } from "./forget.ts";
import type { Session } from "./session.ts";

const delayMs = 3_000;

export interface TidyingDeps {
  readonly timers: Timers;
  /** Undefined where it isn't this tab's to do: one tab is enough. */
  readonly session: () => Session | undefined;
  /** Something was stored. */
  readonly stored: () => void;
}

/** Gives back what to call after each change. A failure (a full disk) waits for the next change. */
export function createTidying({ timers, session, stored }: TidyingDeps): () => void {
  let callOff = nothing;
  const tidy = async (own: Session): Promise<void> => {
    try {
      if (own.network.forgotten.size > 0 && (await sweep(own))) stored();
      await own.keepSnapshot();
    } catch {
      // Nothing is lost: the records are what counts, and they are untouched.
    }
  };
  return () => {
    callOff();
    callOff = timers.after(delayMs, () => {
      const own = session();
      if (own) void tidy(own);
    });
  };
}
