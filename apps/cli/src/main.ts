/** `kith`: the composition root of the command line. The only place here that reads the clock and exits. */
import { enableCompileCache } from "node:module";
import { Misused, Refused } from "./refused.ts";

enableCompileCache();
const { readCall, usage } = await import("./arguments.ts");

try {
  const call = readCall(process.argv.slice(2));
  const { run } = await import("./run.ts");
  await run(call);
} catch (error) {
  if (error instanceof Misused) {
    process.stderr.write(error.message ? `kith: ${error.message}\n\n${usage}` : usage);
    process.exitCode = 2;
  } else if (error instanceof Refused) {
    process.stderr.write(`kith: ${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
