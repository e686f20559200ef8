/** Profile addresses as an archive writes them, and names as they are compared; each distinct text is worked out once. */
import type { PersonId } from "../prelude/id.ts";
import { displayName, foldName, personIdFromProfile, profileKey } from "../event/person-key.ts";

export interface Profile {
  readonly person: PersonId;
  /** The readable form: `https://www.linkedin.com/in/…`, decoded. */
  readonly url: string;
  /** The last part of it; what to call somebody whose name no file gives. */
  readonly slug: string;
}

/** Reads addresses and names, remembering every distinct text: fifty thousand messages hold a few thousand of them. */
export interface TextCache {
  /** Undefined where the text isn't a member's profile address: empty, a company's page, something else. */
  profile(url: string): Profile | undefined;
  fold(name: string): string;
  display(name: string): string;
}

export function createTextCache(): TextCache {
  return { profile: remembered(readProfile), fold: remembered(foldName), display: remembered(displayName) };
}

function remembered<Value>(read: (text: string) => Value): (text: string) => Value {
  const values = new Map<string, Value>();
  return (text) => {
    const known = values.get(text);
    if (known !== undefined || values.has(text)) return known as Value;
    const value = read(text);
    values.set(text, value);
    return value;
  };
}

/** Longer ones are no addresses, and the patterns below shouldn't meet them. */
const urlLengthMax = 2000;

function readProfile(url: string): Profile | undefined {
  if (url === "" || url.length > urlLengthMax) return undefined;
  // Some countries' addresses have their own host, and a language may follow the slug; the member is the same.
  const match = /^(?:[a-z]{2,3}\.)?linkedin\.com\/in\/([^/]+)/u.exec(profileKey(url) ?? "");
  const slug = match?.[1];
  if (slug === undefined) return undefined;
  return { person: personIdFromProfile(`linkedin.com/in/${slug}`), url: `https://www.linkedin.com/in/${slug}`, slug };
}

/** What LinkedIn writes in place of the name of somebody who closed their account or hides from you. */
const closedNames = new Set(["linkedin member", "linkedin mitglied", "membre de linkedin", "utilisateur linkedin", "miembro de linkedin", "membro do linkedin", "usuario do linkedin", "membro di linkedin", "linkedin lid"]);

/** True for the folded stand-in name of a closed account. */
export const isClosedName = (folded: string): boolean => closedNames.has(folded);
