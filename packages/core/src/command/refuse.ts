/** What decisions share: the fact to be, and how to say no. */
import type { KithEvent } from "../event/event.ts";
import type { EventId } from "../prelude/id.ts";
import { err, type Result } from "../prelude/result.ts";
import type { Refusal } from "./command.ts";

export type Decision = Result<readonly KithEvent[], Refusal>;

/** Every fact begins with these. */
export interface FactBase { readonly id: EventId; readonly v: 1; readonly atMs: number }

/** The longest name, title, tag or promise, in characters. */
export const nameLengthMax = 400;

export const refuse = (reason: Refusal["reason"], message: string): Decision => err({ reason, message });

export const tooLong = (max: number, length: number): Decision => refuse("tooLong", `This holds at most ${max} characters; yours has ${length}.`);
