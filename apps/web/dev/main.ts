/** Composition root of the dev page: the same screen over invented people. `?people=30000`, `?vault=none` choose. */
import "../src/styles/all.css";
import { Root } from "../src/pages/root.ts";
import { readerNow } from "../src/reader-now.ts";
import { createRouter } from "../src/router.ts";
import { Toasts } from "../src/toasts.ts";
import { createFixture } from "./fixture.ts";

const asked = new URLSearchParams(location.search);
const root = new Root();
root.app = { kith: createFixture({ count: Number(asked.get("people") ?? 400), vault: asked.get("vault") === "none" ? "none" : "ready", nowMs: Date.now() }), router: createRouter(window), toasts: new Toasts(), now: readerNow };
document.body.append(root);
