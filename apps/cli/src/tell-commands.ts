/** `kith rate`, `tag`, `knows`, `goal`, `circle`, `protect`, `hide` and `let-go`: what the owner tells Kith. */
import { foldName, type CircleId, type Closeness, type Command, type PersonId, type Situation } from "@kith/core";
import type { Call } from "./arguments.ts";
import { personOutput, printJson, printLine } from "./output.ts";
import { findPerson, oneOperand } from "./people-commands.ts";
import { Misused } from "./refused.ts";
import type { Session } from "./session.ts";

/** What a command wishes for, and the line that says it is done. */
interface Told { readonly wishes: readonly Command[]; readonly said: string }
type Tell = (situation: Situation, call: Call) => Told;

const nameOf = ({ network }: Situation, person: PersonId): string => personOutput(network, person).name;

const rate: Tell = (situation, { operands }) => {
  const closeness = Number(operands.at(-1)) as Closeness;
  if (operands.length < 2 || ![1, 2, 3, 4, 5].includes(closeness)) throw new Misused("rate needs a person and a number from 1 to 5");
  const person = findPerson(situation, operands.slice(0, -1).join(" "));
  return { wishes: [{ type: "RateCloseness", person, closeness }], said: `Rated ${nameOf(situation, person)} ${closeness} of 5` };
};

const tag: Tell = (situation, { operands: [who, ...words], as: trait }) => {
  if (who === undefined || words.length === 0) throw new Misused("tag needs a person and a text");
  const person = findPerson(situation, who);
  const text = words.join(" ");
  return { wishes: [{ type: "AddTrait", person, trait, text }], said: `Noted the ${trait} “${text}” with ${nameOf(situation, person)}` };
};

const knows: Tell = (situation, { operands: [one, other, ...more], not }) => {
  if (one === undefined || other === undefined || more.length > 0) throw new Misused("knows needs two people; put a name of several words in quotes");
  const between = [findPerson(situation, one), findPerson(situation, other)] as const;
  return { wishes: [{ type: "AssertTie", between, knows: !not }], said: `Noted: ${nameOf(situation, between[0])} ${not ? "doesn’t know" : "knows"} ${nameOf(situation, between[1])}` };
};

const goal: Tell = (_situation, call) => {
  const title = oneOperand(call);
  const { organisations, skills, fields } = call;
  return { wishes: [{ type: "SetGoal", title, people: [], organisations, skills, fields }], said: `Set the goal “${title}”` };
};

const about = (type: "ProtectPerson" | "HidePerson" | "LetGo", said: string): Tell => (situation, call) => {
  const person = findPerson(situation, oneOperand(call));
  return { wishes: [{ type, person }], said: `${said} ${nameOf(situation, person)}` };
};

const tells: ReadonlyMap<string, Tell> = new Map([
  ["rate", rate], ["tag", tag], ["knows", knows], ["goal", goal],
  ["protect", about("ProtectPerson", "Never in the review:")], ["hide", about("HidePerson", "Out of what is suggested:")], ["let-go", about("LetGo", "Let go of")],
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

/** A circle of that name is changed and joined; without one it begins. */
function circle(session: Session, situation: Situation, { operands: [name, ...who], everyDays }: Call): Told {
  if (name === undefined) throw new Misused("circle needs a NAME");
  const people = who.map((text) => findPerson(situation, text));
  const { circles } = situation.network;
  const held = [...circles.values()].find((one) => foldName(one.name) === foldName(name));
  const rhythm = everyDays ?? held?.everyDays;
  const isChanged = !held || everyDays !== undefined;
  const made = isChanged ? session.dispatch({ type: "DefineCircle", ...(held ? { circle: held.circle } : {}), name: held?.name ?? name, ...(rhythm === undefined ? {} : { everyDays: rhythm }) }) : [];
  const id = held?.circle ?? made.map(({ event }) => (event.type === "CircleDefined" ? event.circle : undefined)).find((found): found is CircleId => found !== undefined);
  if (id === undefined) throw new Error("a circle was defined");
  const joined = people.map((person): Command => ({ type: "JoinCircle", circle: id, person }));
  return { wishes: joined, said: `Circle “${held?.name ?? name}”${rhythm === undefined ? "" : `, every ${rhythm} days`}${people.length > 0 ? `: ${people.map((person) => nameOf(situation, person)).join(", ")} joined` : ""}` };
}
