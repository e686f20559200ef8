/** Removing a device at the relay, in real workerd: refused within a second, and nothing of before gets in afterwards. */
import {
  addDeviceEntry, encodeAppend, openEveryEpoch, openKeyring, removeDeviceEntry, sealRecord, startOfChain, extendChain, recordHash,
  type Keyring, type Line, type SealedRecord, type SignedEntry,
} from "@kith/core/relay";
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import { codeOf, listen, must, objectOf, post, pull, push, pushBody, random, randomId, recordOf, registered, secondDevice, type TestMember, type TestVault } from "./client.ts";

interface Family { readonly vault: TestVault; readonly keyring: Keyring; readonly lost: TestMember; readonly writer: string }

const appended = (member: TestMember, keyring: Keyring, { entry, settled }: { readonly entry: SignedEntry; readonly settled: boolean }): Promise<Response> =>
  post(member, "keyring/append", { body: encodeAppend({ expectedHead: keyring.state.head, entry, settled }) });
const append = (member: TestMember, keyring: Keyring, entry: SignedEntry): Promise<Response> => appended(member, keyring, { entry, settled: false });

/** A vault with two devices and `count` records of the first. */
async function family(count: number): Promise<Family> {
  const vault = await registered();
  const { entry, device: lost } = await secondDevice(vault);
  const keyring = must(openKeyring([vault.entry, entry], vault.vaultId));
  expect((await append(vault.device, must(openKeyring([vault.entry], vault.vaultId)), entry)).status).toBe(200);
  const writer = randomId();
  await push(vault.device, Array.from({ length: count }, (_, index) => recordOf(vault, { writer, seq: index + 1 }, `moment ${index}`)));
  return { vault, keyring, lost, writer };
}

/** The line over records as the relay gives them. */
function lineOf(vaultId: string, records: readonly SealedRecord[]): Line {
  const line = new Map<string, { readonly seq: number; readonly chain: Uint8Array }>();
  for (const record of records) line.set(record.writer, { seq: record.seq, chain: extendChain(line.get(record.writer)?.chain ?? startOfChain, recordHash(vaultId, record)) });
  return line;
}

const removal = async ({ vault, keyring, lost }: Family, line: Line, epochKey = random(32)): Promise<SignedEntry> => {
  const epochKeys = must(await openEveryEpoch(keyring.state, vault.device.member, vault.device.keys));
  return removeDeviceEntry({ state: keyring.state, author: vault.device.member, keys: vault.device.keys, epochKeys }, { deviceId: lost.member, line, epochKey }, random);
};

