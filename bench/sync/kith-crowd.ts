/** One process of `bench sync`: `kith-crowd.ts SERVER VAULTS DEVICES EVENTS`: in so many vaults so many devices write so many events each, at once, until all of a vault hold all of it. */
import { createEventLog, type DeviceId } from "@kith/core";
import { realEvents } from "../log/facts.ts";
import "../../tests/support/start-automerge.ts";
import { devicesOfOneVault, random, realTimers, type NodeDevice } from "../../tests/support/node-device.ts";
import { pause, step } from "./talk.ts";

const [serverUrl = "", vaults = "1", devices = "1", events = "1"] = process.argv.slice(2);
const written = realEvents(1_000).slice(0, Number(events));
const limitMs = 240_000;
let messages = 0;
const counting: typeof fetch = (url, init) => {
  messages += 2;
  return fetch(url, init);
};

const synced = new Set<NodeDevice>();
let movedMs = performance.now();
const crowds: (readonly NodeDevice[])[] = [];
while (crowds.length < Number(vaults)) crowds.push(await devicesOfOneVault(Number(devices), { serverUrl, fetch: counting }));
const all = crowds.flat().map((device) => ({ device, log: createEventLog({ device: device.session.deviceId as DeviceId, random }), driver: device.drive(realTimers, ({ phase }) => { moved(device, phase); }) }));
for (const { driver } of all) driver.start();
function moved(device: NodeDevice, phase: string): void {
  movedMs = performance.now();
  if (phase === "synced") synced.add(device);
  else synced.delete(device);
}
const lackedBy = async ({ device }: (typeof all)[number]): Promise<number> => Number(devices) * Number(events) - Object.values(await device.vector()).reduce((a, b) => a + b, 0);
async function missing(): Promise<number> {
  let sum = 0;
  for (const one of all) sum += await lackedBy(one);
  return sum;
}
// All are level and listen before it begins, as the peer's are.
while (synced.size < all.length || performance.now() - movedMs < 3000) await pause(100);

await step(async () => {
  messages = 0;
  for (const event of written) {
    for (const { device, log, driver } of all) {
      const appended = log.prepare([event], { nowMs: Date.now() });
      log.accept(appended);
      await device.append(appended.payloads);
      driver.poke();
    }
    await pause(0);
  }
  // Asking a thousand devices takes its time: whoever has all is asked no more.
  const endMs = Date.now() + limitMs;
  for (const one of all) while ((await lackedBy(one)) > 0 && Date.now() < endMs) await pause(50);
  return { messages, lost: await missing() };
});
await pause(60_000);
process.exit(0);
