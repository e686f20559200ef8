/** What is said about the owner's data: notebooks, exports, forgetting, how this device is doing. Pure. */
import { counted, numberInWords, spanInWords } from "@kith/core/phrase";
import type { ForgetPreview, Questions, StatusView } from "../contract.ts";
import { syncInWords } from "./sync.ts";

/** In UTF-16 units; the worker refuses more. */
export const notebookLengthMax = 100_000;

/** Where a notebook being written stands. "saved" is said only after the worker's answer. */
export type DraftState =
  | { readonly kind: "still" | "unsaved" | "saving" | "saved" | "tooLong" }
  | { readonly kind: "failed"; readonly message: string };

/** Why a notebook isn't saved; undefined where it is, or is about to be. */
export function unsavedInWords(state: DraftState, length: number, locale: string): string | undefined {
  if (state.kind === "failed") return state.message;
  if (state.kind !== "tooLong") return undefined;
  return `A notebook holds ${numberInWords(notebookLengthMax, locale)} characters; this is ${numberInWords(length - notebookLengthMax, locale)} too many. Shorten it, and it is saved.`;
}

/** How good a passphrase is; `usable` where a file may be sealed with it. */
export interface PassphraseJudgement {
  readonly usable: boolean;
  readonly shape: "warm" | "cooling" | "quiet";
  readonly words: string;
}

const passphraseLengthMin = 8;
const distinctMin = 5;

/** By length and repetition alone: what was chosen badly but long can't be seen from here. */
export function passphraseInWords(passphrase: string): PassphraseJudgement {
  const { length } = passphrase;
  const wordCount = passphrase.split(/\s+/u).filter(Boolean).length;
  if (length < passphraseLengthMin) return { usable: false, shape: "quiet", words: `Too short: at least ${passphraseLengthMin} characters` };
  if (new Set(passphrase).size < distinctMin) return { usable: false, shape: "quiet", words: "Too simple: it repeats itself" };
  if (length >= 20 || (wordCount >= 4 && length >= 16)) return { usable: true, shape: "warm", words: "Strong" };
  if (length >= 14) return { usable: true, shape: "cooling", words: "Fair: a longer one is safer" };
  return { usable: true, shape: "cooling", words: "Weak: a machine could guess it. Four or more words are better" };
}

/** What forgetting takes and what it leaves, a sentence each. */
export function forgetInWords({ facts, shared }: ForgetPreview, name: string, locale: string): { readonly goes: string; readonly stays: string } {
  const goes = facts === 1 ? "1 fact" : `${numberInWords(facts, locale)} facts`;
  return {
    goes: `${goes} about ${name}: messages and moments, notes and ratings, and the notebook.`,
    stays: shared === 0 ? "Nothing you recorded about others mentions this person as being there." : `${shared === 1 ? "1 conversation or meeting" : `${numberInWords(shared, locale)} conversations and meetings`} with others, without ${name}.`,
  };
}

/** What came of bringing an export in. */
export function restoredInWords({ entries, notebooks }: Extract<Questions["restoreLog"]["answer"], { readonly ok: true }>, locale: string): { readonly title: string; readonly text: string } {
  if (entries === 0 && notebooks === 0) return { title: "Nothing was missing", text: "Everything in this file is here already." };
  const books = notebooks === 0 ? "" : ` and ${counted(notebooks, "notebook")}`;
  return { title: "Brought in", text: `${numberInWords(entries, locale)} ${entries === 1 ? "entry" : "entries"}${books} from the file. What was here before is untouched.` };
}

/** Something the owner should know about this device. */
export interface DeviceLine {
  readonly key: "storage" | "sync" | "records" | "newer" | "clock";
  readonly shape: "warm" | "cooling" | "quiet" | "unknown";
  readonly title: string;
  readonly text?: string;
}

const dayMs = 86_400_000;
const damageTitle = (damaged: number): string => (damaged === 1 ? "1 record on this device is damaged" : `${damaged} records on this device are damaged`);
const clockTitle = (clockOffMs: number): string => `This device’s clock is about ${spanInWords(Math.abs(clockOffMs) / dayMs)} ${clockOffMs > 0 ? "behind" : "ahead of"} what was recorded last`;

/** How this device is doing, line by line. `isKept`: whether the browser promised to keep the data; undefined where it doesn't say. */
export function deviceInWords(status: StatusView, isKept: boolean | undefined): readonly DeviceLine[] {
  const { sync, damagedEntries, unreadEntries, clockOffMs } = status;
  const words = syncInWords(sync);
  return [
    isKept === undefined ? { key: "storage", shape: "unknown", title: "This browser doesn’t say whether it keeps Kith’s data", text: "Save a file from time to time." }
      : isKept ? { key: "storage", shape: "warm", title: "Kept, also when space runs short" }
        : { key: "storage", shape: "cooling", title: "The browser may clear Kith’s data when space runs short", text: "Ask it to keep the data, and save a file from time to time." },
    { key: "sync", shape: words.shape, title: words.line, ...(words.note === undefined ? {} : { text: words.note }) },
    damagedEntries === 0 ? { key: "records", shape: "warm", title: "Every record here can be read" }
      : { key: "records", shape: "quiet", title: damageTitle(damagedEntries), text: `The others are intact. ${sync.phase === "synced" || sync.phase === "syncing" ? "Sync fetches what it can again." : "Sync fetches them again once the server answers. Without a server, bring in an export: it gives back what is missing."}` },
    ...(unreadEntries === 0 ? [] : [{ key: "newer", shape: "cooling", title: `${counted(unreadEntries, "entry needs", "entries need")} a newer Kith`, text: "Another device wrote what this one can’t show yet. It is kept, and appears after an update." }] satisfies DeviceLine[]),
    clockOffMs === undefined ? { key: "clock", shape: "warm", title: "The clock fits what was recorded" }
      : { key: "clock", shape: "cooling", title: clockTitle(clockOffMs), text: "Check date and time in its settings. Kith keeps everything in the right order all the same." },
  ];
}

/** What deserves a line above every page until it is dismissed. */
export type Trouble = "damage" | "clock";

/** The lines, by trouble. */
export function troublesOf({ damagedEntries, clockOffMs }: StatusView): readonly { readonly trouble: Trouble; readonly line: string }[] {
  return [
    ...(damagedEntries === 0 ? [] : [{ trouble: "damage", line: `${damageTitle(damagedEntries)}. The others are intact.` }] satisfies { trouble: Trouble; line: string }[]),
    ...(clockOffMs === undefined ? [] : [{ trouble: "clock", line: `${clockTitle(clockOffMs)}.` }] satisfies { trouble: Trouble; line: string }[]),
  ];
}
