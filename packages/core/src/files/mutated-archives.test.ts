/** Archives with something wrong in them, hundreds of ways: what an import says it added can be read again. */
import * as fc from "fast-check";
import { strToU8 } from "fflate";
import { expect, test } from "vitest";
import { makeArchive } from "../testing/archive/make-archive.ts";
import { mutateArchive } from "../testing/archive/mutate.ts";
import { recordAndRead } from "../testing/record-and-read.ts";
import { runs } from "../testing/runs.ts";
import { civilDateMs } from "./civil-date.ts";
import { importArchive } from "./import-archive.ts";

const nowMs = civilDateMs({ year: 2026, month: 11, day: 20 }) ?? 0;
const archives = [1, 2, 3].map((seed) => makeArchive({ seed, connections: 20, messages: 100, asOfMs: nowMs }).files);

test("[F86] of an archive with one to four things wrong everything said to be added is read by a fresh log, and every other row is set aside with a reason", () => {
  const seen = { imported: 0, setAside: 0, reasons: new Set<string>() };
  fc.assert(fc.property(fc.nat(), fc.nat({ max: archives.length - 1 }), (seed, which) => {
    const files = mutateArchive(archives[which] ?? new Map<string, string>(), seed);
    const outcome = importArchive([...files].map(([name, text]) => ({ name, bytes: strToU8(text) })), { known: { lastObservation: () => undefined }, nowMs });
    if (!outcome.ok) {
      expect(outcome.error.message).toMatch(/\.$/u);
      return;
    }
    const { events, report } = outcome.value;
    // The import itself is one more.
    expect(events.length === 0 ? 1 : recordAndRead(outcome.value, nowMs).length).toBe(events.length + 1);
    for (const { name, read, used, setAside } of report.files) {
      expect({ name, read }).toEqual({ name, read: setAside.reduce((sum, { count }) => sum + count, used) });
      for (const { reason, count } of setAside) {
        seen.reasons.add(reason);
        seen.setAside += count;
      }
    }
    seen.imported += 1;
  }), runs(300));
  // Else it tried nothing.
  expect(seen.imported).toBeGreaterThan(250);
  expect(seen.setAside).toBeGreaterThan(300);
  expect([...seen.reasons]).toEqual(expect.arrayContaining(["date not understood"]));
}, 120_000);
