/** The third quarter of the lives. */
import { describe } from "vitest";
import { livesOf } from "./simulation/lives.ts";

describe("lives of one vault, third quarter", () => { livesOf(2); });
