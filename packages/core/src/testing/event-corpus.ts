/**
 * The golden corpus: of every type and version ever written at least one event as it was written, and
 * the event it must be read as today. Where a type has optional fields, there is one example with none
 * of them and one with all. Examples are added, never changed: they lie in people's logs.
 */
import type { KithEvent } from "../event/event.ts";
import type { CircleId, CommitmentId, EventId, GoalId, ImportId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";

export interface CorpusExample {
  /** JSON, byte for byte. */
  readonly written: string;
  readonly read: KithEvent;
}

const ada = "person-ada-aaaaaaaaaaa" as PersonId;
const bram = "person-bram-bbbbbbbbbb" as PersonId;
const cleo = "person-cleo-cccccccccc" as PersonId;
const circle = "circle-friends-0000000" as CircleId;
const goal = "goal-harbour-000000000" as GoalId;
const introduction = "introduction-000000000" as IntroductionId;
const commitment = "commitment-00000000000" as CommitmentId;
const opportunity = "opportunity-0000000000" as OpportunityId;
const importId = "import-autumn-00000000" as ImportId;
const fact = (id: string, atMs: number) => ({ id: id as EventId, v: 1, atMs }) as const;

export const eventCorpus: readonly CorpusExample[] = [
  {
    written: '{"id":"event-0001-eeeeeeeeeee","type":"OwnProfileObserved","v":1,"atMs":1700000001000,"name":"Robin Vale"}',
    read: { ...fact("event-0001-eeeeeeeeeee", 1_700_000_001_000), type: "OwnProfileObserved", name: "Robin Vale" },
  },
  {
    written: '{"id":"event-0002-eeeeeeeeeee","type":"OwnProfileObserved","v":1,"atMs":1700000002000,"name":"Robin Vale","headline":"Harbour engineer","url":"https://www.linkedin.com/in/robin-vale"}',
    read: { ...fact("event-0002-eeeeeeeeeee", 1_700_000_002_000), type: "OwnProfileObserved", name: "Robin Vale", headline: "Harbour engineer", url: "https://www.linkedin.com/in/robin-vale" },
  },
  {
    written: '{"id":"event-0003-eeeeeeeeeee","type":"OwnAffiliationObserved","v":1,"atMs":1700000003000,"organisation":"Copperline Ports"}',
    read: { ...fact("event-0003-eeeeeeeeeee", 1_700_000_003_000), type: "OwnAffiliationObserved", organisation: "Copperline Ports" },
  },
  {
    written: '{"id":"event-0004-eeeeeeeeeee","type":"OwnAffiliationObserved","v":1,"atMs":1700000004000,"organisation":"Copperline Ports","role":"Engineer","untilMs":1800000000000}',
    read: { ...fact("event-0004-eeeeeeeeeee", 1_700_000_004_000), type: "OwnAffiliationObserved", organisation: "Copperline Ports", role: "Engineer", untilMs: 1_800_000_000_000 },
  },
  {
    written: '{"id":"event-0005-eeeeeeeeeee","type":"OwnActivityObserved","v":1,"atMs":1700000005000,"what":"post"}',
    read: { ...fact("event-0005-eeeeeeeeeee", 1_700_000_005_000), type: "OwnActivityObserved", what: "post" },
  },
  {
    written: '{"id":"event-0006-eeeeeeeeeee","type":"OwnActivityObserved","v":1,"atMs":1700000006000,"what":"course","title":"Tides for beginners","url":"https://example.org/tides"}',
    read: { ...fact("event-0006-eeeeeeeeeee", 1_700_000_006_000), type: "OwnActivityObserved", what: "course", title: "Tides for beginners", url: "https://example.org/tides" },
  },
  {
    written: '{"id":"event-0007-eeeeeeeeeee","type":"ProfileObserved","v":1,"atMs":1700000007000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tidewell"}',
    read: { ...fact("event-0007-eeeeeeeeeee", 1_700_000_007_000), type: "ProfileObserved", person: ada, name: "Ada Tidewell" },
  },
  {
    written: '{"id":"event-0008-eeeeeeeeeee","type":"ProfileObserved","v":1,"atMs":1700000008000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tidewell","url":"https://www.linkedin.com/in/ada-tidewell","email":"ada@example.org","organisation":"Acme","position":"Captain"}',
    read: { ...fact("event-0008-eeeeeeeeeee", 1_700_000_008_000), type: "ProfileObserved", person: ada, name: "Ada Tidewell", url: "https://www.linkedin.com/in/ada-tidewell", email: "ada@example.org", organisation: "Acme", position: "Captain" },
  },
  {
    written: '{"id":"event-0009-eeeeeeeeeee","type":"ConnectionMade","v":1,"atMs":1700000009000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0009-eeeeeeeeeee", 1_700_000_009_000), type: "ConnectionMade", person: ada },
  },
  {
    written: '{"id":"event-0010-eeeeeeeeeee","type":"InteractionRecorded","v":1,"atMs":1700000010000,"kind":"coffee","direction":"both","people":["person-ada-aaaaaaaaaaa"]}',
    read: { ...fact("event-0010-eeeeeeeeeee", 1_700_000_010_000), type: "InteractionRecorded", kind: "coffee", direction: "both", people: [ada] },
  },
  {
    written: '{"id":"event-0011-eeeeeeeeeee","type":"InteractionRecorded","v":1,"atMs":1700000011000,"kind":"message","direction":"in","people":["person-ada-aaaaaaaaaaa","person-bram-bbbbbbbbbb"],"from":"person-bram-bbbbbbbbbb","thread":"2-abc==","length":512,"note":"about tides","findings":[{"kind":"promise","quote":"I\'ll send it"},{"kind":"organisation","quote":"now at Acme","organisation":"Acme"}]}',
    read: { ...fact("event-0011-eeeeeeeeeee", 1_700_000_011_000), type: "InteractionRecorded", kind: "message", direction: "in", people: [ada, bram], from: bram, thread: "2-abc==", length: 512, note: "about tides", findings: [{ kind: "promise", quote: "I'll send it" }, { kind: "organisation", quote: "now at Acme", organisation: "Acme" }] },
  },
  {
    written: '{"id":"event-0012-eeeeeeeeeee","type":"InvitationRecorded","v":1,"atMs":1700000012000,"person":"person-ada-aaaaaaaaaaa","direction":"in"}',
    read: { ...fact("event-0012-eeeeeeeeeee", 1_700_000_012_000), type: "InvitationRecorded", person: ada, direction: "in" },
  },
  {
    written: '{"id":"event-0013-eeeeeeeeeee","type":"InvitationRecorded","v":1,"atMs":1700000013000,"person":"person-ada-aaaaaaaaaaa","direction":"out","note":"We met in Oslo"}',
    read: { ...fact("event-0013-eeeeeeeeeee", 1_700_000_013_000), type: "InvitationRecorded", person: ada, direction: "out", note: "We met in Oslo" },
  },
  {
    written: '{"id":"event-0014-eeeeeeeeeee","type":"EndorsementRecorded","v":1,"atMs":1700000014000,"person":"person-ada-aaaaaaaaaaa","direction":"in","skill":"Sailing"}',
    read: { ...fact("event-0014-eeeeeeeeeee", 1_700_000_014_000), type: "EndorsementRecorded", person: ada, direction: "in", skill: "Sailing" },
  },
  {
    written: '{"id":"event-0015-eeeeeeeeeee","type":"RecommendationRecorded","v":1,"atMs":1700000015000,"person":"person-ada-aaaaaaaaaaa","direction":"out"}',
    read: { ...fact("event-0015-eeeeeeeeeee", 1_700_000_015_000), type: "RecommendationRecorded", person: ada, direction: "out" },
  },
  {
    written: '{"id":"event-0016-eeeeeeeeeee","type":"ImportCompleted","v":1,"atMs":1700000016000,"importId":"import-autumn-00000000","fileName":"archive.zip","files":[{"name":"Connections.csv","read":3,"used":2,"setAside":[{"reason":"closed account","count":1}]}]}',
    read: { ...fact("event-0016-eeeeeeeeeee", 1_700_000_016_000), type: "ImportCompleted", importId, fileName: "archive.zip", files: [{ name: "Connections.csv", read: 3, used: 2, setAside: [{ reason: "closed account", count: 1 }] }] },
  },
  {
    written: '{"id":"event-0017-eeeeeeeeeee","type":"PersonAdded","v":1,"atMs":1700000017000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tidewell"}',
    read: { ...fact("event-0017-eeeeeeeeeee", 1_700_000_017_000), v: 2, type: "PersonAdded", person: ada, name: "Ada Tidewell", relation: "known" },
  },
  {
    written: '{"id":"event-0018-eeeeeeeeeee","type":"PersonAdded","v":1,"atMs":1700000018000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tidewell","url":"https://example.org/ada","organisation":"Acme","position":"Captain"}',
    read: { ...fact("event-0018-eeeeeeeeeee", 1_700_000_018_000), v: 2, type: "PersonAdded", person: ada, name: "Ada Tidewell", url: "https://example.org/ada", organisation: "Acme", position: "Captain", relation: "known" },
  },
  {
    written: '{"id":"event-0019-eeeeeeeeeee","type":"PersonAdded","v":2,"atMs":1700000019000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tidewell","relation":"known"}',
    read: { ...fact("event-0019-eeeeeeeeeee", 1_700_000_019_000), v: 2, type: "PersonAdded", person: ada, name: "Ada Tidewell", relation: "known" },
  },
  {
    written: '{"id":"event-0020-eeeeeeeeeee","type":"PersonAdded","v":2,"atMs":1700000020000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tidewell","relation":"sought","url":"https://example.org/ada","organisation":"Acme","position":"Captain"}',
    read: { ...fact("event-0020-eeeeeeeeeee", 1_700_000_020_000), v: 2, type: "PersonAdded", person: ada, name: "Ada Tidewell", relation: "sought", url: "https://example.org/ada", organisation: "Acme", position: "Captain" },
  },
  {
    written: '{"id":"event-0021-eeeeeeeeeee","type":"ProfileCorrected","v":1,"atMs":1700000021000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0021-eeeeeeeeeee", 1_700_000_021_000), type: "ProfileCorrected", person: ada },
  },
  {
    written: '{"id":"event-0022-eeeeeeeeeee","type":"ProfileCorrected","v":1,"atMs":1700000022000,"person":"person-ada-aaaaaaaaaaa","name":"Ada Tide","organisation":"Acme Labs","position":"","url":"https://example.org/tide","email":"tide@example.org"}',
    read: { ...fact("event-0022-eeeeeeeeeee", 1_700_000_022_000), type: "ProfileCorrected", person: ada, name: "Ada Tide", organisation: "Acme Labs", position: "", url: "https://example.org/tide", email: "tide@example.org" },
  },
  {
    written: '{"id":"event-0023-eeeeeeeeeee","type":"PeopleMerged","v":1,"atMs":1700000023000,"person":"person-bram-bbbbbbbbbb","into":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0023-eeeeeeeeeee", 1_700_000_023_000), type: "PeopleMerged", person: bram, into: ada },
  },
  {
    written: '{"id":"event-0024-eeeeeeeeeee","type":"PersonForgotten","v":1,"atMs":1700000024000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0024-eeeeeeeeeee", 1_700_000_024_000), type: "PersonForgotten", person: ada },
  },
  {
    written: '{"id":"event-0025-eeeeeeeeeee","type":"NoteRecorded","v":1,"atMs":1700000025000,"person":"person-ada-aaaaaaaaaaa","text":"likes tea"}',
    read: { ...fact("event-0025-eeeeeeeeeee", 1_700_000_025_000), type: "NoteRecorded", person: ada, text: "likes tea" },
  },
  {
    written: '{"id":"event-0026-eeeeeeeeeee","type":"TraitAdded","v":1,"atMs":1700000026000,"person":"person-ada-aaaaaaaaaaa","trait":"need","text":"a mooring"}',
    read: { ...fact("event-0026-eeeeeeeeeee", 1_700_000_026_000), type: "TraitAdded", person: ada, trait: "need", text: "a mooring" },
  },
  {
    written: '{"id":"event-0027-eeeeeeeeeee","type":"TraitRemoved","v":1,"atMs":1700000027000,"person":"person-ada-aaaaaaaaaaa","trait":"offer","text":"a boat"}',
    read: { ...fact("event-0027-eeeeeeeeeee", 1_700_000_027_000), type: "TraitRemoved", person: ada, trait: "offer", text: "a boat" },
  },
  {
    written: '{"id":"event-0028-eeeeeeeeeee","type":"ClosenessRated","v":1,"atMs":1700000028000,"person":"person-ada-aaaaaaaaaaa","closeness":4}',
    read: { ...fact("event-0028-eeeeeeeeeee", 1_700_000_028_000), type: "ClosenessRated", person: ada, closeness: 4 },
  },
  {
    written: '{"id":"event-0029-eeeeeeeeeee","type":"ClosenessRated","v":1,"atMs":1700000029000,"person":"person-ada-aaaaaaaaaaa","closeness":null}',
    read: { ...fact("event-0029-eeeeeeeeeee", 1_700_000_029_000), type: "ClosenessRated", person: ada, closeness: null },
  },
  {
    written: '{"id":"event-0030-eeeeeeeeeee","type":"PersonKept","v":1,"atMs":1700000030000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0030-eeeeeeeeeee", 1_700_000_030_000), type: "PersonKept", person: ada },
  },
  {
    written: '{"id":"event-0031-eeeeeeeeeee","type":"ReviewPostponed","v":1,"atMs":1700000031000,"person":"person-ada-aaaaaaaaaaa","untilMs":1750000000000}',
    read: { ...fact("event-0031-eeeeeeeeeee", 1_700_000_031_000), type: "ReviewPostponed", person: ada, untilMs: 1_750_000_000_000 },
  },
  {
    written: '{"id":"event-0032-eeeeeeeeeee","type":"PersonLetGo","v":1,"atMs":1700000032000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0032-eeeeeeeeeee", 1_700_000_032_000), type: "PersonLetGo", person: ada },
  },
  {
    written: '{"id":"event-0033-eeeeeeeeeee","type":"PersonBroughtBack","v":1,"atMs":1700000033000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0033-eeeeeeeeeee", 1_700_000_033_000), type: "PersonBroughtBack", person: ada },
  },
  {
    written: '{"id":"event-0034-eeeeeeeeeee","type":"PersonHidden","v":1,"atMs":1700000034000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0034-eeeeeeeeeee", 1_700_000_034_000), type: "PersonHidden", person: ada },
  },
  {
    written: '{"id":"event-0035-eeeeeeeeeee","type":"PersonShown","v":1,"atMs":1700000035000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0035-eeeeeeeeeee", 1_700_000_035_000), type: "PersonShown", person: ada },
  },
  {
    written: '{"id":"event-0036-eeeeeeeeeee","type":"PersonProtected","v":1,"atMs":1700000036000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0036-eeeeeeeeeee", 1_700_000_036_000), type: "PersonProtected", person: ada },
  },
  {
    written: '{"id":"event-0037-eeeeeeeeeee","type":"PersonUnprotected","v":1,"atMs":1700000037000,"person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0037-eeeeeeeeeee", 1_700_000_037_000), type: "PersonUnprotected", person: ada },
  },
  {
    written: '{"id":"event-0038-eeeeeeeeeee","type":"RequestAnswered","v":1,"atMs":1700000038000,"person":"person-ada-aaaaaaaaaaa","answer":"askFirst"}',
    read: { ...fact("event-0038-eeeeeeeeeee", 1_700_000_038_000), type: "RequestAnswered", person: ada, answer: "askFirst" },
  },
  {
    written: '{"id":"event-0039-eeeeeeeeeee","type":"ReachOutSnoozed","v":1,"atMs":1700000039000,"person":"person-ada-aaaaaaaaaaa","untilMs":1710000000000}',
    read: { ...fact("event-0039-eeeeeeeeeee", 1_700_000_039_000), type: "ReachOutSnoozed", person: ada, untilMs: 1_710_000_000_000 },
  },
  {
    written: '{"id":"event-0040-eeeeeeeeeee","type":"EventsRetracted","v":1,"atMs":1700000040000}',
    read: { ...fact("event-0040-eeeeeeeeeee", 1_700_000_040_000), type: "EventsRetracted" },
  },
  {
    written: '{"id":"event-0041-eeeeeeeeeee","type":"EventsRetracted","v":1,"atMs":1700000041000,"events":["event-0025-eeeeeeeeeee"],"importId":"import-autumn-00000000"}',
    read: { ...fact("event-0041-eeeeeeeeeee", 1_700_000_041_000), type: "EventsRetracted", events: ["event-0025-eeeeeeeeeee" as EventId], importId },
  },
  {
    written: '{"id":"event-0042-eeeeeeeeeee","type":"CircleDefined","v":1,"atMs":1700000042000,"circle":"circle-friends-0000000","name":"Friends of the harbour"}',
    read: { ...fact("event-0042-eeeeeeeeeee", 1_700_000_042_000), type: "CircleDefined", circle, name: "Friends of the harbour" },
  },
  {
    written: '{"id":"event-0043-eeeeeeeeeee","type":"CircleDefined","v":1,"atMs":1700000043000,"circle":"circle-friends-0000000","name":"Harbour friends","everyDays":30}',
    read: { ...fact("event-0043-eeeeeeeeeee", 1_700_000_043_000), type: "CircleDefined", circle, name: "Harbour friends", everyDays: 30 },
  },
  {
    written: '{"id":"event-0044-eeeeeeeeeee","type":"CircleDissolved","v":1,"atMs":1700000044000,"circle":"circle-friends-0000000"}',
    read: { ...fact("event-0044-eeeeeeeeeee", 1_700_000_044_000), type: "CircleDissolved", circle },
  },
  {
    written: '{"id":"event-0045-eeeeeeeeeee","type":"CircleJoined","v":1,"atMs":1700000045000,"circle":"circle-friends-0000000","person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0045-eeeeeeeeeee", 1_700_000_045_000), type: "CircleJoined", circle, person: ada },
  },
  {
    written: '{"id":"event-0046-eeeeeeeeeee","type":"CircleLeft","v":1,"atMs":1700000046000,"circle":"circle-friends-0000000","person":"person-ada-aaaaaaaaaaa"}',
    read: { ...fact("event-0046-eeeeeeeeeee", 1_700_000_046_000), type: "CircleLeft", circle, person: ada },
  },
  {
    written: '{"id":"event-0047-eeeeeeeeeee","type":"GoalSet","v":1,"atMs":1700000047000,"goal":"goal-harbour-000000000","title":"A berth in Oslo","people":[],"organisations":[],"fields":[],"skills":[]}',
    read: { ...fact("event-0047-eeeeeeeeeee", 1_700_000_047_000), type: "GoalSet", goal, title: "A berth in Oslo", people: [], organisations: [], fields: [], skills: [] },
  },
  {
    written: '{"id":"event-0048-eeeeeeeeeee","type":"GoalSet","v":1,"atMs":1700000048000,"goal":"goal-harbour-000000000","title":"A berth in Oslo","people":["person-ada-aaaaaaaaaaa"],"organisations":["Oslo Havn"],"fields":["harbours"],"skills":["mooring"],"untilMs":1760000000000}',
    read: { ...fact("event-0048-eeeeeeeeeee", 1_700_000_048_000), type: "GoalSet", goal, title: "A berth in Oslo", people: [ada], organisations: ["Oslo Havn"], fields: ["harbours"], skills: ["mooring"], untilMs: 1_760_000_000_000 },
  },
  {
    written: '{"id":"event-0049-eeeeeeeeeee","type":"GoalEnded","v":1,"atMs":1700000049000,"goal":"goal-harbour-000000000","outcome":"reached"}',
    read: { ...fact("event-0049-eeeeeeeeeee", 1_700_000_049_000), type: "GoalEnded", goal, outcome: "reached" },
  },
  {
    written: '{"id":"event-0050-eeeeeeeeeee","type":"TieAsserted","v":1,"atMs":1700000050000,"between":["person-ada-aaaaaaaaaaa","person-bram-bbbbbbbbbb"],"knows":true}',
    read: { ...fact("event-0050-eeeeeeeeeee", 1_700_000_050_000), type: "TieAsserted", between: [ada, bram], knows: true },
  },
  {
    written: '{"id":"event-0051-eeeeeeeeeee","type":"TieAsserted","v":1,"atMs":1700000051000,"between":["person-ada-aaaaaaaaaaa","person-bram-bbbbbbbbbb"],"knows":null}',
    read: { ...fact("event-0051-eeeeeeeeeee", 1_700_000_051_000), type: "TieAsserted", between: [ada, bram], knows: null },
  },
  {
    written: '{"id":"event-0052-eeeeeeeeeee","type":"IntroductionAdvanced","v":1,"atMs":1700000052000,"introduction":"introduction-000000000","through":null,"between":["person-ada-aaaaaaaaaaa","person-bram-bbbbbbbbbb"],"step":"made"}',
    read: { ...fact("event-0052-eeeeeeeeeee", 1_700_000_052_000), type: "IntroductionAdvanced", introduction, through: null, between: [ada, bram], step: "made" },
  },
  {
    written: '{"id":"event-0053-eeeeeeeeeee","type":"IntroductionAdvanced","v":1,"atMs":1700000053000,"introduction":"introduction-000000000","through":"person-ada-aaaaaaaaaaa","between":[null,"person-cleo-cccccccccc"],"step":"asked","organisation":"Oslo Havn","goal":"goal-harbour-000000000","note":"over lunch"}',
    read: { ...fact("event-0053-eeeeeeeeeee", 1_700_000_053_000), type: "IntroductionAdvanced", introduction, through: ada, between: [null, cleo], step: "asked", organisation: "Oslo Havn", goal, note: "over lunch" },
  },
  {
    written: '{"id":"event-0054-eeeeeeeeeee","type":"CommitmentMade","v":1,"atMs":1700000054000,"commitment":"commitment-00000000000","person":"person-ada-aaaaaaaaaaa","by":"owner","text":"send the chart"}',
    read: { ...fact("event-0054-eeeeeeeeeee", 1_700_000_054_000), type: "CommitmentMade", commitment, person: ada, by: "owner", text: "send the chart" },
  },
  {
    written: '{"id":"event-0055-eeeeeeeeeee","type":"CommitmentMade","v":1,"atMs":1700000055000,"commitment":"commitment-00000000000","person":"person-ada-aaaaaaaaaaa","by":"person","text":"ask the pilot","dueMs":1705000000000}',
    read: { ...fact("event-0055-eeeeeeeeeee", 1_700_000_055_000), type: "CommitmentMade", commitment, person: ada, by: "person", text: "ask the pilot", dueMs: 1_705_000_000_000 },
  },
  {
    written: '{"id":"event-0056-eeeeeeeeeee","type":"CommitmentSettled","v":1,"atMs":1700000056000,"commitment":"commitment-00000000000","outcome":"kept"}',
    read: { ...fact("event-0056-eeeeeeeeeee", 1_700_000_056_000), type: "CommitmentSettled", commitment, outcome: "kept" },
  },
  {
    written: '{"id":"event-0057-eeeeeeeeeee","type":"OpportunityRecorded","v":1,"atMs":1700000057000,"opportunity":"opportunity-0000000000","what":"business","title":"Survey of the pier","through":[]}',
    read: { ...fact("event-0057-eeeeeeeeeee", 1_700_000_057_000), type: "OpportunityRecorded", opportunity, what: "business", title: "Survey of the pier", through: [] },
  },
  {
    written: '{"id":"event-0058-eeeeeeeeeee","type":"OpportunityRecorded","v":1,"atMs":1700000058000,"opportunity":"opportunity-0000000000","what":"opportunity","title":"Survey of the pier","through":["person-ada-aaaaaaaaaaa","person-bram-bbbbbbbbbb"],"outcome":"won"}',
    read: { ...fact("event-0058-eeeeeeeeeee", 1_700_000_058_000), type: "OpportunityRecorded", opportunity, what: "opportunity", title: "Survey of the pier", through: [ada, bram], outcome: "won" },
  },
  {
    written: '{"id":"event-0059-eeeeeeeeeee","type":"OrganisationAliased","v":1,"atMs":1700000059000,"name":"Oslo Havn KF","alias":"Port of Oslo","same":true}',
    read: { ...fact("event-0059-eeeeeeeeeee", 1_700_000_059_000), type: "OrganisationAliased", name: "Oslo Havn KF", alias: "Port of Oslo", same: true },
  },
  {
    written: '{"id":"event-0060-eeeeeeeeeee","type":"CapacitySet","v":1,"atMs":1700000060000,"perDay":3}',
    read: { ...fact("event-0060-eeeeeeeeeee", 1_700_000_060_000), type: "CapacitySet", perDay: 3 },
  },
];
