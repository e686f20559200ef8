/** The third quarter of the lives. */
import { describe } from "vitest";
import { livesOf } from "./simulation/lives.ts";

describe("[SIM2] whatever befalls devices, net and relay, what was promised holds once the faults stop: the third quarter", () => { livesOf(2); });
