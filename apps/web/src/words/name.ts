/** What is drawn for a name: initials, a hue, a short form to speak of somebody by. */
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const firstGrapheme = (word: string): string => graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? "";
const wordsOf = (name: string): readonly string[] => name.split(/[\s·.,()"“”]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));

/** One or two letters: first and last word's first. Names written without spaces (王小明) give their first. */
export function initialsOf(name: string): string {
  const words = wordsOf(name);
  const first = firstGrapheme(words[0] ?? "?").toLocaleUpperCase();
  // Two clusters such as "आ" and "सा" don't fit a circle: one is enough.
  const both = first + firstGrapheme(words.at(-1) ?? "").toLocaleUpperCase();
  return words.length < 2 || both.length > 2 ? first : both;
}

/** A hue 0..359, always the same for a name. */
export function hueOf(name: string): number {
  let hash = 2_166_136_261;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) % 360;
}

/** The name to speak of somebody by in a button: the first word, or the whole where that is a mere initial. */
export function shortName(name: string): string {
  const first = wordsOf(name)[0] ?? name;
  return first === firstGrapheme(first) ? name : first;
}

/** "Head of design at Tidal", "Tidal", or nothing. */
export const roleOf = (card: { readonly position?: string; readonly organisation?: string }): string =>
  card.position && card.organisation ? `${card.position} at ${card.organisation}` : card.position ?? card.organisation ?? "";
