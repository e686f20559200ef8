/** The screen's side of the data worker: numbered questions out, answers and news in. */
import type { Kith, News, Questions } from "./contract.ts";

type Reply = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly error: string } | { readonly news: News };

/** What the client needs of a worker; a test gives it one of its own. */
export interface Line {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", hear: (event: MessageEvent<Reply>) => void): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The buffers that may move instead of being copied: only the files of an import. */
function transferOf(name: keyof Questions, ask: unknown): Transferable[] {
  if (name !== "importFiles") return [];
  return (ask as Questions["importFiles"]["ask"]).map((file) => file.bytes.buffer as ArrayBuffer);
}

/** Speaks to a worker by `{ id, name, ask }` and hears `{ id, answer }`, `{ id, error }` or `{ news }`. */
export function createKithClient(line: Line): Kith {
  const waiting = new Map<number, Waiting>();
  const ears = new Set<(news: News) => void>();
  let lastId = 0;
  line.addEventListener("message", ({ data }) => {
    if ("news" in data) {
      for (const hear of ears) hear(data.news);
      return;
    }
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) one?.reject(new Error(data.error));
    else one?.resolve(data.answer);
  });
  return {
    ask: <Name extends keyof Questions>(name: Name, ...[ask]: unknown[]) => new Promise<Questions[Name]["answer"]>((resolve, reject) => {
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
