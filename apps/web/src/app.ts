/** What every page is given: the data worker, the address, the clock and the toast. Built in `main.ts`. */
import type { PhraseContext } from "@kith/core/phrase";
import type { Command, EventId } from "@kith/core";
import type { Kith } from "./contract.ts";
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

/** The same for several wishes, sent in order and undone as one. */
export async function wishes(app: App, commands: readonly Command[], said: { readonly text: string; readonly verb?: string }): Promise<readonly EventId[] | undefined> {
  const events: EventId[] = [];
  for (const command of commands) {
    const answer = await app.kith.ask("dispatch", command);
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
  const answer = await app.kith.ask("dispatch", { type: "Undo", events });
  app.toasts.show({ text: answer.ok ? "Undone" : answer.message });
}
