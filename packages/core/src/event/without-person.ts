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
  const via = without(through, person);
  // A goal may still seek organisations, fields or skills; anything else without people is about nobody.
  const seeksMore = ["organisations", "fields", "skills"].some((name) => (fields[name] as readonly unknown[] | undefined)?.length);
  if ((others?.length === 0 && !seeksMore) || via?.length === 0) return undefined;
  return { ...event, ...(others ? { people: others } : {}), ...(via ? { through: via } : {}) };
}

/** The events without any of `people`; those that are about nobody else are left out. */
export function withoutPeople<Event>(events: readonly Event[], people: ReadonlySet<PersonId>): readonly Event[] {
  if (people.size === 0) return events;
  return events.flatMap((event) => {
    let left: Event | undefined = event;
    for (const person of people) left = left === undefined ? undefined : withoutPerson(left, person);
    return left === undefined ? [] : [left];
  });
}

const includes = (list: unknown, person: PersonId): boolean => Array.isArray(list) && list.includes(person);
const without = (list: unknown, person: PersonId): readonly unknown[] | undefined => (Array.isArray(list) ? list.filter((one) => one !== person) : undefined);