describe("removing a device", () => {
  it("[R20] who was removed is refused within a second, its socket closed; a stranger learns nothing", async () => {
    const all = await family(2);
    const listening = await listen(all.lost);
    await vi.waitFor(() => { expect(listening.told).toContain("changed"); });
    const line = lineOf(all.vault.vaultId, (await pull(all.vault.device, { have: {} })).records);
    const removedMs = performance.now();
    expect((await append(all.vault.device, all.keyring, await removal(all, line))).status).toBe(200);
    const response = await post(all.lost, "pull", { body: new Uint8Array(0) });
    expect([response.status, await codeOf(response)]).toEqual([403, "removed"]);
    await vi.waitFor(() => { expect(listening.closed.code).toBe(4403); });
    expect(performance.now() - removedMs).toBeLessThan(1000);
    await evictDurableObject(objectOf(all.vault.vaultId));
    for (const action of ["pull", "push", "keyring", "keyring/append"]) expect((await post(all.lost, action, { body: new Uint8Array(0) })).status).toBe(403);
    expect((await post({ ...all.lost, keys: all.vault.recovery }, "pull", { body: new Uint8Array(0) })).status).toBe(401);
  });

  it("[R21] a line that isn't what the relay holds is refused, and says which way", async () => {
    const all = await family(3);
    const { records } = await pull(all.vault.device, { have: {} });
    const refusal = async (line: Line): Promise<unknown> => codeOf(await append(all.vault.device, all.keyring, await removal(all, line)));
    expect(await refusal(lineOf(all.vault.vaultId, records.slice(0, 2)))).toBe("lineBehind");
    expect(await refusal(lineOf(all.vault.vaultId, [...records, recordOf(all.vault, { writer: all.writer, seq: 4 }, "not pushed")]))).toBe("lineAhead");
    expect(await refusal(lineOf(all.vault.vaultId, [...records.slice(0, 2), recordOf(all.vault, { writer: all.writer, seq: 3 }, "another")]))).toBe("badEntry");
    expect((await pull(all.vault.device, { have: {} })).keyring.length).toBe(2);
  });

  it("[R22] records of the ended epoch above the line are refused, those of the new one taken, across eviction", async () => {
    const all = await family(2);
    const epochKey = random(32);
    const line = lineOf(all.vault.vaultId, (await pull(all.vault.device, { have: {} })).records);
    const entry = await removal(all, line, epochKey);
    expect((await append(all.vault.device, all.keyring, entry)).status).toBe(200);
    await evictDurableObject(objectOf(all.vault.vaultId));
    const late = await post(all.vault.device, "push", { body: pushBody([recordOf(all.vault, { writer: all.writer, seq: 3 }, "under the old key")]) });
    expect([late.status, await codeOf(late)]).toEqual([409, "oldEpoch"]);
    const sealed = (epoch: number): SealedRecord => must(sealRecord(new Uint8Array(10), { vault: all.vault.vaultId, writer: all.writer, seq: 3, epoch }, { epochKey, random }));
    expect(await codeOf(await post(all.vault.device, "push", { body: pushBody([sealed(3)]) }))).toBe("unknownEpoch");
    expect((await push(all.vault.device, [sealed(2)])).vector).toEqual({ [all.writer]: 3 });
  });

  it("[R23] a settled entry cuts what an older backup let in above the line", async () => {
    const all = await family(2);
    const line = lineOf(all.vault.vaultId, (await pull(all.vault.device, { have: {} })).records);
    const entry = await removal(all, line);
    await push(all.lost, [recordOf(all.vault, { writer: all.writer, seq: 3 }, "too late"), recordOf(all.vault, { writer: all.lost.member, seq: 1 }, "too late")]);
    expect((await appended(all.vault.device, all.keyring, { entry, settled: true })).status).toBe(200);
    const page = await pull(all.vault.device, { have: {} });
    expect([page.vector, page.records.length]).toEqual([{ [all.writer]: 2 }, 2]);
    await push(all.vault.device, [must(sealRecord(new Uint8Array(10), { vault: all.vault.vaultId, writer: all.writer, seq: 3, epoch: 2 }, { epochKey: random(32), random }))]);
    expect((await pull(all.vault.device, { have: {} })).vector).toEqual({ [all.writer]: 3 });
  });

  it("[R24] the relay says how each member does, and tells the others when one has everything", async () => {
    const all = await family(2);
    const other = must(await addDeviceEntry({ state: all.keyring.state, author: all.vault.device.member, keys: all.vault.device.keys, epochKeys: must(await openEveryEpoch(all.keyring.state, all.vault.device.member, all.vault.device.keys)) }, { deviceId: randomId(), name: "Third", ...all.lost.keys, signPublic: random(32), wrapPublic: random(32) }, random));
    expect((await append(all.vault.device, all.keyring, other)).status).toBe(200);
    const standings = async (have: Record<string, number>) => Object.fromEntries((await pull(all.vault.device, { have })).members.map(({ member, seenMs, lacking }) => [member, [lacking, seenMs > 0]]));
    const held = { [all.writer]: 2 };
    expect(await standings(held)).toMatchObject({ [all.vault.device.member]: [0, true], [all.lost.member]: [2, false], recovery: [2, false] });
    const { told } = await listen(all.vault.device);
    await vi.waitFor(() => { expect(told).toEqual(["level"]); });
    await pull(all.lost, { have: {} });
    expect(await standings(held)).toMatchObject({ [all.lost.member]: [2, true] });
    const before = told.length;
    await pull(all.lost, { have: held });
    await vi.waitFor(() => { expect(told.length).toBeGreaterThan(before); });
    await evictDurableObject(objectOf(all.vault.vaultId));
    expect(await standings(held)).toMatchObject({ [all.lost.member]: [0, true] });
  });
});
