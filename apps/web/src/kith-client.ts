/** The screen's side of the data worker: numbered questions out, answers and news in, and a look whether it lives. */
import type { Kith, News, Questions } from "./contract.ts";

type Reply = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly error: string } | { readonly news: News };

/** What the client needs of a worker; a test gives it one of its own. */
export interface Line {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", hear: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: "error" | "messageerror", hear: () => void): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What every question gets once the worker is gone, and what the screen says then. */
export const workerStopped = "Kith’s data worker stopped. Nothing that was saved is lost. Reload this page to go on.";

/**
 * How often the worker is asked for a sign of life, and after how many such askings without any word it is taken for
 * dead. Counted, not timed: a computer that slept has missed none. Half a minute is more than any one step takes it.
 */
const pingEveryMs = 5_000;
const silentPings = 6;

/** The buffers that may move instead of being copied: only the files of an import. */
function transferOf(name: keyof Questions, ask: unknown): Transferable[] {
  if (name !== "importFiles") return [];
  return (ask as Questions["importFiles"]["ask"]).map((file) => file.bytes.buffer as ArrayBuffer);
}

/**
 * Speaks to a worker by `{ id, name, ask }` and hears `{ id, answer }`, `{ id, error }` or `{ news }`. A worker that
 * fails before its first word, or says none for half a minute, has stopped: what waits for it is rejected, `stopped`
 * is told, and every later question is rejected at once. Should it speak again after all, `changed` is told.
 */
export function createKithClient(line: Line): Kith {
  const waiting = new Map<number, Waiting>();
  const ears = new Set<(news: News) => void>();
  let lastId = 0;
  let pingsUnanswered = 0;
  let [isHeard, isStopped] = [false, false];

  const tell = (news: News): void => { for (const hear of ears) hear(news); };
  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    for (const one of waiting.values()) one.reject(new Error(workerStopped));
    waiting.clear();
    tell({ type: "stopped", isStopped });
  };
  const hearSign = (): void => {
    isHeard = true;
    pingsUnanswered = 0;
    if (!isStopped) return;
    isStopped = false;
    tell({ type: "stopped", isStopped });
    tell({ type: "changed" });
  };

  line.addEventListener("message", ({ data }) => {
    hearSign();
    if ("news" in data) {
      tell(data.news);
      return;
    }
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) one?.reject(new Error(data.error));
    else one?.resolve(data.answer);
  });
  // An error of one step ends nothing; one before the first word is a script that couldn't be loaded or run.
  line.addEventListener("error", () => { if (!isHeard) stop(); });
  // Which question it was an answer to can't be known any more.
  line.addEventListener("messageerror", stop);
  setInterval(() => {
    pingsUnanswered += 1;
    if (pingsUnanswered > silentPings) stop();
    line.postMessage({ id: 0, name: "ping" }, []);
  }, pingEveryMs);

  return {
    ask: <Name extends keyof Questions>(name: Name, ...[ask]: unknown[]) => new Promise<Questions[Name]["answer"]>((resolve, reject) => {
      if (isStopped) {
        reject(new Error(workerStopped));
        return;
      }
      lastId += 1;
      waiting.set(lastId, { resolve: resolve as (answer: unknown) => void, reject });
      line.postMessage({ id: lastId, name, ask }, transferOf(name, ask));
    }),
    listen(hear) {
      ears.add(hear);
      return () => { ears.delete(hear); };
    },
  };
}
