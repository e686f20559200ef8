/**
 * One process of `bench sync`: `peer-client.ts write FOLDER SHAPE COUNT` lays a document of so many events
 * where the official server keeps its own, in its own format: uploading it takes more than ten minutes.
 * `peer-client.ts fresh URL SHAPE COUNT DOCUMENT` fetches it with an empty store until the events can be read,
 * then comes back with nothing new.
 */
import { Repo, type StorageAdapterInterface } from "@automerge/automerge-repo";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { untilCalm } from "../log/bytes-below.ts";
import { realEvents } from "../log/facts.ts";
import { find, peerRepo, type AutomergeUrl, type DocHandle } from "./peer-repo.ts";
import { pause, step } from "./talk.ts";

const [phase = "", place = "", shape = "", count = "0", document = ""] = process.argv.slice(2);

interface ListOfMaps { events: unknown[] }
interface ListOfBytes { events: Uint8Array[] }
interface MapOfBytes { events: Record<string, Uint8Array> }

const plain = (event: unknown): unknown => JSON.parse(JSON.stringify(event));
const opaque = (event: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(event)));
const readOpaque = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());

/** So many events a change, as an import that shows its progress would write them. */
const eventsPerChange = 100;

function write(handle: DocHandle<ListOfMaps & ListOfBytes & MapOfBytes>): void {
  const events = realEvents(Number(count));
  for (let from = 0; from < events.length; from += eventsPerChange) {
    handle.change((draft) => {
      for (const event of events.slice(from, from + eventsPerChange)) {
        if (shape === "map-of-bytes") (draft as MapOfBytes).events[event.id] = opaque(event);
        else draft.events.push((shape === "list-of-maps" ? plain(event) : opaque(event)) as never);
      }
    });
  }
}

function read(handle: DocHandle<ListOfMaps & ListOfBytes & MapOfBytes>): number {
  const { events } = handle.doc() as ListOfMaps | ListOfBytes | MapOfBytes;
  return shape === "list-of-maps" ? (events as unknown[]).length : Object.values(events as Record<string, Uint8Array>).map(readOpaque).length;
}

/** A store in memory that outlives its repo, as a device's does. */
function memoryStore(): StorageAdapterInterface {
  const held = new Map<string, { readonly key: string[]; readonly data: Uint8Array }>();
  const below = (prefix: readonly string[]): { key: string[]; data: Uint8Array }[] => [...held.values()].filter(({ key }) => prefix.every((part, index) => key[index] === part)).map(({ key, data }) => ({ key, data }));
  return {
    load: async (key) => held.get(key.join("/"))?.data,
    save: async (key, data) => { held.set(key.join("/"), { key, data }); },
    remove: async (key) => { held.delete(key.join("/")); },
    loadRange: async (prefix) => below(prefix),
    removeRange: async (prefix) => { for (const { key } of below(prefix)) held.delete(key.join("/")); },
  };
}

if (phase === "write") {
  const repo = new Repo({ storage: new NodeFSStorageAdapter(place) });
  const handle = repo.create<ListOfMaps & ListOfBytes & MapOfBytes>({ events: shape === "map-of-bytes" ? {} : [] } as never);
  await step(async () => {
    write(handle);
    await untilCalm(place, () => repo.flush());
    return { key: handle.url };
  });
} else {
  const store = memoryStore();
  let repo = peerRepo(place, store);
  await step(async () => {
    for (;;) {
      const held = read(await find(repo, document as AutomergeUrl));
      if (held >= Number(count)) return { lost: Number(count) - held };
      await pause(20);
    }
  });
  await repo.flush();
  await repo.shutdown();
  await step(async () => {
    repo = peerRepo(place, store);
    await find(repo, document as AutomergeUrl);
    // When the server has nothing more to say is for whoever counts its bytes to see.
    await pause(4000);
    return {};
  });
}
process.exit(0);
