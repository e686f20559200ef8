/** Events of real shape: an archive made and imported by the product's own code. */
import { importArchive, type KithEvent } from "@kith/core";
import { makeArchive } from "@kith/core/testing";

/** No network has more: larger logs are longer, not wider. */
const peopleMax = 30_000;
/** One made archive holds at most so many messages; a longer log repeats it with other people and ids. */
const messagesMax = 100_000;

/** `count` events about at most 30 000 people: profiles, connections, then messages, the first `count` of them in the order of an import. */
export function realEvents(count: number): readonly KithEvent[] {
  const people = Math.min(peopleMax, Math.max(20, Math.round(count * 0.3)));
  const messages = Math.min(messagesMax, Math.max(100, count - 2 * people) + 500);
  const { zip } = makeArchive({ seed: 11, connections: people, messages, asOfMs: Date.UTC(2026, 10, 20, 8) });
  const outcome = importArchive([{ name: "archive.zip", bytes: zip }], { known: { lastObservation: () => undefined } });
  if (!outcome.ok) throw new Error(outcome.error.message);
  const { events } = outcome.value;
  const talk = events.filter(({ type }) => type === "InteractionRecorded");
  const repeated = Array.from({ length: Math.max(0, count - events.length) }, (_, index): KithEvent | undefined => {
    const event = talk[index % talk.length];
    return event && { ...event, id: idOf(index) as KithEvent["id"], atMs: event.atMs + 1 + Math.floor(index / talk.length) };
  });
  return [...events, ...repeated.filter((event) => event !== undefined)].slice(0, count);
}

/** 22 characters as random to a compressor as an id is. */
function idOf(index: number): string {
  let [state, id] = [Math.imul(index + 1, 0x9e3779b1) >>> 0, ""];
  for (let at = 0; at < 21; at += 1) {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    id += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[(state >>> 8) & 63] ?? "A";
  }
  return `${id}A`;
}
