/** Yjs: an array of maps, its updates appended to one file. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as Y from "yjs";
import type { OpenShape } from "./shape.ts";

export const openYjs: OpenShape = (folder) => {
  const path = join(folder, "updates");
  const document = new Y.Doc();
  const array = document.getArray<Y.Map<unknown>>("events");
  let loading = false;
  document.on("update", (update: Uint8Array) => {
    if (loading) return;
    const length = Buffer.alloc(4);
    length.writeUInt32LE(update.length);
    appendFileSync(path, Buffer.concat([length, update]));
  });
  const push = (events: readonly object[]): void => {
    document.transact(() => { array.push(events.map((event) => new Y.Map(Object.entries(event)))); });
  };
  return Promise.resolve({
    write: (events) => { push(events); return Promise.resolve(); },
    append: (event) => { push([event]); return Promise.resolve(); },
    load: () => {
      const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      loading = true;
      for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32LE(at)) Y.applyUpdate(document, bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at)));
      loading = false;
      return Promise.resolve(array.toJSON().length);
    },
  });
};
