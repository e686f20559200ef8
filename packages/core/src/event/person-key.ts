/**
 * Who is who across files. A person's id is derived from the strongest key a source gives: profile
 * URL, else e-mail, else name and organisation. The same key gives the same id on every device.
 */
import { idFromParts } from "../prelude/bytes.ts";
import type { PersonId } from "../prelude/id.ts";

/**
 * The canonical form of a profile URL: host and path, percent-decoded, NFC, lower case, without
 * query, fragment or trailing slash. Files of one archive encode the same URL differently.
 * Returns undefined where `url` holds no profile path.
 */
export function profileKey(url: string): string | undefined {
  const bare = url.trim().replace(/^[a-z]+:\/\//iu, "").replace(/^www\./iu, "").replace(/[?#].*$/u, "").replace(/\/+$/u, "");
  if (!bare.includes("/")) return undefined;
  return decodePercent(bare).normalize("NFC").toLowerCase();
}

/** decodeURIComponent that leaves a malformed escape as it stands instead of throwing. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const personIdFromProfile = (key: string): PersonId => idFromParts(["person", "url", key]) as PersonId;
export const personIdFromEmail = (email: string): PersonId => idFromParts(["person", "email", email.trim().toLowerCase()]) as PersonId;
/** The weakest key: two people of one name at one organisation fall together until a better key is seen. */
export const personIdFromName = (name: string, organisation: string): PersonId =>
  idFromParts(["person", "name", foldName(name), organisationKey(organisation)]) as PersonId;

/**
 * The form names are compared in: compatibility-normalised, without marks, emoji, parentheses,
 * credentials after a comma or zero-width characters; lower case; single spaces.
 */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\([^)]*\)|"[^"]*"|,.*$/gu, " ")
    // Lower case before the letters are spelled out: only then is the capital ẞ a ß.
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/gu, "")
    .replace(/ł/gu, "l").replace(/ø/gu, "o").replace(/ı/gu, "i").replace(/ß/gu, "ss").replace(/ς/gu, "σ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The name as shown: trimmed, single spaces, no zero-width or direction characters, compatibility letters plain. */
export const displayName = (name: string): string =>
  name.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, "").normalize("NFKC").replace(/\s+/gu, " ").trim();

const legalSuffix = /[\s,]+(?:inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|kg|se|sa|s a|sas|sarl|srl|s r l|spa|s p a|bv|b v|nv|n v|oy|oyj|ab|as|a s|aps|pty|co|corp|corporation|company|group|holding|holdings|emea|apac|latam)$/u;

/**
 * The key an organisation's spellings share: case, legal form, region, trade marks and a bracketed
 * remark don't count. "Acme GmbH & Co. KG", "ACME" and "Acme, Inc." are one; "Acme Labs" is another.
 */
export function organisationKey(name: string): string {
  // Marks go first: compatibility normalisation would spell them out as letters.
  let key = name.replace(/[™®©]/gu, " ").normalize("NFKC").replace(/\([^)]*\)/gu, " ").toLowerCase()
    .replace(/&\s*co\b\.?/gu, " co").replace(/[.]/gu, " ").replace(/[\s\-–—|,]+/gu, " ").trim();
  for (let next = key.replace(legalSuffix, ""); next !== key; next = key.replace(legalSuffix, "")) key = next.trim();
  return key;
}
