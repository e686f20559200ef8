/**
 * The main stories in every engine that this machine has: a vault, an archive, a moment, a reload, no network, a second
 * device, somebody forgotten, a device removed. Written once; tests/browser/engines has an adapter per engine.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeArchive } from "@kith/core/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chromiumEngine } from "./engines/chromium.ts";
import type { Driver } from "./engines/face.ts";
import { firefoxEngine } from "./engines/firefox.ts";
import { openGate, type Gate } from "./engines/gate.ts";
import { nameOf, press, see, shows, textOf, valueOf, write } from "./engines/hands.ts";
import { webkitEngine } from "./engines/webkit.ts";
import { serve, until, type Served } from "./support.ts";

const archive = makeArchive({ seed: 23, connections: 60, messages: 400, asOfMs: Math.floor(Date.now() / 1000) * 1000 - 3_600_000 });
const folder = mkdtempSync(join(tmpdir(), "kith-engines-"));
const archivePath = join(folder, "Complete_LinkedInDataExport.zip");
writeFileSync(archivePath, archive.zip);

let served: Served;
beforeAll(async () => { served = await serve(); });
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

for (const engine of [chromiumEngine, firefoxEngine, webkitEngine]) {
  process.stdout.write(engine.missing === undefined ? `${engine.name}: ${engine.what}\n` : `${engine.name}: left out, this machine has no ${engine.missing}\n`);

  describe.skipIf(engine.missing !== undefined)(`in ${engine.name}`, () => {
    let gate: Gate;
    let first: Driver;
    let second: Driver | undefined;
    let person = { path: "", name: "" };
    const timeline = "[aria-labelledby=timeline-title]";
    const capture = (driver: Driver, text: string): Promise<void> => write(driver, { role: "textbox", name: "Log a moment" }, `call today, ${text}\n`);
    const devices = (driver: Driver): Promise<string> => textOf(driver, "[aria-label=Devices]");

    let failed = "";
    beforeEach(({ task, onTestFailed }) => {
      // Each goes on where the one before ended: it would only fail after all its waiting.
      if (failed !== "") throw new Error(`not tried, because this failed: ${failed}`);
      onTestFailed(() => { failed ||= task.name; });
    });

    beforeAll(async () => {
      gate = await openGate(served.address);
      first = await engine.launch();
    });
    afterAll(async () => {
      await first?.close();
      await second?.close();
      await gate?.shut();
    });

    test("[B160] a vault is made and its 24 words are shown", async () => {
      await first.open(gate.address);
      await press(first, { role: "button", name: "Start on this device" }, 30_000);
      await see(first, { role: "list", name: "Recovery words" });
      expect((await textOf(first, "[aria-label='Recovery words']")).match(/[a-z]+/gu)).toHaveLength(24);
      await press(first, { role: "checkbox", name: "written them down" });
      await press(first, { role: "button", name: "Continue" });
      await press(first, { role: "link", name: "Import your LinkedIn archive" });
    });

    test("[B169] where the engine knows trusted types, an address that didn’t come by Kith’s own policy starts nothing", async () => {
      const isKnown = await first.evaluate("typeof trustedTypes !== 'undefined'");
      process.stdout.write(`${engine.name} ${isKnown === true ? "knows" : "doesn’t know"} trusted types\n`);
      expect(await first.evaluate("(() => { try { new Worker('/elsewhere.js').terminate(); return 'started'; } catch (error) { return error.name; } })()")).toBe(isKnown === true ? "TypeError" : "started");
    });

    test("[B161] an archive is imported with a report", async () => {
      await see(first, { role: "heading", name: "Bring in the people you know" });
      await first.upload("document.querySelector('input[type=file]')", archivePath);
      await see(first, { role: "table", name: "What was read" }, 60_000);
      await shows(first, "Connections.csv", { within: "table" });
    });

    test("[B162] a moment is captured in one line and stands there after a reload", async () => {
      await first.open(`${gate.address}/people`);
      await press(first, { role: "option" });
      await see(first, { role: "textbox", name: "Log a moment" });
      person = { path: String(await first.evaluate("location.pathname")), name: await textOf(first, "#person-name") };
      expect(person.name.length).toBeGreaterThan(3);
      await capture(first, "met at the harbour");
      await shows(first, "met at the harbour", { within: timeline });
      await first.reload();
      await shows(first, "met at the harbour", { within: timeline });
      expect(await first.evaluate("document.title")).toBe("A person · Kith");
    });

    test("[B163] without network the app opens, shows what was there and keeps what is written", async () => {
      await until(async () => (await first.evaluate("navigator.serviceWorker.controller !== null")) === true, 20_000);
      await gate.shut();
      await first.reload();
      await shows(first, "met at the harbour", { within: timeline });
      await capture(first, "far from any network");
      await shows(first, "far from any network", { within: timeline });
      await gate.reopen();
    });

    test("[B164] a second browser joins by a link, with the same code on both screens, and has everything", async () => {
      second = await engine.launch();
      await first.open(`${gate.address}/devices`);
      await press(first, { role: "button", name: "Add a device" }, 30_000);
      const link = await valueOf(first, { role: "textbox", name: "Link" });
      await second.open(link);
      await press(second, { role: "button", name: "Join" }, 30_000);
      const codes = await Promise.all([first, second].map((driver) => nameOf(driver, { role: "img", name: "Code:" })));
      expect(codes[0]).toMatch(/^Code: \d( \d){5}$/u);
      expect(codes[1]).toBe(codes[0]);
      await press(second, { role: "button", name: "This is my own other device" });
      await press(first, { role: "button", name: "Add this device" });
      await see(second, { role: "heading", name: "to reach out to" }, 45_000);
      await second.open(`${gate.address}${person.path}`);
      for (const text of ["met at the harbour", "far from any network"]) await shows(second, text, { within: timeline, limitMs: 30_000 });
    });

    test("[B165] what one device records appears on the other without a reload", async () => {
      if (!second) throw new Error("no second device");
      await first.open(`${gate.address}${person.path}`);
      await capture(second, "from the second device");
      await shows(first, "from the second device", { within: timeline, limitMs: 20_000 });
    });

    test("[B168] the way back to a page that was left opens it, and what it records still reaches the other device", async () => {
      if (!second) throw new Error("no second device");
      await second.open(`${gate.address}${person.path}`);
      await first.open("about:blank");
      await first.evaluate("void history.back()");
      await until(async () => String(await first.evaluate("location.pathname").catch(() => "")) === person.path, 10_000);
      await see(first, { role: "textbox", name: "Log a moment" });
      await capture(first, "after the way back");
      await shows(second, "after the way back", { within: timeline, limitMs: 30_000 });
    });

    test("[B166] a person forgotten on one device is gone from both", async () => {
      if (!second) throw new Error("no second device");
      await first.open(`${gate.address}${person.path}`);
      await press(first, { role: "button", name: `More about ${person.name}` });
      await press(first, { role: "button", name: "Forget for good…" });
      await press(first, { role: "checkbox", name: "can’t be undone" });
      await press(first, { role: "button", name: "Forget for good", within: "dialog" });
      await shows(first, "Forgotten for good", { limitMs: 30_000 });
      await see(second, { role: "heading", name: "Nobody here" }, 30_000);
    });

    test("[B167] a removed device is told, and the other goes on", async () => {
      if (!second) throw new Error("no second device");
      await second.open(`${gate.address}/devices`);
      await first.open(`${gate.address}/devices`);
      await press(first, { role: "button", name: "Remove…" }, 20_000);
      await press(first, { role: "button", name: "Remove this device" });
      await shows(first, "can read nothing from now on", { limitMs: 30_000 });
      await shows(second, "was removed from your devices", { limitMs: 20_000 });
      await until(async () => (await devices(first)).includes("This device"), 10_000);
    });
  });
}
