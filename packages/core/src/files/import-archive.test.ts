/** Archives of every era, written out by hand in the few rows that matter, and a made one of the present. */
import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { EventType, KithEvent } from "../event/event.ts";
import { personIdFromName, personIdFromProfile } from "../event/person-key.ts";
import { makeArchive } from "../testing/archive/make-archive.ts";
import { civilDateMs } from "./civil-date.ts";
import { importArchive, type ImportedArchive, type KnownPeople } from "./import-archive.ts";
import { runs } from "../testing/runs.ts";

/** Month counted from 0, as in `Date.UTC`, which core's linter doesn't let in. */
const utc = (...[year = 0, month = 0, day = 0, hour = 0, minute = 0]: readonly number[]): number => (civilDateMs({ year, month: month + 1, day }) ?? 0) + (hour * 60 + minute) * 60_000;
const nobodyKnown: KnownPeople = { lastObservation: () => undefined };
const asOfMs = utc(2026, 10, 20, 8);
const slugId = (slug: string) => personIdFromProfile(`linkedin.com/in/${slug}`);

function importOf(files: Readonly<Record<string, string | Uint8Array>>, known: KnownPeople = nobodyKnown): ImportedArchive {
  const list = Object.entries(files).map(([name, content]) => ({ name, bytes: typeof content === "string" ? strToU8(content) : content }));
  const outcome = importArchive(list, { known });
  if (!outcome.ok) throw new Error(outcome.error.message);
  for (const { read, used, setAside } of outcome.value.report.files) expect(read).toBe(setAside.reduce((sum, { count }) => sum + count, used));
  return outcome.value;
}
const ofType = <Type extends EventType>(events: readonly KithEvent[], type: Type) =>
  events.filter((event): event is Extract<KithEvent, { type: Type }> => event.type === type);
const setAside = ({ report }: ImportedArchive, file: string) =>
  Object.fromEntries(report.files.find(({ name }) => name === file)?.setAside.map(({ reason, count }) => [reason, count]) ?? []);

const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");

const profile = "First Name,Last Name,Maiden Name,Headline\nRobin,Castellane,,Calm supply chains\n";
const me = "https://www.linkedin.com/in/robin-castellane";
const messages2023 = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER";
const connections2023 = "First Name,Last Name,URL,Email Address,Company,Position,Connected On";

describe("eras without addresses", () => {
  test("[F1] 2018: messages without addresses or conversations are matched by name", () => {
    const archive = importOf({
      "Connections.csv": 'First Name,Last Name,Email Address,Company,Position,Connected On\nAda,Tidewell,,Fathom Labs,CFO,"10/31/18, 9:36 AM"\n',
      "Messages.csv": 'From,To,Date,Subject,Content,Direction,Folder\nAda Tidewell,Robin Castellane,"11/18/18, 9:14 AM",,Hello,INCOMING,INBOX\nRobin Castellane,Ada Tidewell,"11/18/18, 9:10 PM",,Hi!,OUTGOING,SENT\n',
      "Profile.csv": profile,
    });
    const ada = personIdFromName("Ada Tidewell", "Fathom Labs");
    const [first, second] = ofType(archive.events, "InteractionRecorded");
    expect(first).toMatchObject({ people: [ada], direction: "in", atMs: utc(2018, 10, 18, 9, 14), length: 5 });
    expect(second).toMatchObject({ people: [ada], direction: "out", atMs: utc(2018, 10, 18, 21, 10), thread: first?.thread });
    expect(ofType(archive.events, "ConnectionMade")).toMatchObject([{ person: ada, atMs: utc(2018, 9, 31) }]);
  });

  test("[F2] 2021: a connection without address gets the one its name has in the messages", () => {
    const archive = importOf({
      "Connections.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\nAda,\"Tidewell, PhD\",,Fathom Labs,CFO,04 Mar 2021",
      "messages.csv": `CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n2-a,,Ada Tidewell,https://www.linkedin.com/in/ada-t,Robin Castellane,2021-05-01 10:00:00 UTC,,Hello,INBOX\n2-a,,Robin Castellane,${me},"Ada Tidewell, PhD",2021-05-01 11:00:00 UTC,,Hi,INBOX\n`,
      "Profile.csv": profile,
    });
    expect(ofType(archive.events, "ProfileObserved")).toMatchObject([{ person: slugId("ada-t"), name: "Ada Tidewell, PhD", url: "https://www.linkedin.com/in/ada-t", organisation: "Fathom Labs" }]);
    expect(ofType(archive.events, "InteractionRecorded").map(({ people }) => people)).toEqual([[slugId("ada-t")], [slugId("ada-t")]]);
    expect(ofType(archive.events, "OwnProfileObserved")).toMatchObject([{ name: "Robin Castellane", url: me, headline: "Calm supply chains" }]);
  });

  test("[F3] a name that two people bear is never guessed", () => {
    const archive = importOf({
      "Connections.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\nAda,Tidewell,,Fathom Labs,CFO,04 Mar 2021\nAda,Tidewell,,Opaline Bank,CEO,05 Mar 2021",
      "messages.csv": `CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n2-a,,Robin Castellane,${me},Ada Tidewell,2021-05-01 11:00:00 UTC,,Hi,INBOX\n`,
      "Profile.csv": profile,
    });
    expect(setAside(archive, "messages.csv")).toEqual({ "nobody recognised": 1 });
    expect(ofType(archive.events, "ProfileObserved").map(({ person }) => person)).toEqual([personIdFromName("Ada Tidewell", "Fathom Labs"), personIdFromName("Ada Tidewell", "Opaline Bank")]);
  });
});

