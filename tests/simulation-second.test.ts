/** The second quarter of the lives. */
import { describe } from "vitest";
import { livesOf } from "./simulation/lives.ts";

describe("lives of one vault, second quarter", () => { livesOf(1); });
