/** Somebody chosen in a form: one who is in Kith, or one to be added with it. */
import type { PersonCard } from "../contract.ts";

export interface Pick {
  readonly name: string;
  readonly organisation?: string;
  /** Absent where they are to be added. */
  readonly person?: PersonCard;
}

/** "Ana Silva at Rivet" and "Ana Silva, Rivet" as a name and an organisation. */
export function readNewcomer(text: string): Pick {
  const [, name = "", organisation = ""] = /^(.+?)(?:\s+at\s+|\s*,\s*|\s+@\s*)(\S.*)$/u.exec(text.trim()) ?? [];
  return name === "" ? { name: text.trim() } : { name: name.trim(), organisation: organisation.trim() };
}

/** The same pick, whichever form it was chosen in. */
export const isSamePick = (a: Pick, b: Pick): boolean => (a.person || b.person ? a.person?.id === b.person?.id : a.name === b.name && a.organisation === b.organisation);
