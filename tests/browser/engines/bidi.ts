/** WebDriver BiDi (w3.org/TR/webdriver-bidi) over one WebSocket: commands by number, answers by the same. */

interface Answer { readonly id?: number | null; readonly type: "success" | "error" | "event"; readonly result?: unknown; readonly error?: string; readonly message?: string }

export interface Bidi {
  /** Throws what the browser says of a command that failed. */
  command<Result>(method: string, params: object): Promise<Result>;
  close(): void;
}

/** Connects to `ws://…/session`. */
export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void }>();
  let lastId = 0;
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (typeof answer.id !== "number") return;
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === "success") one?.resolve(answer.result as never);
    else one?.reject(new Error(`${answer.error ?? ""}: ${answer.message ?? ""}`));
  });
  socket.addEventListener("close", () => { for (const one of waiting.values()) one.reject(new Error("the browser closed the connection")); });
  await new Promise<void>((opened, failed) => {
    socket.addEventListener("open", () => { opened(); });
    socket.addEventListener("error", () => { failed(new Error(`no connection to ${url}`)); });
  });
  return {
    command: (method, params) => new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      socket.send(JSON.stringify({ id: lastId, method, params }));
    }),
    close: () => { socket.close(); },
  };
}
