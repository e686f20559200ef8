/**
 * `kith rate`, `tag`, `knows`, `goal`, `circle`, `protect`, `hide`, `let-go` and `capacity`: what the owner tells
 * Kith. `--not` takes it back; with `knows` it says that two don't know each other.
 */
import { foldName, type CircleId, type Closeness, type Command, type PersonId, type Situation } from "@kith/core";
import type { Call } from "./arguments.ts";
import { personOutput, printJson, printLine } from "./output.ts";
import { findPerson, oneOperand } from "./people-commands.ts";
import { Misused, Refused } from "./refused.ts";
import type { Session } from "./session.ts";

/** What a command wishes for, and the line that says it is done. */
interface Told { readonly wishes: readonly Command[]; readonly said: string }
type Tell = (situation: Situation, call: Call) => Told;

const nameOf = ({ network }: Situation, person: PersonId): string => personOutput(network, person).name;

const rate: Tell = (situation, call) => {
  const { operands } = call;
  if (call.not) {
    const person = findPerson(situation, oneOperand(call));
    return { wishes: [{ type: "RateCloseness", person, closeness: null }], said: `No rating of ${nameOf(situation, person)} any more` };
  }
  const closeness = Number(operands.at(-1)) as Closeness;
  if (operands.length < 2 || ![1, 2, 3, 4, 5].includes(closeness)) throw new Misused("rate needs a person and a number from 1 to 5");
  const person = findPerson(situation, operands.slice(0, -1).join(" "));
  return { wishes: [{ type: "RateCloseness", person, closeness }], said: `Rated ${nameOf(situation, person)} ${closeness} of 5` };
};

const tag: Tell = (situation, { operands: [who, ...words], as: trait, not }) => {
  if (who === undefined || words.length === 0) throw new Misused("tag needs a person and a text");
  const person = findPerson(situation, who);
  const text = words.join(" ");
  return { wishes: [{ type: not ? "RemoveTrait" : "AddTrait", person, trait, text }], said: `${not ? "Struck" : "Noted"} the ${trait} “${text}” with ${nameOf(situation, person)}` };
};

const knows: Tell = (situation, { operands: [one, other, ...more], not }) => {
  if (one === undefined || other === undefined || more.length > 0) throw new Misused("knows needs two people; put a name of several words in quotes");
  const between = [findPerson(situation, one), findPerson(situation, other)] as const;
  return { wishes: [{ type: "AssertTie", between, knows: !not }], said: `Noted: ${nameOf(situation, between[0])} ${not ? "doesn’t know" : "knows"} ${nameOf(situation, between[1])}` };
};

const goal: Tell = ({ network }, call) => {
  const title = oneOperand(call);
  if (call.not) {
    const held = [...network.goals.values()].find((one) => one.ended === undefined && foldName(one.title) === foldName(title));
    if (!held) throw new Refused(`No goal “${title}” is open. kith goals lists those that are.`);
    return { wishes: [{ type: "EndGoal", goal: held.goal, outcome: "dropped" }], said: `Dropped the goal “${held.title}”` };
  }
  const { organisations, skills, fields } = call;
  return { wishes: [{ type: "SetGoal", title, people: [], organisations, skills, fields }], said: `Set the goal “${title}”` };
};

const capacity: Tell = (_situation, call) => {
  const perDay = Number(oneOperand(call));
  return { wishes: [{ type: "SetCapacity", perDay }], said: `${perDay} a day from now on` };
};

/** A wish about one person and the one that takes it back, each with what is said of it. */
type About = readonly [wish: PersonWishes, said: string];
type PersonWishes = "ProtectPerson" | "UnprotectPerson" | "HidePerson" | "ShowPerson" | "LetGo" | "BringBack";

const about = (told: About, takenBack: About): Tell => (situation, call) => {
  const person = findPerson(situation, oneOperand(call));
  const [type, said] = call.not ? takenBack : told;
  return { wishes: [{ type, person }], said: `${said} ${nameOf(situation, person)}` };
};

const tells: ReadonlyMap<string, Tell> = new Map([
  ["rate", rate], ["tag", tag], ["knows", knows], ["goal", goal], ["capacity", capacity],
  ["protect", about(["ProtectPerson", "Never in the review:"], ["UnprotectPerson", "In the review again:"])],
  ["hide", about(["HidePerson", "Out of what is suggested:"], ["ShowPerson", "Suggested again:"])],
  ["let-go", about(["LetGo", "Let go of"], ["BringBack", "Back again:"])],
]);

export const tellCommands: readonly string[] = [...tells.keys(), "circle"];

export function runTell(session: Session, call: Call): void {
  const situation = session.situation();
  const tell = tells.get(call.command);
  const { wishes, said } = tell ? tell(situation, call) : circle(session, situation, call);
  const made = wishes.flatMap((wish) => session.dispatch(wish));
  if (call.json) printJson({ events: made.map(({ event }) => event.id) });
  else printLine(said);
}

/** A circle of that name is changed and joined; without one it begins. Taken back, people leave it, or without any it is dissolved. */
function circle(session: Session, situation: Situation, { operands: [name, ...who], everyDays, not }: Call): Told {
  if (name === undefined) throw new Misused("circle needs a NAME");
  const people = who.map((text) => findPerson(situation, text));
  const { circles } = situation.network;
  const held = [...circles.values()].find((one) => foldName(one.name) === foldName(name));
  if (not) return outOfCircle(situation, held, { name, people });
  const rhythm = everyDays ?? held?.everyDays;
  const isChanged = !held || everyDays !== undefined;
  const made = isChanged ? session.dispatch({ type: "DefineCircle", ...(held ? { circle: held.circle } : {}), name: held?.name ?? name, ...(rhythm === undefined ? {} : { everyDays: rhythm }) }) : [];
  const id = held?.circle ?? made.map(({ event }) => (event.type === "CircleDefined" ? event.circle : undefined)).find((found): found is CircleId => found !== undefined);
  if (id === undefined) throw new Error("a circle was defined");
  const joined = people.map((person): Command => ({ type: "JoinCircle", circle: id, person }));
  return { wishes: joined, said: `Circle “${held?.name ?? name}”${rhythm === undefined ? "" : `, every ${rhythm} days`}${people.length > 0 ? `: ${people.map((person) => nameOf(situation, person)).join(", ")} joined` : ""}` };
}

function outOfCircle(situation: Situation, held: { readonly circle: CircleId; readonly name: string } | undefined, { name, people }: { readonly name: string; readonly people: readonly PersonId[] }): Told {
  if (!held) throw new Refused(`There is no circle “${name}”.`);
  if (people.length === 0) return { wishes: [{ type: "DissolveCircle", circle: held.circle }], said: `Circle “${held.name}” dissolved` };
  return { wishes: people.map((person) => ({ type: "LeaveCircle", circle: held.circle, person })), said: `Circle “${held.name}”: ${people.map((person) => nameOf(situation, person)).join(", ")} left` };
}
