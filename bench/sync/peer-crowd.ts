/** One process of `bench sync`: `peer-crowd.ts URL DOCUMENTS CLIENTS EVENTS`: the same crowd on stock clients, one document a vault, a list of opaque events. */
import { realEvents } from "../log/facts.ts";
import { find, peerRepo, traffic, untilHeld, type DocHandle } from "./peer-repo.ts";
import { pause, step } from "./talk.ts";

const [url = "", documents = "1", clients = "1", events = "1"] = process.argv.slice(2);
interface Document { events: Uint8Array[] }
const written = realEvents(1_000).slice(0, Number(events)).map((event) => new Uint8Array(Buffer.from(JSON.stringify(event))));
const limitMs = 240_000;

const handles: DocHandle<Document>[] = [];
for (let made = 0; made < Number(documents); made += 1) {
  const repo = peerRepo(url);
  const handle = repo.create<Document>({ events: [] });
  await untilHeld(repo, handle);
  handles.push(handle, ...await Promise.all(Array.from({ length: Number(clients) - 1 }, () => find<Document>(peerRepo(url), handle.url))));
}
const missing = (): number => handles.reduce((sum, handle) => sum + Number(clients) * Number(events) - handle.doc().events.length, 0);
await pause(3000);

await step(async () => {
  traffic.messages = 0;
  for (const event of written) {
    for (const handle of handles) handle.change((draft) => { draft.events.push(event); });
    await pause(0);
  }
  for (const endMs = Date.now() + limitMs; missing() > 0 && Date.now() < endMs; ) await pause(50);
  return { messages: traffic.messages, lost: missing() };
});
await pause(60_000);
process.exit(0);
