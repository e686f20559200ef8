/**
 * An event without one person: how somebody is forgotten for good. What is only about them goes; what
 * is about others too stays for these. It works on events as they were written, so that those of a
 * newer build are cleaned as well.
 */
import type { PersonId } from "../prelude/id.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The event without `person`: the same object where they don't occur in it, undefined where nothing is
 * left of it for others. A group message *from* them goes whole; that they were forgotten stays.
 */
export function withoutPerson<Event>(event: Event, person: PersonId): Event | undefined {
  if (typeof event !== "object" || event === null) return event;
  const fields = event as Fields;
  if (fields["type"] === "PersonForgotten") return event;
  const { people, from, between, through } = fields;
  if ([fields["person"], fields["into"], from, through].includes(person) || includes(between, person)) return undefined;
  if (!includes(people, person) && !includes(through, person)) return event;
  const others = without(people, person);
  if (others?.length === 0 && fields["type"] === "InteractionRecorded") return undefined;
  const via = without(through, person);
  return { ...event, ...(others ? { people: others } : {}), ...(via ? { through: via } : {}) };
}

const includes = (list: unknown, person: PersonId): boolean => Array.isArray(list) && list.includes(person);
const without = (list: unknown, person: PersonId): readonly unknown[] | undefined => (Array.isArray(list) ? list.filter((one) => one !== person) : undefined);
