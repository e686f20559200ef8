/** Bytes of a text file to text: what an export writes (UTF-8, UTF-16) and what Excel makes of it (windows-1252). */

/**
 * TextDecoder is in every browser, worker and Node, but it isn't part of ECMAScript, so `lib: ES2023`
 * doesn't know it. This declares the one use core makes of it.
 */
declare const TextDecoder: new (label: string, options?: { readonly fatal?: boolean }) => { decode(bytes: Uint8Array): string };

/** `guessed`: the bytes were neither UTF-8 nor UTF-16, so single letters may be wrong. */
export interface DecodedText {
  readonly text: string;
  readonly guessed: boolean;
}

/** Decodes by byte order mark, else as UTF-8 where that fits, else as windows-1252. Line ends become "\n". Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Label(bytes);
  if (utf16 !== undefined) return { text: unifyLineEnds(new TextDecoder(utf16).decode(bytes)), guessed: false };
  try {
    return { text: unifyLineEnds(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), guessed: false };
  } catch {
    return { text: unifyLineEnds(new TextDecoder("windows-1252").decode(bytes)), guessed: true };
  }
}

/** By the mark, or by the zero byte that each of the first two ASCII letters of a header brings in UTF-16. */
function utf16Label(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  return undefined;
}

const unifyLineEnds = (text: string): string => (text.includes("\r") ? text.replace(/\r\n?/gu, "\n") : text);
