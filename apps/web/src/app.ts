/** What every page is given: the data worker, the address, the clock and the toast. Built in `main.ts`. */
import type { PhraseContext } from "@kith/core/phrase";
import type { Command, EventId } from "@kith/core";
import type { Kith, Questions } from "./contract.ts";
import type { Router } from "./router.ts";
import type { Toasts } from "./toasts.ts";

export interface App {
  readonly kith: Kith;
  readonly router: Router;
  readonly toasts: Toasts;
  /** The day looked at instead of today, at its last moment; nothing can be changed there. */
  readonly asOfMs?: number;
  /** The reader's moment, language and offset, fresh at every call. */
  now(): PhraseContext & { readonly utcOffsetMinutes: number };
}

/** Sends a wish and says so in the toast with an Undo; a refusal is said instead. Resolves to the events it became. */
export const wish = (app: App, command: Command, said: string): Promise<readonly EventId[] | undefined> => wishes(app, [command], { text: said });

/** Sends a wish. A store that fails (a full disk) is a refusal like any other: it says what to do, and what was typed stays where it is. */
export async function dispatch(app: App, command: Command): Promise<Questions["dispatch"]["answer"]> {
  try {
    return await app.kith.ask("dispatch", command);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** The same for several wishes, sent in order and undone as one. */
export async function wishes(app: App, commands: readonly Command[], said: { readonly text: string; readonly verb?: string }): Promise<readonly EventId[] | undefined> {
  const events: EventId[] = [];
  for (const command of commands) {
    const answer = await dispatch(app, command);
    if (!answer.ok) {
      app.toasts.show({ text: answer.message });
      return undefined;
    }
    events.push(...answer.events);
  }
  app.toasts.show({ ...said, undo: () => takeBack(app, events) });
  return events;
}

/** Puts text on the clipboard and says so. */
export async function copyText(app: App, text: string, said: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  app.toasts.show({ text: said });
}

/** Takes events back as one. */
export async function takeBack(app: App, events: readonly EventId[]): Promise<void> {
  if (events.length === 0) return;
  const answer = await dispatch(app, { type: "Undo", events });
  app.toasts.show({ text: answer.ok ? "Undone" : answer.message });
}
