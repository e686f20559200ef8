/** What every page is given: the data worker, the address, the clock and the toast. Built in `main.ts`. */
import type { PhraseContext } from "@kith/core/phrase";
import type { Command, EventId } from "@kith/core";
import type { Kith, Questions } from "./contract.ts";
import { copy } from "./platform.ts";
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
export async function wishes(app: App, commands: readonly Command[], said: Said): Promise<readonly EventId[] | undefined> {
  const done = await attempt(app, commands, said);
  if (done.ok) return done.events;
  app.toasts.show({ text: done.message });
  return undefined;
}

/** What the toast says of something done; `verb` where its button isn't "Undo". */
export interface Said {
  readonly text: string;
  readonly verb?: string;
}

/**
 * As `wishes`, for a form that tells a refusal beside what was typed: the refusal is the answer. What came before the
 * refused one is taken back, with the events of `before` too, which the toast's Undo takes back as well.
 */
export async function attempt(app: App, commands: readonly Command[], said: Said & { readonly before?: readonly EventId[] }): Promise<Questions["dispatch"]["answer"]> {
  const events: EventId[] = [...(said.before ?? [])];
  for (const command of commands) {
    const answer = await dispatch(app, command);
    if (!answer.ok) {
      if (events.length > 0) await dispatch(app, { type: "Undo", events });
      return answer;
    }
    events.push(...answer.events);
  }
  app.toasts.show({ text: said.text, ...(said.verb === undefined ? {} : { verb: said.verb }), undo: () => takeBack(app, events) });
  return { ok: true, events };
}

/** Puts text on the clipboard and says so, or that it must be done by hand. */
export async function copyText(app: App, text: string, said: string): Promise<void> {
  app.toasts.show({ text: await copy(text) ? said : "This browser doesn’t let Kith copy. Select the text and copy it yourself." });
}

/** Takes events back as one. */
export async function takeBack(app: App, events: readonly EventId[]): Promise<void> {
  if (events.length === 0) return;
  const answer = await dispatch(app, { type: "Undo", events });
  app.toasts.show({ text: answer.ok ? "Undone" : answer.message });
}
