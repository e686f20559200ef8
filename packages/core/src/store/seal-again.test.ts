/** Moving records to a fresh writer id: a rule that no drawn life ever depended on, held here by itself. */
import { expect, it } from "vitest";
import { idOf } from "../testing/simulated-id.ts";
import { keyringOf, withDevice, withoutDevice } from "../testing/simulated-keyring.ts";
import { storeOf } from "../testing/simulated-device.ts";
import { createDeviceStore } from "./device-store.ts";

it("[ST38] what a line pins stays under its writer id, whatever the relay says of it", async () => {
  const [writer, freshWriter] = [idOf("writer"), idOf("fresh")];
  const pair = await withDevice(await keyringOf("laptop"), "phone", "laptop");
  const tables = await storeOf(pair, "laptop", writer);
  const store = createDeviceStore(tables);
  const body = (index: number): Uint8Array => new Uint8Array(100).fill(index + 1);
  await store.append({ writer, count: 3, sealAt: (index, seq) => ({ writer, seq, epoch: 1, body: body(index) }) });
  const line = new Map([[writer, { seq: 2, chain: await store.chain(writer, 2) }]]);
  const { state } = await withoutDevice(pair, { name: "phone", line }, "laptop");
  const shared = await store.reseat(1, { state, freshWriter, sealAgain: (record, address) => ({ ...record, ...address }) });
  expect(shared).toBe(2);
  expect(tables.all().map((record) => [record.writer, record.seq, record.body[0]])).toEqual(
    [[writer, 1, 1], [writer, 2, 2], [freshWriter, 1, 3]].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
});
