/** The obvious Automerge shape: one document with a list of maps, stored by automerge-repo. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Repo, type AutomergeUrl, type DocHandle } from "@automerge/automerge-repo";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { untilCalm } from "./bytes-below.ts";
import type { OpenShape } from "./shape.ts";

interface Document { events: unknown[] }

/** Without what the document would refuse: absent fields. */
const plain = (event: unknown): unknown => JSON.parse(JSON.stringify(event));

export const openListOfMaps: OpenShape = async (folder) => {
  const repo = new Repo({ storage: new NodeFSStorageAdapter(join(folder, "repo")) });
  const urlPath = join(folder, "url");
  let handle: DocHandle<Document> | undefined;
  return {
    async write(events) {
      handle = repo.create<Document>({ events: [] });
      handle.change((document) => { for (const event of events) document.events.push(plain(event)); });
      await repo.flush([handle.documentId]);
      writeFileSync(urlPath, handle.url);
    },
    async append(event) {
      if (!handle) throw new Error("write or load first");
      handle.change((document) => { document.events.push(plain(event)); });
      await repo.flush([handle.documentId]);
    },
    async settle() {
      // A flush right after a long change can resolve before the change was handed to the storage.
      await untilCalm(folder, () => repo.flush());
    },
    async load() {
      handle = await repo.find<Document>(readFileSync(urlPath, "utf8") as AutomergeUrl);
      return handle.doc().events.length;
    },
  };
};
