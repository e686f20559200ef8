/**
 * Which file of an archive is which. A name says what a file should be, its header row decides
 * (import-formats, 1.2): names change over the years, and some share one name with other content.
 */
export const fileKinds = [
  "connections", "messages", "invitations", "recommendationsReceived", "recommendationsGiven",
  "endorsementsReceived", "endorsementsGiven", "profile", "positions", "notes",
] as const;
export type FileKind = (typeof fileKinds)[number];

/** Columns are compared by their letters and digits alone. */
export const columnKey = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The columns that make a header row the one of its kind. */
export const requiredColumns: ReadonlyMap<FileKind, readonly string[]> = new Map([
  ["connections", ["firstname", "lastname", "connectedon"]],
  ["messages", ["from", "to", "date", "content"]],
  ["invitations", ["from", "to", "sentat"]],
  ["recommendationsReceived", ["firstname", "lastname", "company", "creationdate"]],
  ["recommendationsGiven", ["firstname", "lastname", "company", "creationdate"]],
  ["endorsementsReceived", ["endorsementdate", "skillname", "endorserfirstname", "endorserlastname"]],
  ["endorsementsGiven", ["endorsementdate", "skillname", "endorseefirstname", "endorseelastname"]],
  ["profile", ["firstname", "lastname", "headline"]],
  ["positions", ["companyname", "title", "startedon"]],
  ["notes", ["connectionfirstname", "connectionlastname", "note"]],
]);

const kindByKey: ReadonlyMap<string, FileKind> = new Map([
  ["connections", "connections"],
  ["messages", "messages"],
  ["invitations", "invitations"],
  ["recommendationsreceived", "recommendationsReceived"],
  ["recommendationsgiven", "recommendationsGiven"],
  ["endorsementreceivedinfo", "endorsementsReceived"],
  ["endorsementgiveninfo", "endorsementsGiven"],
  ["profile", "profile"],
  ["positions", "positions"],
  ["notes", "notes"],
]);

/** Nobody's business, Kith's included: where you logged in, what you paid, what adverts infer, what you told a machine. */
const unreadByDesign = new Set(
  `logins securitychallenges accountstatushistory receipts receiptsv2 verifications privateidentityasset adtargeting adsclicked
  lanadsengagement inferencesaboutyou searchqueries registration phonenumbers whatsappphonenumbers guidemessages learningcoachmessages
  learningroleplaymessages coachmessages`.split(/\s+/u),
);

const unreadSoFar = new Set(
  `profilesummary education skills languages courses certifications projects honors publications organizations volunteering patents
  testscores verifiedexternalcapability groups causesyoucareabout emailaddresses events calendar comments reactions votes shares
  instantreposts saveditems savedarticles hashtagfollows memberhashtags memberfollows companyfollows richmedia videos reviews learning
  savedjobalerts savedjobs jobapplications jobseekerpreferences jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses
  onlinejobpostings providers engagements opprtunities opportunities importedcontacts contacts`.split(/\s+/u),
);

/** What a file's name says about it. */
export type NamedAs = FileKind | "unreadByDesign" | "unreadSoFar" | "unknown";

/** By the canonical key: base name, lower case, without extension, member id or part number, spaces and underscores. */
export function fileNamedAs(path: string): NamedAs {
  const key = fileKey(path);
  return kindByKey.get(key) ?? (unreadByDesign.has(key) ? "unreadByDesign" : unreadSoFar.has(key) ? "unreadSoFar" : "unknown");
}

function fileKey(path: string): string {
  const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return base.replace(/\.(?:csv|tsv|txt)$/u, "").replace(/(?:\s*\(\d+\)|[-_ ]\d+)+$/u, "").replace(/[\s_]+/gu, "");
}