describe("eras with addresses", () => {
  test("[F4] 2023: one person, whether the address is percent-encoded or not; the preamble is skipped", () => {
    const archive = importOf({
      "Connections.csv": `Notes:\n"When exporting, ""some"" are missing."\n\n${connections2023}\nЛада,Туманова,https://www.linkedin.com/in/%D0%BB%D0%B0%D0%B4%D0%B0-1,,Fathom Labs,CFO,04 Mar 2023`,
      "messages.csv": `${messages2023}\n2-a,,Лада Туманова,https://www.linkedin.com/in/лада-1,Robin Castellane,${me},2023-05-01 10:00:00 UTC,,Hello,INBOX\n`,
      "Profile.csv": profile,
    });
    expect(archive.report.people).toBe(1);
    expect(ofType(archive.events, "ProfileObserved")).toMatchObject([{ person: slugId("лада-1"), url: "https://www.linkedin.com/in/лада-1" }]);
    expect(archive.snapshotAtMs).toBe(utc(2023, 4, 1, 10));
  });

  test("[F5] 2024: drafts, campaigns, closed accounts, the spam folder and exact duplicates are set aside and counted", () => {
    const row = (thread: string, sender: string, rest: string) => `${thread},,${sender},Robin Castellane,${me},2024-05-01 10:00:00 UTC,,${rest}`;
    const ada = "Ada Tidewell,https://www.linkedin.com/in/ada-t";
    const hello = row("2-a", ada, "Hello,INBOX,No,No");
    const archive = importOf({
      "messages.csv": [
        `${messages2023},IS MESSAGE DRAFT,IS CONVERSATION DRAFT`, hello, hello,
        row("2-a", `Robin Castellane,${me}`, "Not sent,INBOX,Yes,No"), `,,Robin Castellane,${me},,,2024-05-02 10:00:00 UTC,,Not sent either,,No,No`,
        row("2-b", "LinkedIn Member,", '"<p class=""spinmail-quill-editor__spin-break"">Hi %FIRSTNAME%</p>",INBOX,No,No'), row("2-b", `Robin Castellane,${me}`, "Stop,INBOX,No,No"),
        row("2-c", "LinkedIn Member,", "Hello,INBOX,No,No"), row("2-d", "Dario Corvane,https://www.linkedin.com/in/dario", "Buy,SPAM,No,No"),
        row("2-a", ada, "Hello,INBOX,No,No").replace("2024-05-01 10:00:00 UTC", "yesterday"),
      ].join("\n"),
      "Profile.csv": profile,
    });
    expect(archive.report.files[0]).toMatchObject({ read: 9, used: 1 });
    expect(setAside(archive, "messages.csv")).toEqual({ "exact duplicate": 1, draft: 2, sponsored: 2, "closed account": 1, "spam folder": 1, "date not understood": 1 });
    expect(archive.report.notices).toContain("messages.csv: 1 row was set aside: date not understood (first in row 10).");
    expect(ofType(archive.events, "ProfileObserved").map(({ name }) => name)).toEqual(["Ada Tidewell"]);
  });

  test("[F6] 2026: all cells quoted, line breaks in texts; a group says who wrote and whom an organisation was named with", () => {
    const [ada, insider] = ["https://www.linkedin.com/in/ada-t", "https://www.linkedin.com/in/hollis-m"];
    const archive = importOf({
      "messages.csv": [
        quoted(`${messages2023},ATTACHMENTS`.split(",")),
        quoted(["2-g", "", "Ada Tidewell", ada, "Robin Castellane,Hollis Mossbank, Ph.D.", `${me},${insider}`, "2026-05-01 10:00:00 UTC", "", "Robin, meet Hollis,\nwho leads robot safety at Aurelian Robotics.", "INBOX", ""]),
        quoted(["2-g", "", "Hollis Mossbank, Ph.D.", insider, "Robin Castellane,Ada Tidewell", `${me},${ada}`, "2026-05-02 10:00:00 UTC", "", "Tuesday at 10 works from the Aurelian Robotics side.", "INBOX", ""]),
      ].join("\n"),
      "Profile.csv": profile,
    });
    const [first, second] = ofType(archive.events, "InteractionRecorded");
    expect(first).toMatchObject({ people: [slugId("ada-t"), slugId("hollis-m")], from: slugId("ada-t"), findings: [{ kind: "organisation", organisation: "Aurelian Robotics", quote: "who leads robot safety at Aurelian Robotics." }] });
    expect(second).toMatchObject({ from: slugId("hollis-m"), findings: [{ kind: "organisation", organisation: "Aurelian Robotics" }] });
    expect(ofType(archive.events, "ProfileObserved")).toMatchObject([{ name: "Ada Tidewell" }, { name: "Hollis Mossbank, Ph.D.", url: insider }]);
  });
});

