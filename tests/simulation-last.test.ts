/** The last quarter of the lives. */
import { describe } from "vitest";
import { livesOf } from "./simulation/lives.ts";

describe("lives of one vault, last quarter", () => { livesOf(3); });
