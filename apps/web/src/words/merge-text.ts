/** Texts that two hands write at once: what turned one into another, both in one, and where a caret went. Pure. */

/** At `at` of the older text, `removed` UTF-16 units go and `inserted` comes. */
export interface Splice {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** Texts further apart than this many words are told as one splice: the search would cost their product. */
const differencesMax = 500;

/** What turns `from` into `to`, in order of place: whole words where several changed, letters within one. */
export function splicesOf(from: string, to: string): readonly Splice[] {
  const [older, newer] = [wordsOf(from), wordsOf(to)];
  const splices: Splice[] = [];
  let [at, place, next] = [-1, 0, 0];
  for (const [keptFrom, keptTo] of [...keptWords(older, newer), [older.length, newer.length] as const]) {
    const [gone, come] = [older.slice(place, keptFrom).join(""), newer.slice(next, keptTo).join("")];
    if (gone !== come) splices.push(spliceAt(at, gone, come));
    at += gone.length + (older[keptFrom]?.length ?? 0);
    [place, next] = [keptFrom + 1, keptTo + 1];
  }
  return splices;
}

/** Words, each with the space before it, the first with one that isn't there: so a word added anywhere comes in the same way. */
const wordsOf = (text: string): readonly string[] => ` ${text}`.match(/\s*\S+|\s+$/gu) ?? [];

function spliceAt(at: number, gone: string, come: string): Splice {
  // Before the first word it is the space behind that comes or goes.
  if (at < 0 && gone === "") return { at: 0, removed: 0, inserted: `${come.slice(1)} ` };
  if (at < 0 && come === "") return { at: 0, removed: gone.length, inserted: "" };
  return narrowed({ at, removed: gone.length, inserted: come }, gone);
}

/** Pairs of places whose words stay, ascending: the longest such row (Myers 1986), or none between the ends where the texts are too far apart. */
function keptWords(older: readonly string[], newer: readonly string[]): readonly (readonly [number, number])[] {
  const shorter = Math.min(older.length, newer.length);
  let head = 0;
  while (head < shorter && older[head] === newer[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && older.at(-1 - tail) === newer.at(-1 - tail)) tail += 1;
  const within = longestRow(older.slice(head, older.length - tail), newer.slice(head, newer.length - tail));
  return [
    ...Array.from({ length: head }, (_, index) => [index, index] as const), ...within.map(([a, b]) => [a + head, b + head] as const),
    ...Array.from({ length: tail }, (_, index) => [older.length - tail + index, newer.length - tail + index] as const),
  ];
}

function longestRow(older: readonly string[], newer: readonly string[]): readonly (readonly [number, number])[] {
  /** By diagonal (place in older less place in newer): how far in older one gets with so many differences. One map per number of differences. */
  const reached: Map<number, number>[] = [];
  let last = new Map([[1, 0]]);
  for (let differences = 0; differences <= Math.min(differencesMax, older.length + newer.length); differences += 1) {
    const now = new Map<number, number>();
    reached.push(last);
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let place = comesFromBelow(last, diagonal, differences) ? last.get(diagonal + 1) ?? 0 : (last.get(diagonal - 1) ?? 0) + 1;
      while (place < older.length && place - diagonal < newer.length && older[place] === newer[place - diagonal]) place += 1;
      now.set(diagonal, place);
      if (place >= older.length && place - diagonal >= newer.length) return walkedBack(reached, older.length, newer.length);
    }
    last = now;
  }
  return [];
}

const comesFromBelow = (last: ReadonlyMap<number, number>, diagonal: number, differences: number): boolean =>
  diagonal === -differences || (diagonal !== differences && (last.get(diagonal - 1) ?? 0) < (last.get(diagonal + 1) ?? 0));

function walkedBack(reached: readonly ReadonlyMap<number, number>[], olderLength: number, newerLength: number): readonly (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  let [place, next] = [olderLength, newerLength];
  for (let differences = reached.length - 1; differences >= 0; differences -= 1) {
    const last = reached[differences] ?? new Map<number, number>();
    const diagonal = place - next;
    const before = comesFromBelow(last, diagonal, differences) ? diagonal + 1 : diagonal - 1;
    const [fromPlace, fromNext] = differences === 0 ? [0, 0] : [last.get(before) ?? 0, (last.get(before) ?? 0) - before];
    while (place > fromPlace && next > fromNext) {
      place -= 1;
      next -= 1;
      kept.push([place, next]);
    }
    [place, next] = [fromPlace, fromNext];
  }
  return kept.toReversed();
}

const isHalf = (unit: number, from: number): boolean => unit >= from && unit < from + 0x400;

/** Without the letters both begin and end with; never between the halves of a surrogate pair. */
function narrowed({ at, removed, inserted }: Splice, gone: string): Splice {
  const shorter = Math.min(removed, inserted.length);
  let head = 0;
  while (head < shorter && gone[head] === inserted[head]) head += 1;
  if (head > 0 && isHalf(gone.charCodeAt(head - 1), 0xd800)) head -= 1;
  let tail = 0;
  while (tail < shorter - head && gone.at(-1 - tail) === inserted.at(-1 - tail)) tail += 1;
  if (tail > 0 && isHalf(gone.charCodeAt(gone.length - tail), 0xdc00)) tail -= 1;
  return { at: at + head, removed: removed - head - tail, inserted: inserted.slice(head, inserted.length - tail) };
}

/**
 * Both texts in one, from what each did to `base`: what either wrote stays, what either took out is gone.
 * Where both wrote at one place, theirs comes first; where one went on from the other's very words, they count once.
 */
export function mergeTexts({ base, mine, theirs }: { readonly base: string; readonly mine: string; readonly theirs: string }): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const [ours, others] = [splicesOf(base, mine), splicesOf(base, theirs)];
  const splices = [...others.filter((one) => !ours.some((own) => goesOn(own, one))), ...ours.filter((own) => !others.some((one) => goesOn(one, own) && !goesOn(own, one)))];
  let text = "";
  let at = 0;
  for (const splice of splices.toSorted((a, b) => a.at - b.at)) {
    text += base.slice(at, splice.at) + splice.inserted;
    at = Math.max(at, splice.at + splice.removed);
  }
  return text + base.slice(at);
}

/** `longer` does what `shorter` does, and writes on. */
const goesOn = (longer: Splice, shorter: Splice): boolean => longer.at === shorter.at && longer.removed === shorter.removed && longer.inserted.startsWith(shorter.inserted);

/** Where a caret at `position` of `from` stands in `to`: at the same place in the words. */
export function caretAfter(from: string, to: string, position: number): number {
  let moved = 0;
  for (const { at, removed, inserted } of splicesOf(from, to)) {
    if (at + removed > position) return Math.min(position, at) + moved;
    // What came in exactly at the caret stands behind it, as what another hand wrote.
    if (at === position && removed === 0) break;
    moved += inserted.length - removed;
  }
  return position + moved;
}
