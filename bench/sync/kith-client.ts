/**
 * One process of `bench sync`: `kith-client.ts write SERVER COUNT` puts a vault of so many events on the
 * relay; `kith-client.ts fresh SERVER COUNT WORDS` joins it with an empty store, syncs until the events
 * can be read, then comes back with nothing new, without and with the socket.
 */
import { createEventLog, type DeviceId } from "@kith/core";
import { realEvents } from "../log/facts.ts";
import "../../tests/support/start-automerge.ts";
import { firstDevice, joinedDevice, random, realTimers, syncUntilLevel, type NodeDevice } from "../../tests/support/node-device.ts";
import { step } from "./talk.ts";

const [phase = "", serverUrl = "", count = "0", words = ""] = process.argv.slice(2);
const withinMs = 300_000;
const logOf = (device: NodeDevice): ReturnType<typeof createEventLog> => createEventLog({ device: device.session.deviceId as DeviceId, random });

if (phase === "write") {
  const { device, words: key } = await firstDevice({ serverUrl });
  await device.append(logOf(device).prepare(realEvents(Number(count)), { nowMs: Date.UTC(2026, 10, 20, 8) }).payloads);
  const contentBytes = device.store.all().reduce((sum, { body }) => sum + body.length, 0);
  await step(async () => {
    await syncUntilLevel(device, withinMs);
    return { key, contentBytes };
  });
} else {
  const device = await joinedDevice(words, { serverUrl });
  const log = logOf(device);
  await step(async () => {
    await syncUntilLevel(device, withinMs);
    log.read(await device.payloads());
    return { lost: Number(count) - [...log.entries()].length };
  });
  await step(async () => {
    await syncUntilLevel(device, withinMs);
    return {};
  });
  await step(() => new Promise((synced) => {
    const driver = device.drive(realTimers, ({ phase: now }) => {
      // The socket may still be proving itself: its bytes are counted too.
      if (now === "synced") setTimeout(() => { synced({}); }, 1000);
    });
    driver.start();
  }));
}
process.exit(0);
