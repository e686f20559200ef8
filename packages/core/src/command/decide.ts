/**
 * `decide(command, known, context)`: what follows from a wish, or why it can't be granted. Pure:
 * the moment and the ids come in with the command.
 */
import { withoutPeople } from "../event/without-person.ts";
import type { EventId, PersonId } from "../prelude/id.ts";
import { ok } from "../prelude/result.ts";
import { dayMs } from "../prelude/time.ts";
import type { Command, CommandContext } from "./command.ts";
import type { Known } from "./known.ts";
import { decidePerson } from "./people-wishes.ts";
import { decidePlan, peopleInPlan } from "./plan-wishes.ts";
import { readable } from "./readable-facts.ts";
import { refuse, type Decision, type FactBase } from "./refuse.ts";

/** The longest note taken in one line; longer texts belong in the notebook. */
export const noteLengthMax = 4_000;

/** So many ids fit one fact with room to spare. */
const retractedMax = 5_000;

/** Decides one command. The events returned are in the order they happened, and each can be read again. */
export const decide = (command: Command, known: Known, context: CommandContext): Decision => readable(decideWish(command, known, context), context.nowMs);

function decideWish(command: Command, known: Known, context: CommandContext): Decision {
  const about = peopleOf(command);
  if (about.some((person) => !known.hasPerson(person))) {
    return refuse("unknownPerson", "This person is not in Kith. Add them first, or look them up under People.");
  }
  const fact = { id: context.newId() as EventId, v: 1, atMs: context.nowMs } as const;
  switch (command.type) {
    case "RecordInteraction": return recordInteraction(command, fact);
    case "AddPerson": case "CorrectProfile": case "AddTrait": case "RemoveTrait": case "ProtectPerson": case "UnprotectPerson": case "HidePerson": case "ShowPerson":
      return decidePerson(command, fact, context.newId() as PersonId);
    case "DefineCircle": case "DissolveCircle": case "JoinCircle": case "LeaveCircle": case "SetGoal": case "EndGoal": case "AssertTie": case "MakeCommitment":
    case "SettleCommitment": case "RecordOpportunity": case "SetCapacity": case "AliasOrganisation":
      return decidePlan(command, known, { fact, newPlan: context.newId() });
    case "AdvanceIntroduction": {
      const advanced = decidePlan(command, known, { fact, newPlan: context.newId() });
      return advanced.ok && isMeeting(command) ? ok([...advanced.value, { ...fact, id: context.newId() as EventId, type: "InteractionRecorded", kind: "meeting", direction: "both", people: [command.between[1]] }]) : advanced;
    }
    case "AddNote": return addNote(command, fact);
    case "RateCloseness": return ok([{ ...fact, type: "ClosenessRated", person: command.person, closeness: command.closeness }]);
    case "KeepPerson": return ok([{ ...fact, type: "PersonKept", person: command.person }]);
    case "PostponeReview": return ok([{ ...fact, type: "ReviewPostponed", person: command.person, untilMs: command.untilMs }]);
    case "LetGo": return ok([{ ...fact, type: "PersonLetGo", person: command.person }]);
    case "BringBack": return ok([{ ...fact, type: "PersonBroughtBack", person: command.person }]);
    case "AnswerRequest": return ok([{ ...fact, type: "RequestAnswered", person: command.person, answer: command.answer }]);
    case "SnoozeReachOut": return ok([{ ...fact, type: "ReachOutSnoozed", person: command.person, untilMs: command.untilMs }]);
    // Every id is forgotten: a merge of two ids is itself about the person, and goes with them.
    case "ForgetPerson": return ok(known.idsOf(command.person).map((person) => ({ ...fact, id: context.newId() as EventId, type: "PersonForgotten", person })));
    case "Undo": {
      const events = command.events.filter((event) => known.hasEvent(event));
      if (events.length === 0) return refuse("nothingToUndo", "There is nothing left to undo here.");
      return ok(pagesOf(events, retractedMax).map((page, index) => ({ ...fact, id: index === 0 ? fact.id : (context.newId() as EventId), type: "EventsRetracted", events: page })));
    }
    case "UndoImport":
      return known.hasImport(command.importId) ? ok([{ ...fact, type: "EventsRetracted", importId: command.importId }]) : refuse("nothingToUndo", "This import is not in the log, or was undone already.");
    case "RecordImport": return recordImport(command, known, fact);
  }
}

const pagesOf = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] => Array.from({ length: Math.ceil(items.length / size) }, (_, page) => items.slice(page * size, (page + 1) * size));

function peopleOf(command: Command): readonly PersonId[] {
  if ("person" in command) return [command.person];
  if (command.type === "RecordInteraction") return command.people;
  return command.type === "SetGoal" || command.type === "AssertTie" || command.type === "AdvanceIntroduction" || command.type === "RecordOpportunity" ? peopleInPlan(command) : [];
}

type Wish<Type extends Command["type"]> = Extract<Command, { readonly type: Type }>;

/** The owner met whom they were introduced to: that is a contact too. */
const isMeeting = ({ step, between: [one] }: Wish<"AdvanceIntroduction">): boolean => step === "met" && one === null;

function recordInteraction(command: Wish<"RecordInteraction">, fact: FactBase): Decision {
  if (command.people.length === 0) return refuse("empty", "Say with whom you were in touch.");
  // A day's grace: clocks and time zones differ, plans are not interactions.
  if (command.atMs > fact.atMs + dayMs) return refuse("inTheFuture", "An interaction lies in the past. Choose today or an earlier day.");
  const note = command.note?.trim() ?? "";
  if (note.length > noteLengthMax) return refuse("tooLong", `A note holds at most ${noteLengthMax} characters; this one has ${note.length}.`);
  return ok([{
    ...fact, type: "InteractionRecorded", atMs: command.atMs, kind: command.kind, direction: "both", people: command.people, ...(note ? { note } : {}),
  }]);
}

function addNote(command: Wish<"AddNote">, fact: FactBase): Decision {
  const text = command.text.trim();
  if (!text) return refuse("empty", "The note is empty.");
  if (text.length > noteLengthMax) return refuse("tooLong", `A note holds at most ${noteLengthMax} characters; this one has ${text.length}.`);
  return ok([{ ...fact, type: "NoteRecorded", person: command.person, text }]);
}

/** Only what the log doesn't hold yet is recorded: the same archive again changes nothing. */
function recordImport(command: Wish<"RecordImport">, known: Known, fact: FactBase): Decision {
  const seen = new Set<EventId>();
  const fresh = withoutPeople(command.events.filter((event) => !known.hasEvent(event.id) && !seen.has(event.id) && seen.add(event.id)), known.forgotten);
  if (fresh.length === 0) return refuse("alreadyImported", "Everything in this archive is already in Kith; nothing was changed.");
  return ok([...fresh, {
    ...fact, type: "ImportCompleted", atMs: command.snapshotAtMs, importId: command.importId, fileName: command.fileName, files: command.files,
  }]);
}
