/** Organisations named in a text: those the archive knows, and those a phrase makes one ("at …", "bei …", "chez …"). */
import { organisationKey } from "../event/person-key.ts";

export interface NamedOrganisation {
  readonly name: string;
  readonly index: number;
}

/** What a text is read against; keys are as `organisationKey` makes them. */
export interface OrganisationSetting {
  /** Organisations that somebody in the archive belongs to. */
  readonly organisations: ReadonlySet<string>;
  /** True for one not worth a finding here: in a conversation of two, the other's own and the owner's own. */
  readonly isExpected: (key: string) => boolean;
  /** True for the name of somebody in the archive: "chez Céleste Fairlock" isn't a firm. */
  readonly isPerson: (name: string) => boolean;
}

/** Words that begin with a capital, joined by spaces, "&" or "of": "Halden & Marsh", "Bank of Foxglove". */
const capitalised = /\p{Lu}[\p{L}\p{N}'’-]*(?: (?:& |of |de |der |für )?[\p{Lu}\p{N}][\p{L}\p{N}'’-]*){0,5}/gu;
/** Words after which a name is where somebody works; "the" only after "from". */
const placeWords = new Set(["at", "bei", "chez", "en", "em", "na", "from the", "von der"]);
const wordsMax = 6;

/**
 * In the order of the text, each once. A known name counts wherever it stands from two words on; a
 * single known word or an unknown name of two words or more counts after "at" and its like.
 */
export function findOrganisations(text: string, { organisations, isExpected, isPerson }: OrganisationSetting): readonly NamedOrganisation[] {
  const found = new Map<string, NamedOrganisation>();
  for (const match of text.matchAll(capitalised)) {
    const words = match[0].split(" ");
    const isSaid = isAfterPlaceWord(text, match.index);
    if (words.length < 2 && !isSaid) continue;
    const known = longestKnown(words, organisations);
    if (known !== undefined && (known.count > 1 || (isSaid && known.at === 0))) {
      const name = words.slice(known.at, known.at + known.count).join(" ");
      add(known.key, { name, index: match.index + words.slice(0, known.at).join(" ").length + (known.at > 0 ? 1 : 0) });
    } else if (isSaid && words.length > 1 && !calendarWords.has(words[0] ?? "") && !isPerson(withoutGenitive(match[0]))) {
      const name = withoutGenitive(match[0]);
      add(organisationKey(name), { name, index: match.index });
    }
  }
  return Array.from(found.values());

  function add(key: string, organisation: NamedOrganisation): void {
    if (key !== "" && !isExpected(key) && !found.has(key)) found.set(key, organisation);
  }
}

/** Looks at the one or two words before `index`; a pattern did the same at four times the price. */
function isAfterPlaceWord(text: string, index: number): boolean {
  if (index < 3 || text.charAt(index - 1) !== " ") return false;
  const start = text.lastIndexOf(" ", index - 2);
  const word = text.slice(start + 1, index - 1).toLowerCase();
  if (word !== "the" && word !== "der") return placeWords.has(word);
  return placeWords.has(`${text.slice(text.lastIndexOf(" ", start - 1) + 1, Math.max(0, start)).toLowerCase()} ${word}`);
}

const calendarWords = new Set([
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December", "Christmas", "Easter",
]);

/**
 * The longest run of words that is a known organisation. What `organisationKey` makes of words that
 * hold nothing but letters, digits and "&" is their lower case, at a tenth of its price.
 */
function longestKnown(words: readonly string[], organisations: ReadonlySet<string>): { readonly key: string; readonly at: number; readonly count: number } | undefined {
  const folded = words.map(foldWord);
  for (let count = Math.min(words.length, wordsMax); count > 0; count -= 1) {
    for (let at = 0; at + count <= words.length; at += 1) {
      let key = folded[at] ?? "";
      for (let next = at + 1; next < at + count; next += 1) key += ` ${folded[next] ?? ""}`;
      if (organisations.has(key)) return { key, at, count };
    }
  }
  return undefined;
}

const foldWord = (word: string): string => withoutGenitive(word.toLowerCase().replaceAll("-", " "));

/** "Fathom's" is Fathom, "Aurelian Robotics'" is Aurelian Robotics. */
function withoutGenitive(name: string): string {
  const mark = name.length - (name.endsWith("s") ? 2 : 1);
  return name.charAt(mark) === "'" || name.charAt(mark) === "’" ? name.slice(0, mark) : name;
}