describe("other files and saves", () => {
  test("[F7] closed accounts are counted and become nobody", () => {
    const archive = importOf({ "Connections.csv": `${connections2023}\n,,,,,,07 Jun 2026\nAda,Tidewell,https://www.linkedin.com/in/ada-t,,,,06 Jun 2026` });
    expect(archive.report).toMatchObject({ people: 1, closedAccounts: 1 });
    expect(archive.events).toHaveLength(2);
  });

  test("[F8] Excel's own CSV is read: semicolons, windows-1252, byte order mark, its dates and months of other languages", () => {
    const german = Uint8Array.from(`${connections2023.replaceAll(",", ";")}\r\nJörg;Grün;https://www.linkedin.com/in/joerg;;Fathom Labs;CFO;04 März 2023\r\n`, (letter) => letter.charCodeAt(0));
    const opened = importOf({ "Connections.csv": german });
    expect(ofType(opened.events, "ConnectionMade")).toMatchObject([{ atMs: utc(2023, 2, 4) }]);
    expect(ofType(opened.events, "ProfileObserved")).toMatchObject([{ name: "Jörg Grün" }]);
    expect(opened.report.notices.join()).toContain("Connections.csv isn't in UTF-8");
    for (const date of ["7-Feb-22", "2/7/2022", "07.02.2022", "7 févr. 2022", "7 de fevereiro de 2022", "2022-02-07"]) {
      const archive = importOf({ "Connections (1).csv": `\uFEFF${connections2023}\r\nAda,Tidewell,https://www.linkedin.com/in/ada-t,,,,${date}\r\n` });
      expect([date, ...ofType(archive.events, "ConnectionMade").map(({ atMs }) => atMs)]).toEqual([date, utc(2022, 1, 7)]);
    }
    const dayFirst = importOf({ "Connections.csv": `${connections2023}\nAda,T,https://www.linkedin.com/in/a,,,,31/01/2022\nBo,T,https://www.linkedin.com/in/b,,,,02/01/2022` });
    expect(ofType(dayFirst.events, "ConnectionMade").map(({ atMs }) => atMs)).toEqual([utc(2022, 0, 31), utc(2022, 0, 2)]);
  });

  test("[F9] the small files: UTF-16 endorsements, recommendations by name, notes, positions, invitations", () => {
    const text = "Endorsement Date\tSkill Name\tEndorser First Name\tEndorser Last Name\tEndorsement Status\n2019/05/01 07:12:00 UTC\t\"SQL\"\t\"Ada\"\t\"Tidewell\"\t\"ACCEPTED\"\n2019/05/01 07:12:00 UTC\tSQL\tAda\tTidewell\tPENDING\n";
    const utf16 = Uint8Array.from(`\uFEFF${text}`.split("").flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]));
    const archive = importOf({
      "Connections.csv": `${connections2023}\nAda,Tidewell,https://www.linkedin.com/in/ada-t,,Fathom Labs,CFO,04 Mar 2018`,
      "Endorsement Received Info.csv": utf16,
      "Recommendations_Given.csv": 'First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nAda,TIDEWELL 🚀,Fathom,CFO,Great,"11/27/24, 09:51 AM",VISIBLE\n',
      "Notes.csv": "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\nAda,Tidewell,https://www.linkedin.com/in/ada-t,Likes tides,2025-01-24 08:00:00,\n",
      "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\nHalden & Marsh,Analyst,,,Sep 2013,Feb 2017\nCopperline,Head,,,2021,\n",
      "Invitations.csv": `From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\nDario Corvane,Robin C,"4/4/25, 1:23 PM",${"a".repeat(400)},INCOMING,https://www.linkedin.com/in/dario,${me}\n`,
    });
    const ada = slugId("ada-t");
    expect(ofType(archive.events, "EndorsementRecorded")).toMatchObject([{ person: ada, direction: "in", skill: "SQL", atMs: utc(2019, 4, 1, 7, 12) }]);
    expect(setAside(archive, "Endorsement Received Info.csv")).toEqual({ "not accepted": 1 });
    expect(ofType(archive.events, "RecommendationRecorded")).toMatchObject([{ person: ada, direction: "out", atMs: utc(2024, 10, 27, 9, 51) }]);
    expect(ofType(archive.events, "NoteRecorded")).toMatchObject([{ person: ada, text: "Likes tides", atMs: utc(2025, 0, 24, 8) }]);
    expect(ofType(archive.events, "OwnAffiliationObserved")).toMatchObject([{ organisation: "Halden & Marsh", atMs: utc(2013, 8, 1), untilMs: utc(2017, 2, 1) }, { organisation: "Copperline", role: "Head", atMs: utc(2021, 0, 1) }]);
    expect(ofType(archive.events, "OwnAffiliationObserved")[1]).not.toHaveProperty("untilMs");
    const [invitation] = ofType(archive.events, "InvitationRecorded");
    expect(invitation).toMatchObject({ person: slugId("dario"), direction: "in", atMs: utc(2025, 3, 4, 13, 23) });
    expect(invitation?.note).toHaveLength(300);
  });

  test("[F10] the first mail's zip says that the second is missing; what isn't read is named", () => {
    const archive = importOf({ "a.zip": zipSync({ "Profile.csv": strToU8(profile), "Logins.csv": strToU8("Login Date\n"), "Skills.csv": strToU8("Name\nSQL\n"), "odd.csv": strToU8("a,b\n") }) });
    expect(archive.report.notices).toMatchObject([/first part of the archive/u, /by design.*Logins\.csv/u, /so far: Skills\.csv/u, /doesn't know them: odd\.csv/u].map((pattern) => expect.stringMatching(pattern)));
  });

  test("[F11] a file with a known name and no header is reported as unread; machine chats are never people", () => {
    const archive = importOf({ "Connections.csv": "nothing here\n", "guide_messages.csv": `${messages2023}\n2-a,,Coach,https://www.linkedin.com/in/coach,Robin,${me},2026-05-01 10:00:00 UTC,,Hi,INBOX\n`, "Profile.csv": profile });
    expect(archive.report.files).toContainEqual({ name: "Connections.csv", read: 0, used: 0, setAside: [] });
    expect(archive.report).toMatchObject({ people: 0, interactions: 0 });
  });
});

