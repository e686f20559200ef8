/** Moving records to a fresh writer id: rules that drawn lives hardly ever depend on, held here by themselves. */
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

it("[ST39] where a hole hides whether a line pins what is held, what the relay never showed moves along with what stands above the line", async () => {
  const [writer, freshWriter] = [idOf("writer"), idOf("fresh")];
  const pair = await withDevice(await keyringOf("laptop"), "phone", "laptop");
  const tables = await storeOf(pair, "laptop", writer);
  const store = createDeviceStore(tables);
  await store.append({ writer, count: 4, sealAt: (index, seq) => ({ writer, seq, epoch: 1, body: new Uint8Array(100).fill(index + 1) }) });
  await store.put("proved", { writer, seq: 1 });
  await store.setAside({ writer, seq: 2 });
  // A copy of this store wrote another third record, and the line was drawn over that one.
  const line = new Map([[writer, { seq: 3, chain: new Uint8Array(32).fill(9) }]]);
  const { state } = await withoutDevice(pair, { name: "phone", line }, "laptop");
  expect(await store.reseal({ state, freshWriter, sealAgain: (record, address) => ({ ...record, ...address, epoch: 2 }) })).toBe(freshWriter);
  const held = tables.all().map((record) => [record.writer === writer ? "before" : "fresh", record.seq, record.body[0]] as const);
  expect(held.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([["before", 1, 1], ["fresh", 1, 3], ["fresh", 2, 4]]);
});
