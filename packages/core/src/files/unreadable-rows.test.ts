/** What a reader would refuse is set aside by file, row and reason before it is recorded; the rest is. */
import { strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { personIdFromProfile } from "../event/person-key.ts";
import { noiseOf, seeded } from "../testing/archive/seeded.ts";
import { recordAndRead } from "../testing/record-and-read.ts";
import { civilDateMs } from "./civil-date.ts";
import { importArchive, type ImportedArchive, type KnownPeople } from "./import-archive.ts";

const header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On";
const messages = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER";
const row = (slug: string, date: string, company = "Copperline"): string => `${slug},Wherry,https://www.linkedin.com/in/${slug},,${company},Pilot,${date}`;
const dayMs = (year: number, month: number, day: number): number => civilDateMs({ year, month, day }) ?? 0;
const nowMs = dayMs(2026, 11, 20);
const nobodyKnown: KnownPeople = { lastObservation: () => undefined };
const slugId = (slug: string) => personIdFromProfile(`linkedin.com/in/${slug}`);

function importOf(files: Readonly<Record<string, string>>, known = nobodyKnown): ImportedArchive {
  const outcome = importArchive(Object.entries(files).map(([name, text]) => ({ name, bytes: strToU8(text) })), { known, nowMs });
  if (!outcome.ok) throw new Error(outcome.error.message);
  for (const { read, used, setAside } of outcome.value.report.files) expect(read).toBe(setAside.reduce((sum, { count }) => sum + count, used));
  return outcome.value;
}

describe("rows that no reader would read", () => {
  test.each(["04 Mar 2206", "04 Mar 1899", "1850-03-04", "9999-01-01", "2200-01-01 00:00:01", "0001-01-01"])("[F80] a date that no fact may have (%s) is set aside by its row; the person stays, and so does everybody else", (date) => {
    const archive = importOf({ "Connections.csv": [header, row("tamsin", "04 Mar 2023"), row("bo", date)].join("\n"), "messages.csv": [messages, `2-a,,Robin,https://www.linkedin.com/in/robin,bo Wherry,https://www.linkedin.com/in/bo,${date},,Hello,INBOX`].join("\n") });
    expect(archive.report.notices).toEqual(expect.arrayContaining(["Connections.csv: 1 row was set aside: date not understood (first in row 3).", "messages.csv: 1 row was set aside: date not understood (first in row 2)."]));
    expect(archive.snapshotAtMs).toBe(dayMs(2023, 3, 4));
    const events = recordAndRead(archive, nowMs);
    expect(events.flatMap((event) => (event.type === "ProfileObserved" ? [event.person] : []))).toEqual([slugId("tamsin"), slugId("bo")]);
    expect(events.filter(({ type }) => type === "ConnectionMade")).toHaveLength(1);
  });

  test("[F80] a row with nothing like a date has slipped or is broken: nobody is made of it", () => {
    const archive = importOf({ "Connections.csv": [header, row("tamsin", "04 Mar 2023"), row("bo", ""), row("cleo", "Pilot"), row("dario", `${"x".repeat(50)}\t1`)].join("\n") });
    expect(archive.report).toMatchObject({ people: 1, files: [{ read: 4, used: 1, setAside: [{ reason: "date not understood", count: 3 }] }] });
  });

  test("[F81] a position of another century is set aside, one up to the last day of 2199 is kept", () => {
    const archive = importOf({ "Positions.csv": "Company Name,Title,Started On,Finished On\nPier,Head,Dec 1899,2001\nPier,Clerk,2001,2200\nPier,Pilot,1900,2199\n" });
    expect(archive.report.files[0]).toMatchObject({ read: 3, used: 1, setAside: [{ reason: "date not understood", count: 2 }] });
    recordAndRead(archive, nowMs);
  });

  test("[F82] a cell too large to keep costs its row, whichever file it stands in; the notice names file, row and reason", () => {
    const huge = seeded(5).hex(700_000);
    const ada = "https://www.linkedin.com/in/ada";
    const archive = importOf({
      "Connections.csv": [header, row("tamsin", "04 Mar 2023"), row("bo", "05 Mar 2023", huge)].join("\n"),
      "messages.csv": [messages, `2-a,,Robin C,https://www.linkedin.com/in/robin,Ada,${ada},2023-05-01 10:00:00 UTC,,${huge},INBOX`, `2-b,,${huge},https://www.linkedin.com/in/cleo,Robin C,https://www.linkedin.com/in/robin,2023-05-01 11:00:00 UTC,,Hi,INBOX`].join("\n"),
      "Notes.csv": `Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\nAda,T,${ada},${huge},2025-01-24 08:00:00,\nAda,T,${ada},Likes tides,2025-01-25 08:00:00,\n`,
      "Profile.csv": "First Name,Last Name,Headline\nRobin,C,Calm\n",
    });
    const lost = archive.report.notices.filter((notice) => notice.includes("too large"));
    expect(lost.toSorted()).toEqual(["Connections", "Notes", "messages"].map((name) => `${name}.csv: 1 row was set aside: too large to keep (first in row ${name === "Notes" ? 2 : 3}).`).toSorted());
    const events = recordAndRead(archive, nowMs);
    expect(events.map(({ type }) => type).toSorted()).toEqual(["ConnectionMade", "ImportCompleted", "InteractionRecorded", "NoteRecorded", "OwnProfileObserved", "ProfileObserved", "ProfileObserved"]);
  });

  test("[F83] where what was known and what is new are too large together, what was known stays, and that is said", () => {
    const known: KnownPeople = { lastObservation: () => ({ atMs: 1, name: "Ada", organisation: seeded(6).hex(300_000) }) };
    const archive = importOf({ "Invitations.csv": `From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n${seeded(7).hex(300_000)},Robin,"4/4/25, 1:23 PM",,INCOMING,https://www.linkedin.com/in/ada,https://www.linkedin.com/in/robin\n` }, known);
    expect(archive.report.notices.join()).toContain("grown too large to keep");
    expect(recordAndRead(archive, nowMs).map(({ type }) => type)).toEqual(["InvitationRecorded", "ImportCompleted"]);
  });

  test("[F84] seventy megabytes of cells are kept and read back: four hundred people", () => {
    const cell = "x".repeat(2_500_000);
    const archive = importOf({ "Connections.csv": [header, ...Array.from({ length: 400 }, (_, index) => row(`p${index}`, "04 Mar 2023", index < 28 ? cell : "Pier"))].join("\n") });
    expect(archive.report.people).toBe(400);
    expect(recordAndRead(archive, nowMs)).toHaveLength(801);
  }, 90_000);

  test("[F85] a date after the import isn't the archive's own: a later archive still brings what is new", () => {
    const first = importOf({ "Connections.csv": [header, row("tamsin", "04 Mar 2021"), row("bo", "04 Mar 2085")].join("\n") });
    expect(first.snapshotAtMs).toBe(dayMs(2021, 3, 4));
    const known: KnownPeople = { lastObservation: (person) => first.events.flatMap((event) => (event.type === "ProfileObserved" && event.person === person ? [event] : []))[0] };
    const later = importOf({ "Connections.csv": [header, row("tamsin", "04 Mar 2021", "Fathom Labs"), row("cleo", "05 Nov 2026")].join("\n") }, known);
    expect(later.events).toContainEqual(expect.objectContaining({ type: "ProfileObserved", person: slugId("tamsin"), organisation: "Fathom Labs" }));
  });

  test("[F87] a name too large in one row costs none of the others that person wrote", () => {
    const line = (name: string, time: string): string => `2-a,,${name},https://www.linkedin.com/in/ada,Robin C,https://www.linkedin.com/in/robin,2023-05-01 ${time} UTC,,Hi,INBOX`;
    const archive = importOf({ "messages.csv": [messages, line(noiseOf(400_000).replaceAll(",", "."), "10:00:00"), line("Ada Tidewell", "11:00:00"), line("Ada Tidewell", "12:00:00")].join("\n"), "Profile.csv": "First Name,Last Name,Headline\nRobin,C,Calm\n" });
    const events = recordAndRead(archive, nowMs);
    expect(events.filter(({ type }) => type === "InteractionRecorded")).toHaveLength(3);
    expect(events).toContainEqual(expect.objectContaining({ type: "ProfileObserved", name: "Ada Tidewell" }));
  });
});