describe("the same archive again, and a made one", () => {
  const { zip, truth } = makeArchive({ seed: 3, connections: 60, messages: 400, asOfMs });

  test("[F12] a made archive comes back as planted", () => {
    const archive = importOf({ "a.zip": zip });
    const { expected, chain } = truth;
    expect(ofType(archive.events, "ConnectionMade")).toHaveLength(expected.connections - expected.closedAccounts);
    expect(archive.report).toMatchObject({ interactions: expected.messages, closedAccounts: expected.closedAccounts });
    expect(ofType(archive.events, "InvitationRecorded")).toHaveLength(expected.invitations);
    expect(setAside(archive, "messages.csv")).toEqual({ sponsored: 2, "closed account": 1, "exact duplicate": 1 });
    expect(ofType(archive.events, "OwnProfileObserved")).toMatchObject([truth.me]);
    const urls = new Map(ofType(archive.events, "ProfileObserved").map(({ url, name }) => [url, name]));
    for (const url of [...truth.strong, ...truth.dormant, ...truth.spamRequesters, ...truth.genuineRequesters]) expect(urls.has(url)).toBe(true);
    expect(urls.get(chain.insiderUrl)).toBe(chain.insiderName);
    const named = ofType(archive.events, "InteractionRecorded").flatMap(({ findings = [] }) => findings).filter(({ organisation }) => organisation === chain.organisation);
    expect(named).toHaveLength(2);
    expect(archive.snapshotAtMs).toBeLessThanOrEqual(truth.asOfMs);
  });

  test("[F13] the same archive again gives the same ids and no profile; an older one gives no stale profile", () => {
    const first = importOf({ "a.zip": zip });
    const profiles = new Map(ofType(first.events, "ProfileObserved").map((event) => [event.person, event]));
    const again = importOf({ "b.zip": zip }, { lastObservation: (person) => profiles.get(person) });
    expect(ofType(again.events, "ProfileObserved")).toEqual([]);
    expect(again.events).toEqual(first.events.filter(({ type }) => type !== "ProfileObserved"));
    expect(new Set(first.events.map(({ id }) => id)).size).toBe(first.events.length);
    const later: KnownPeople = { lastObservation: () => ({ atMs: asOfMs + 1, name: "Somebody Else" }) };
    expect(ofType(importOf({ "a.zip": zip }, later).events, "ProfileObserved")).toEqual([]);
  });
});

