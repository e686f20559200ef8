/** The names in a message's TO cell. How they are joined changed in 2023, and names hold commas themselves ("Jane Doe, Ph.D."). */
import { isClosedName, type TextCache } from "./linkedin-profile.ts";

/** Since 2023 names are joined by a comma without a space, so a comma with one belongs to a name. */
const splitJoinedNames = (cell: string): readonly string[] => (cell === "" ? [] : cell.split(/,(?! )/u));

/** A name taken out of a cell. A lone one is the whole cell, so that even an unknown name is sure to be one. */
export interface SplitName {
  readonly name: string;
  readonly isSure: boolean;
}

const piecesPerNameMax = 4;

/** Before 2023 names were joined by ", ": only known ones tell where one ends. An unknown piece after a known name is its credential. */
export function splitKnownNames(cell: string, knows: (name: string) => boolean): readonly SplitName[] {
  if (cell === "") return [];
  const pieces = cell.split(/,\s*/u).filter((piece) => piece !== "");
  if (pieces.length < 2) return [{ name: cell, isSure: true }];
  const names: SplitName[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? "";
    if (knows(piece)) {
      names.push({ name: piece, isSure: true });
      continue;
    }
    const longer = longerName(pieces.slice(at, at + piecesPerNameMax), knows);
    if (longer !== undefined) {
      names.push({ name: longer.name, isSure: true });
      at += longer.count - 1;
    } else if (names.length === 0) {
      names.push({ name: piece, isSure: false });
    }
  }
  return names;
}

/** A name that only its pieces together are known as: "Doe, Jane" of somebody who calls herself so. */
function longerName(pieces: readonly string[], knows: (name: string) => boolean): { readonly name: string; readonly count: number } | undefined {
  for (let count = pieces.length; count > 1; count -= 1) {
    const name = pieces.slice(0, count).join(", ");
    if (knows(name)) return { name, count };
  }
  return undefined;
}

/**
 * Pairs names with addresses. Members without an address shorten the list of addresses, so the two
 * belong together only where their numbers match once closed accounts are left out.
 */
export function pairRecipients(to: string, urls: string, texts: TextCache): readonly { readonly name: string; readonly url: string }[] {
  const addresses = urls.split(",").map((url) => url.trim()).filter((url) => url !== "");
  const names = splitJoinedNames(to);
  const closed = names.filter((name) => isClosedName(texts.fold(name)));
  const open = names.filter((name) => !isClosedName(texts.fold(name)));
  const isPaired = open.length === addresses.length;
  const pairs = addresses.map((url, index) => ({ name: isPaired ? (open[index] ?? "") : "", url }));
  // Without a single address a lone name is still somebody.
  const alone = addresses.length === 0 && open.length === 1 ? open.map((name) => ({ name, url: "" })) : [];
  return [...pairs, ...alone, ...closed.map((name) => ({ name, url: "" }))];
}
