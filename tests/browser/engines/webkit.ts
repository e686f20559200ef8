/** WebKit: WebKitGTK's MiniBrowser under Xvfb, by WebDriver (w3.org/TR/webdriver2). */
import { globSync } from "node:fs";
import { freePort } from "../../../scripts/free-port.ts";
import { until } from "../support.ts";
import { keyActions, type Driver, type Engine } from "./face.ts";
import { end, programAt, said, started } from "./processes.ts";

const driver = programAt("WebKitWebDriver");
const browser = globSync("/usr/{lib,libexec}/**/webkit2gtk-4.*/MiniBrowser")[0];
const display = programAt("Xvfb");
const missing = [[driver, "webkit2gtk-driver (WebKitWebDriver)"], [browser, "webkit2gtk-driver (MiniBrowser)"], [display, "xvfb"]].filter(([path]) => path === undefined).map(([, name]) => name).join(", ");

/** How WebDriver names an element in JSON. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

async function session(port: number): Promise<(method: "POST" | "DELETE" | "GET", path: string, body?: object) => Promise<unknown>> {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = await answer.json() as { readonly value: unknown };
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value).slice(0, 400)}`);
    return value;
  };
  const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } } }) as { readonly sessionId: string };
  return (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
}

async function launch(): Promise<Driver> {
  const port = await freePort(4_444);
  // Xvfb takes the first number that is free, and says it.
  const screen = started(display ?? "", ["-displayfd", "2", "-screen", "0", "1440x960x24", "-nolisten", "tcp"]);
  const number = await said(screen, /^(\d+)$/mu, 20_000);
  const child = started(driver ?? "", [`--port=${String(port)}`], { DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" });
  await until(() => fetch(`http://127.0.0.1:${String(port)}/status`).then(({ ok }) => ok, () => false), 10_000);
  const call = await session(port);
  await call("POST", "/window/rect", { width: 1360, height: 900 });
  const run = (script: string, args: readonly unknown[] = []): Promise<unknown> => call("POST", "/execute/async", { script, args });
  const elementOf = async (expression: string): Promise<string> => {
    const element = await call("POST", "/execute/sync", { script: `const element = ${expression}; element?.scrollIntoView({ block: "center" }); return element;`, args: [] });
    const id = (element as Record<string, string> | null)?.[elementKey];
    if (id === undefined) throw new Error(`no element: ${expression.slice(0, 200)}`);
    return id;
  };
  return {
    open: async (url) => { await call("POST", "/url", { url }); },
    reload: async () => { await call("POST", "/refresh", {}); },
    async evaluate(expression) {
      const value = await run(`const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then((value) => { done(JSON.stringify([value ?? null])); }, (error) => { done(JSON.stringify({ error: String(error) })); });`);
      const read = JSON.parse(String(value)) as [unknown] | { readonly error: string };
      if (!Array.isArray(read)) throw new Error(read.error);
      return read[0];
    },
    click: async (expression) => { await call("POST", `/element/${await elementOf(expression)}/click`, {}); },
    async type(text) {
      await call("POST", "/actions", { actions: [{ type: "key", id: "keys", actions: keyActions(text) }] });
    },
    upload: async (expression, path) => { await call("POST", `/element/${await elementOf(expression)}/value`, { text: path }); },
    async close() {
      await call("DELETE", "").catch(() => undefined);
      end(child);
      end(screen);
    },
  };
}

export const webkitEngine: Engine = {
  name: "WebKit", missing: missing === "" ? undefined : missing, launch,
  what: browser ?? "",
};