describe("what an import never does", () => {
  const { zip } = makeArchive({ seed: 3, connections: 60, messages: 400, asOfMs });

  test("[F14] a message shows no employer, so an import without Connections keeps the known one", () => {
    const csv = `${messages2023}\n2-a,,Ada Newname,https://www.linkedin.com/in/ada-t,Robin Castellane,${me},2026-05-01 10:00:00 UTC,,Hello,INBOX\n`;
    const known: KnownPeople = { lastObservation: () => ({ atMs: 0, name: "Ada Tidewell", url: "https://www.linkedin.com/in/ada-t", organisation: "Fathom Labs" }) };
    expect(ofType(importOf({ "messages.csv": csv, "Profile.csv": profile }, known).events, "ProfileObserved")).toMatchObject([{ name: "Ada Newname", organisation: "Fathom Labs" }]);
  });

  test("[F15] notices never show people: no name, text or address of anybody", () => {
    const archive = importOf({ "messages.csv": `${messages2023}\n2-a,,Ada Tidewell,https://www.linkedin.com/in/ada-t,Robin Castellane,${me},soon,,Secret,INBOX\n`, "Connections.csv": `${connections2023}\nAda,Tidewell,https://www.linkedin.com/in/ada-t,,,,one day`, "Profile.csv": profile });
    expect(archive.report.notices).toHaveLength(2);
    expect(archive.report.notices.join(" ")).not.toMatch(/Ada|Tidewell|ada-t|Secret|Robin|soon|one day/u);
  });

  test("[F16] progress only grows and ends at the whole", () => {
    const done: number[] = [];
    let total = 0;
    importArchive([{ name: "a.zip", bytes: zip }], { known: nobodyKnown, onProgress: ({ doneBytes, totalBytes }) => { done.push(doneBytes); total = totalBytes; } });
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(total);
  });

  test("[F17] whatever the bytes, the import comes to an outcome and the counts add up", () => {
    const edits = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(edits, fc.nat(zip.length), fc.constantFrom("a.zip", "messages.csv"), (changes, cut, name) => {
      const bytes = zip.slice(0, cut % 3 === 0 ? cut : zip.length);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      const outcome = importArchive([{ name, bytes }], { known: nobodyKnown });
      if (!outcome.ok) return outcome.error.message.includes(name);
      return outcome.value.report.files.every(({ read, used, setAside: aside }) => read === aside.reduce((sum, { count }) => sum + count, used));
    }), runs(60));
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), fc.constantFrom("Connections", "messages", "Invitations", "Notes"), (text, name) => {
      const header = name === "Connections" ? connections2023 : messages2023;
      expect(importArchive([{ name: `${name}.csv`, bytes: strToU8(`${header}\n${text}`) }], { known: nobodyKnown })).toHaveProperty("ok");
    }));
  });
});
