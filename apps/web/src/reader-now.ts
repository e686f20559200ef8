/** The platform's clock and language, read fresh. Only composition roots use it. */
import type { App } from "./app.ts";

/** Kith's words are English: another language of the browser shapes dates only where it is English too. */
export const readerNow: App["now"] = () => {
  const now = new Date();
  return { nowMs: now.getTime(), locale: navigator.language.startsWith("en-") ? navigator.language : "en-GB", utcOffsetMinutes: -now.getTimezoneOffset() };
};
