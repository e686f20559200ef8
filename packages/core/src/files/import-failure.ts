/** Why an import couldn't start. What goes wrong inside one file is a notice of the report instead. */

export interface ImportFailure {
  readonly reason: "notAZip" | "notAnArchive" | "tooLarge" | "encrypted" | "damaged";
  /** What happened and the way out. Names the file, never anything in it. */
  readonly message: string;
}

/** The failures with their sentences; `name` is the file as the user knows it. */
export const importFailure = {
  notAZip: (name: string): ImportFailure => ({
    reason: "notAZip",
    message: `${name} is neither a zip nor a CSV file. Choose the zip that LinkedIn's mail links to, or the CSV files in it.`,
  }),
  notAnArchive: (name: string): ImportFailure => ({
    reason: "notAnArchive",
    message: `${name} holds no file of a LinkedIn archive. Choose the zip that LinkedIn's mail links to, or Connections.csv and messages.csv from it.`,
  }),
  empty: (): ImportFailure => ({
    reason: "notAnArchive",
    message: "No file was chosen. Choose the zip that LinkedIn's mail links to, or Connections.csv and messages.csv from it.",
  }),
  tooLarge: (name: string): ImportFailure => ({
    reason: "tooLarge",
    message: `${name} unpacks to far more than a LinkedIn archive holds, so Kith stopped. Download it again, or choose Connections.csv and messages.csv alone.`,
  }),
  zip64: (name: string): ImportFailure => ({
    reason: "tooLarge",
    message: `${name} is in the ZIP64 format, made for files over 4 GB, which Kith doesn't read. Unpack it and choose Connections.csv and messages.csv.`,
  }),
  encrypted: (name: string): ImportFailure => ({
    reason: "encrypted",
    message: `${name} is locked with a password. Unpack it and choose the CSV files in it; LinkedIn's own zip has no password.`,
  }),
  incomplete: (name: string): ImportFailure => ({
    reason: "damaged",
    message: `${name} is incomplete: the end of the zip is missing. Download it again; LinkedIn's link works for 72 hours.`,
  }),
  hostile: (name: string): ImportFailure => ({
    reason: "damaged",
    message: `${name} isn't built as LinkedIn builds a zip: its files overlap or point outside of it. Download it again from LinkedIn.`,
  }),
};
