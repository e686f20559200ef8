/**
 * What a tab that doesn't sync may say of the one that does: its light repeats what it was told, so it has to
 * know that whoever told it is still there. Where nothing was heard for a while it asks, and where nothing
 * comes back it says so: a tab that is stuck or frozen must not leave a green light behind.
 */
import { nothing, type Timers } from "../sync/timers.ts";

/** So long without a word, and the other tab is asked. */
const quietMs = 20_000;
/** So long without an answer, and it doesn't answer: an import may keep a worker busy for seconds. */
const answerWithinMs = 15_000;

export interface LeaderWatch {
  /** The tab that syncs said something. */
  heard(): void;
  /** This tab syncs itself now. */
  stop(): void;
}

export interface LeaderWatchDeps {
  readonly timers: Pick<Timers, "after">;
  /** Asks the tab that syncs to say how it does. */
  readonly ask: () => void;
  /** Nobody answers. Told again each time it was asked in vain. */
  readonly unanswered: () => void;
}

export function watchLeader({ timers, ask, unanswered }: LeaderWatchDeps): LeaderWatch {
  let callOff = nothing;
  const waitFor = (delayMs: number, then: () => void): void => {
    callOff();
    callOff = timers.after(delayMs, then);
  };
  const askAnew = (): void => {
    ask();
    waitFor(answerWithinMs, () => {
      unanswered();
      waitFor(quietMs, askAnew);
    });
  };
  waitFor(quietMs, askAnew);
  return {
    heard: () => { waitFor(quietMs, askAnew); },
    stop: () => { callOff(); },
  };
}
