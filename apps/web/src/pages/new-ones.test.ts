import { expect, test } from "vitest";
import type { CircleId, Command, EventId, PersonId } from "@kith/core";
import { attempt, type App } from "../app.ts";
import type { Kith } from "../contract.ts";
import type { Router } from "../router.ts";
import { Toasts } from "../toasts.ts";
import { idsOfPicks, newCircle } from "./new-ones.ts";

/** A worker that adds whom it is told to and refuses what has no name. */
function workerWith(people: string[]): { readonly app: App; readonly sent: Command[] } {
  const sent: Command[] = [];
  const circles: string[] = ["Mentors"];
  const dispatch = (command: Command): unknown => {
    sent.push(command);
    if ("name" in command && command.name === "") return { ok: false, message: "A person needs a name." };
    if (command.type === "AddPerson") people.push(command.name);
    if (command.type === "DefineCircle") circles.push(command.name);
    return { ok: true, events: [`event${sent.length}` as EventId] };
  };
  const ask = (name: string, param: unknown): Promise<unknown> => Promise.resolve(
    name === "dispatch" ? dispatch(param as Command) : name === "circles" ? circles.map((circle, index) => ({ circle: `c${index}` as CircleId, name: circle }))
      : people.flatMap((person, index) => (person === (param as { readonly text: string }).text ? [{ id: `p${index}` as PersonId }] : [])),
  );
  return { sent, app: { kith: { ask: ask as Kith["ask"], listen: () => () => undefined }, router: {} as Router, toasts: new Toasts(), now: () => ({ nowMs: 0, locale: "en", utcOffsetMinutes: 0 }) } };
}

test("[W146] whoever a form adds is known by id, namesakes told apart; what was added is taken back where a later one is refused", async () => {
  const { app, sent } = workerWith(["Ana", "Bo"]);
  expect(await idsOfPicks(app, [{ name: "Bo", person: { id: "p1" as PersonId, name: "Bo" } }, { name: "Ana", organisation: "Rivet" }], "sought")).toEqual({ ok: true, ids: ["p1", "p2"], events: ["event1"] });
  expect(sent).toEqual([{ type: "AddPerson", name: "Ana", relation: "sought", organisation: "Rivet" }]);
  expect(await newCircle(app, "Family")).toEqual({ ok: true, ids: ["c1"], events: ["event2"] });
  expect(await idsOfPicks(app, [{ name: "Cy" }, { name: "" }], "known")).toEqual({ ok: false, message: "A person needs a name." });
  expect(sent.at(-1)).toEqual({ type: "Undo", events: ["event3"] });
});

test("[W147] wishes sent as one are undone as one, with what came before; where one is refused, none stays and the form hears why", async () => {
  const { app, sent } = workerWith([]);
  expect(await attempt(app, [{ type: "AddPerson", name: "Ana" }, { type: "AddPerson", name: "" }], { text: "Added", before: ["earlier" as EventId] })).toEqual({ ok: false, message: "A person needs a name." });
  expect([sent.at(-1), app.toasts.current]).toEqual([{ type: "Undo", events: ["earlier", "event1"] }, undefined]);
  await attempt(app, [{ type: "AddPerson", name: "Ana" }], { text: "Added", before: ["earlier" as EventId] });
  expect(app.toasts.current?.text).toBe("Added");
  app.toasts.undo();
  await Promise.resolve();
  expect(sent.at(-1)).toEqual({ type: "Undo", events: ["earlier", "event4"] });
});
