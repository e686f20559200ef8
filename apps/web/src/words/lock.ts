/** What is said about the lock and about emptying this browser. Pure. */
import { counted } from "@kith/core/phrase";

/** The minutes without use after which Kith may lock itself; undefined: never while it is open. */
export const autoLockChoices: readonly (number | undefined)[] = [1, 5, 15, 60, undefined];

/** "After 15 minutes without use". */
export const autoLockInWords = (minutes: number | undefined): string =>
  minutes === undefined ? "Never while it is open" : `After ${minutes === 60 ? "an hour" : counted(minutes, "minute")} without use`;

/** What emptying this browser loses, by what only it holds. */
export function lossInWords(records: number | undefined): string {
  if (records === undefined) return "Looking what only this browser holds…";
  if (records === 0) return "The server has taken everything this browser recorded. It is lost only if your other devices and the server lose it too.";
  return `${counted(records, "change")} ${records === 1 ? "has" : "have"} not reached the server. Wait until the light says “On the server”, or save a file first; otherwise ${records === 1 ? "it is" : "they are"} lost for good.`;
}
