/**
 * Watches the start: where the app hasn't drawn after some seconds, or one of its parts fails before, the sentence that
 * waits in index.html is shown, with two ways on. A script of its own, so that it works when the app's doesn't.
 */
import { fetchAnew, tryAgain } from "../offline/fetch-anew.ts";

const patienceMs = 8_000;

/** Gone from the page once the app has drawn. */
const section = (): HTMLElement | null => document.querySelector("#start-watch");
const part = (name: "title" | "told" | "again" | "anew"): HTMLElement | null => document.querySelector<HTMLElement>(`#start-watch-${name}`);

function tell(words: string): void {
  const told = part("told");
  if (told) told.textContent = words;
}

function show(cause: string): void {
  const shown = section();
  if (!shown || shown.classList.contains("shown")) return;
  shown.classList.add("shown");
  tell(cause);
  focusTitle(50);
}

/** What isn't drawn yet, while a sheet is on its way, takes no focus: tried for some seconds, until something has it. */
function focusTitle(triesLeft: number): void {
  part("title")?.focus();
  if (document.activeElement === document.body && triesLeft > 0) setTimeout(() => { focusTitle(triesLeft - 1); }, 100);
}

/** Why it failed, in words: a part that didn't load, or an error of the app's own. */
function causeOf(event: Event): string | undefined {
  if (event.target instanceof HTMLScriptElement) return `${new URL(event.target.src).pathname} could not be used.`;
  return event instanceof ErrorEvent ? (event.error instanceof Error ? event.error.message : event.message) : undefined;
}

/** Captured, because a script that doesn't load tells nobody but itself. */
window.addEventListener("error", (event) => {
  const cause = causeOf(event);
  if (cause !== undefined) whenParsed(() => { show(cause); });
}, true);

function whenParsed(act: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

async function anewBy(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const why = await fetchAnew();
  if (why !== undefined) tell(why);
  button.disabled = false;
}

whenParsed(() => {
  // Without this script it is a link to an address that the app takes for no page of its own, so that it really loads.
  part("again")?.addEventListener("click", (event) => {
    event.preventDefault();
    void tryAgain();
  });
  const button = part("anew");
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  button.addEventListener("click", () => { void anewBy(button); });
});
setTimeout(() => {
  if (!section()) return;
  // A sheet that doesn't come holds back every pixel, and the app's own script.
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) if (!link.sheet) link.remove();
  show("");
}, patienceMs);
