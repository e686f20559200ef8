/** Organisations named in a text: those the archive knows, and those a phrase makes one ("at …", "bei …", "chez …"). */
import { organisationKey } from "../event/person-key.ts";

export interface NamedOrganisation {
  readonly name: string;
  readonly index: number;
}

/** What a text is read against; the sets hold keys as `organisationKey` makes them. */
export interface OrganisationSetting {
  /** Organisations that somebody in the archive belongs to. */
  readonly organisations: ReadonlySet<string>;
  /** Not worth a finding here: in a conversation of two, the other's own and the owner's own. */
  readonly expected: ReadonlySet<string>;
  /** True for the name of somebody in the archive: "chez Céleste Fairlock" isn't a firm. */
  readonly isPerson: (name: string) => boolean;
}

/** Words that begin with a capital, joined by spaces, "&" or "of": "Halden & Marsh", "Bank of Foxglove". */
const capitalised = /\p{Lu}[\p{L}\p{N}'’-]*(?: (?:& |of |de |der |für )?[\p{Lu}\p{N}][\p{L}\p{N}'’-]*){0,5}/gu;
const saidBefore = /(?<![\p{L}\p{N}])(?:at|from the|bei|von der|chez|en|em|na) $/iu;
const saidAround = 12;
const wordsMax = 6;

/**
 * In the order of the text, each once. A known name counts wherever it stands from two words on; a
 * single known word or an unknown name of two words or more counts after "at" and its like.
 */
export function findOrganisations(text: string, { organisations, expected, isPerson }: OrganisationSetting): readonly NamedOrganisation[] {
  const found = new Map<string, NamedOrganisation>();
  for (const match of text.matchAll(capitalised)) {
    const words = match[0].split(" ");
    const isSaid = saidBefore.test(text.slice(Math.max(0, match.index - saidAround), match.index));
    if (words.length < 2 && !isSaid) continue;
    const known = longestKnown(words, organisations);
    if (known !== undefined && (known.count > 1 || (isSaid && known.at === 0))) {
      const name = words.slice(known.at, known.at + known.count).join(" ");
      add(known.key, { name, index: match.index + words.slice(0, known.at).join(" ").length + (known.at > 0 ? 1 : 0) });
    } else if (isSaid && words.length > 1 && !calendarWords.has(words[0] ?? "") && !isPerson(match[0])) {
      add(organisationKey(match[0]), { name: match[0], index: match.index });
    }
  }
  return Array.from(found.values());

  function add(key: string, organisation: NamedOrganisation): void {
    if (key !== "" && !expected.has(key) && !found.has(key)) found.set(key, organisation);
  }
}

const calendarWords = new Set([
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December", "Christmas", "Easter",
]);

/** The longest run of words that is a known organisation. */
function longestKnown(words: readonly string[], organisations: ReadonlySet<string>): { readonly key: string; readonly at: number; readonly count: number } | undefined {
  for (let count = Math.min(words.length, wordsMax); count > 0; count -= 1) {
    for (let at = 0; at + count <= words.length; at += 1) {
      const key = wordsKey(words.slice(at, at + count));
      if (organisations.has(key)) return { key, at, count };
    }
  }
  return undefined;
}

/** What `organisationKey` makes of words that hold nothing but letters, digits and "&", at a tenth of its price. */
const wordsKey = (words: readonly string[]): string => words.join(" ").toLowerCase().replaceAll("-", " ").replace(/['’]s?$/u, "");
