/** What a server that answers wrong can do to the app that a browser keeps for offline: nothing. Each file in turn, each wrong answer in turn. */
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { illnesses, plainPath, serveIll, type IllHost, type Illness } from "./ill-host.ts";
import { openDevice, until, startOnSample, type Device } from "./support.ts";
import { built, earlierVersion, forgetTheApp, install, kept, nextVersion, pathOf, paths } from "./versions-hands.ts";


describe("versions of the app", () => {
  let host: IllHost;
  let device: Device;
  const folders: string[] = [];
  const people = (): Promise<number> => device.page.getByRole("listbox", { name: "People" }).getByRole("option").count();
  const opens = async (): Promise<void> => {
    await device.page.goto(`${host.address}/people`);
    await until(async () => (await people()) > 10, 20_000);
  };
  const opensOffline = async (): Promise<void> => {
    await host.stop();
    await opens();
    await host.start();
  };
  /** On the plain page, with nothing kept: nothing registers here by itself. */
  const startBare = async (): Promise<void> => {
    await opens();
    await forgetTheApp(device.page);
    await device.page.goto(`${host.address}${plainPath}`);
  };
  /** `whole` parts with every wrong answer; every other file with one or two of them, by turns. */
  const cases = (turn: number, whole: RegExp): readonly { readonly path: string; readonly illness: Illness }[] => paths.flatMap((path, index) => illnesses.filter((_, which) => whole.test(path) || (which + index + turn) % 4 === 0).map((illness) => ({ path, illness })));

  beforeAll(async () => {
    host = await serveIll(built);
    device = await openDevice();
    await startOnSample(device.page, host.address);
  });
  afterEach(() => { host.ill = () => undefined; });
  afterAll(async () => {
    await device.close();
    await host.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test("[B140] an install that meets a wrong answer for any file keeps nothing, and the next one, with right answers, keeps everything", async () => {
    const { page } = device;
    await startBare();
    const failures: string[] = [];
    for (const { path, illness } of cases(0, /^\/$|\/index-.*js/u)) {
      await forgetTheApp(page);
      host.wrongAnswers = 0;
      host.ill = (asked, isFresh) => (isFresh && asked === path ? illness : undefined);
      const state = await install(page, "register");
      const left = await kept(page, built);
      if (state !== "redundant" || host.wrongAnswers === 0 || Object.keys(left).length > 0) failures.push(`${path} ${illness}: ${state}, ${String(host.wrongAnswers)} wrong answers, ${JSON.stringify(left)}`);
    }
    expect(failures).toEqual([]);
    host.ill = () => undefined;
    expect(await install(page, "register")).not.toBe("redundant");
    await until(() => page.evaluate<boolean>("navigator.serviceWorker.controller !== null"), 10_000);
    expect(Object.values(await kept(page, built))).toEqual([0]);
    await opensOffline();
  });

  test("[B141] a page whose install failed tries again by itself", async () => {
    const { page } = device;
    await forgetTheApp(page);
    host.ill = (path, isFresh) => (isFresh && path === pathOf("worker", ".js") ? "502" : undefined);
    await opens();
    await until(async () => host.wrongAnswers > 0, 5_000);
    expect(await page.evaluate("navigator.serviceWorker.controller")).toBeNull();
    host.ill = () => undefined;
    await until(() => page.evaluate<boolean>("navigator.serviceWorker.controller !== null"), 15_000);
    await opensOffline();
  });

  test("[B142] an update that meets a wrong answer for any file leaves the version that runs as it is; the whole next version is offered and taken, with the vault", async () => {
    const { page } = device;
    await opens();
    const next = await nextVersion();
    folders.push(next);
    const before = await kept(page, built);
    host.folder = next;
    const failures: string[] = [];
    for (const { path, illness } of cases(1, /\/(?:worker|automerge)-/u)) {
      host.wrongAnswers = 0;
      host.ill = (asked, isFresh) => (isFresh && asked === path ? illness : undefined);
      const state = await install(page, "update");
      if (state !== "redundant" || host.wrongAnswers === 0) failures.push(`${path} ${illness}: ${state}, ${String(host.wrongAnswers)} wrong answers`);
    }
    expect(failures).toEqual([]);
    expect(await kept(page, built)).toEqual(before);
    await opensOffline();
    host.ill = () => undefined;
    expect(await install(page, "update")).toBe("installed");
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Use the new version" }).click();
    await reloaded;
    await until(async () => Object.values(await kept(page, next)).join(",") === "0", 15_000);
    await opensOffline();
    host.folder = built;
    expect(device.complaints).toEqual([]);
  });

  test("[B143] what an earlier service worker kept wrong heals with the next version, without anybody’s doing; the vault is there", async () => {
    const earlier = earlierVersion();
    const next = await nextVersion();
    folders.push(earlier, next);
    const { page } = device;
    for (const [path, illness] of [["/", "502"], [pathOf("index", ".js"), "html"], [pathOf("automerge", ".wasm"), "502"]] as const) {
      host.folder = earlier;
      await startBare();
      host.ill = (asked, isFresh) => (isFresh && asked === path ? illness : undefined);
      expect(await install(page, "register"), `installs without ${path}`).not.toBe("redundant");
      await until(() => page.evaluate<boolean>("navigator.serviceWorker.controller !== null"), 10_000);
      host.ill = () => undefined;
      await page.goto(`${host.address}/people`);
      expect(await people(), `shows nobody without ${path}`).toBe(0);
      // The browser looks for a new version by itself whenever it opens a page.
      host.folder = next;
      await page.goto(`${host.address}/people`);
      await until(async () => Object.values(await kept(page, next)).join(",") === "0", 15_000);
      await opensOffline();
      await forgetTheApp(page);
    }
    host.folder = built;
  });
});
