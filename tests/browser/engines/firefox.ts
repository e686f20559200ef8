/** Firefox, which speaks WebDriver BiDi by itself. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectBidi } from "./bidi.ts";
import { keyActions, type Driver, type Engine } from "./face.ts";
import { end, programAt, said, started } from "./processes.ts";

const path = programAt("firefox-esr", ["/Applications/Firefox.app/Contents/MacOS/firefox"]) ?? programAt("firefox");
/** It asks nobody anything by itself, shows no first page, and keeps what sites store. */
const preferences = {
  "app.update.enabled": false, "browser.shell.checkDefaultBrowser": false, "browser.startup.page": 0, "browser.safebrowsing.update.enabled": false, "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false, "services.settings.server": "data:,", "toolkit.telemetry.reportingpolicy.firstRun": false, "dom.disable_beforeunload": true,
};

interface Evaluated { readonly type: "success" | "exception"; readonly result?: { readonly value?: string; readonly sharedId?: string }; readonly exceptionDetails?: { readonly text: string } }

async function launch(): Promise<Driver> {
  const profile = mkdtempSync(join(tmpdir(), "kith-firefox-"));
  writeFileSync(join(profile, "user.js"), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const browser = started(path ?? "", ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "--width=1360", "--height=860"], { MOZ_DISABLE_CONTENT_SANDBOX: "1" });
  const bidi = await connectBidi(`${await said(browser, /WebDriver BiDi listening on (ws:\/\/\S+)/u, 60_000)}/session`);
  await bidi.command("session.new", { capabilities: {} });
  const { contexts } = await bidi.command<{ readonly contexts: readonly { readonly context: string }[] }>("browsingContext.getTree", {});
  const context = contexts[0]?.context;
  const run = async (expression: string): Promise<NonNullable<Evaluated["result"]>> => {
    const { result, exceptionDetails } = await bidi.command<Evaluated>("script.evaluate", { expression, target: { context }, awaitPromise: true, userActivation: true });
    if (!result) throw new Error(exceptionDetails?.text ?? "no result");
    return result;
  };
  const elementOf = async (expression: string): Promise<{ readonly sharedId: string }> => {
    const { sharedId } = await run(expression);
    if (sharedId === undefined) throw new Error(`no element: ${expression.slice(0, 200)}`);
    return { sharedId };
  };
  const act = (actions: readonly object[]) => bidi.command("input.performActions", { context, actions });
  return {
    open: async (url) => { await bidi.command("browsingContext.navigate", { context, url, wait: "complete" }); },
    reload: async () => { await bidi.command("browsingContext.reload", { context, wait: "complete" }); },
    async evaluate(expression) {
      const { value } = await run(`Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`);
      return JSON.parse(value ?? "null") as unknown;
    },
    async click(expression) {
      const element = await elementOf(`((element) => { element?.scrollIntoView({ block: "center" }); return element; })(${expression})`);
      await act([{ type: "pointer", id: "mouse", actions: [{ type: "pointerMove", x: 0, y: 0, origin: { type: "element", element } }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }] }]);
    },
    async type(text) {
      await act([{ type: "key", id: "keys", actions: keyActions(text) }]);
    },
    upload: async (expression, file) => { await bidi.command("input.setFiles", { context, element: await elementOf(expression), files: [file] }); },
    async close() {
      bidi.close();
      end(browser);
      await new Promise((wait) => { setTimeout(wait, 300); });
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const firefoxEngine: Engine = {
  name: "Firefox", missing: path === undefined ? "firefox-esr" : undefined, launch,
  what: path === undefined ? "" : `${path}, ${spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim()}`,
};
