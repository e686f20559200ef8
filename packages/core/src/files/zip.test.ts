/** Zips as users hand them over, and as nobody should. */
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { importArchive, type ImportOutcome } from "./import-archive.ts";

const connections = strToU8("First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Tidewell,https://www.linkedin.com/in/ada-t,,,,06 Jun 2026");
const importZip = (bytes: Uint8Array): ImportOutcome => importArchive([{ name: "export.zip", bytes }], { known: { lastObservation: () => undefined } });
const reasonOf = (outcome: ImportOutcome) => (outcome.ok ? "ok" : outcome.error.reason);
const peopleOf = (outcome: ImportOutcome) => (outcome.ok ? outcome.value.report.people : -1);

/** Changes bytes at an offset from each central directory entry (signature PK\1\2) or local header (PK\3\4). */
function patched(zip: Uint8Array, kind: 1 | 3, patch: (entry: DataView) => void): Uint8Array {
  const bytes = zip.slice();
  for (let at = 0; at + 46 < bytes.length; at += 1) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === kind && bytes[at + 3] === kind + 1) patch(new DataView(bytes.buffer, at));
  }
  return bytes;
}

describe("as handed over", () => {
  test("[F18] a zip, a re-zipped folder, a zip in a zip and a single CSV give the same", () => {
    const plain = zipSync({ "Connections.csv": connections });
    const folder = zipSync({ "__MACOSX/._Connections.csv": strToU8("x"), ".DS_Store": strToU8("x"), "Complete_Export/Connections.csv": connections });
    expect(peopleOf(importZip(plain))).toBe(1);
    expect(peopleOf(importZip(zipSync({ "export.zip": plain }, { level: 0 })))).toBe(1);
    const unwrapped = importZip(folder);
    expect(unwrapped.ok && unwrapped.value.report).toMatchObject({ people: 1, files: [{ name: "Connections.csv" }], notices: [expect.stringContaining("no messages.csv")] });
    expect(peopleOf(importArchive([{ name: "folder/Connections.csv", bytes: connections }], { known: { lastObservation: () => undefined } }))).toBe(1);
    expect(reasonOf(importZip(zipSync({ "a.zip": zipSync({ "b.zip": plain }) })))).toBe("notAnArchive");
  });

  test("[F19] a damaged file is left out with a notice, the others are read", () => {
    const zip = zipSync({ "Connections.csv": connections, "messages.csv": strToU8("From,To,Date,Content\n") }, { level: 0 });
    const at = zip.findIndex((_, index) => zip[index] === 0x46 && zip[index + 1] === 0x72 && zip[index + 4] === 0x2c);
    zip[at] = 0x47;
    const outcome = importZip(zip);
    expect(outcome.ok && outcome.value.report.notices).toContainEqual(expect.stringContaining("messages.csv is damaged"));
    expect(peopleOf(outcome)).toBe(1);
  });
});

describe("hostile", () => {
  test("[F20] bombs are refused: by ratio, by count of entries, and by entries that share bytes", () => {
    const zeros = zipSync({ "Connections.csv": new Uint8Array(30_000_000) }, { level: 9 });
    expect(reasonOf(importZip(zeros))).toBe("tooLarge");
    const lying = patched(zeros, 1, (entry) => entry.setUint32(24, 10, true));
    expect(reasonOf(importZip(lying))).toBe("tooLarge");
    expect(reasonOf(importZip(zipSync(Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${index}.html`, new Uint8Array(0)])))))).toBe("tooLarge");
    const shared = patched(zipSync({ "a.csv": connections, "b.csv": connections }, { level: 0 }), 1, (entry) => entry.setUint32(42, 0, true));
    expect(reasonOf(importZip(shared))).toBe("damaged");
  });

  test("[F21] passwords, paths out of the zip, ZIP64, a missing end and other files are refused with a way out", () => {
    const plain = zipSync({ "Connections.csv": connections });
    expect(reasonOf(importZip(patched(plain, 1, (entry) => entry.setUint16(8, 1, true))))).toBe("encrypted");
    for (const name of ["../Connections.csv", "/etc/Connections.csv", "a/../../b.csv", "C:\\b.csv", "a\\..\\b.csv"]) expect([name, reasonOf(importZip(zipSync({ [name]: connections })))]).toEqual([name, "damaged"]);
    expect(reasonOf(importZip(patched(plain, 1, (entry) => entry.setUint32(24, 0xff_ff_ff_ff, true))))).toBe("tooLarge");
    expect(reasonOf(importZip(plain.slice(0, -10)))).toBe("damaged");
    expect(reasonOf(importZip(strToU8("%PDF-1.7")))).toBe("notAZip");
    expect(reasonOf(importZip(zipSync({ "photo.jpg": strToU8("x") })))).toBe("notAnArchive");
    expect(reasonOf(importArchive([], { known: { lastObservation: () => undefined } }))).toBe("notAnArchive");
    const refused = importZip(plain.slice(0, -10));
    expect(!refused.ok && refused.error.message).toMatch(/^export\.zip is incomplete.*Download it again/u);
  });
});
