import { createDeviceStore } from "@kith/core/relay";
import { MemoryStore } from "@kith/core/testing";
import { expect, test } from "vitest";
import type { StoredKeys } from "../sync/platform-keys.ts";
import { createVault } from "../sync/vault-session.ts";
import { createHolding, type Opener } from "./holding.ts";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const platform = { random, subtle: crypto.subtle };

/** A tab over tables that several share; its vault takes a moment to open, as a real one does. */
function tabOver(tables: MemoryStore) {
  const here: { opened: unknown; isLocked: boolean } = { opened: undefined, isLocked: false };
  const openings: Parameters<Opener>[0][] = [];
  const holding = createHolding(
    { store: createDeviceStore<StoredKeys>(tables), platform, newId: () => "writer", exclusively: (work) => work(), empty: async () => undefined, tellTabs: () => undefined },
    { here, tellNow: () => undefined, open: async (vault) => {
      openings.push(vault);
      await new Promise((open) => { setTimeout(open, 10); });
      here.opened = vault;
    } },
  );
  return { here, openings, ...holding };
}

test("[W149] however often it hears of a vault, or is unlocked, while that is being opened: it is opened once", async () => {
  const tables = new MemoryStore();
  const [first, waiting, locked] = [tabOver(tables), tabOver(tables), tabOver(tables)];
  await waiting.openHeld();
  const { session } = await createVault({ deviceName: "Laptop" }, platform);
  await Promise.all([first.adopt(session), first.openHeld()]);
  await Promise.all([waiting.openHeld(), waiting.openHeld()]);
  await waiting.openHeld();
  expect([first.openings.length, waiting.openings.length]).toEqual([1, 1]);
  const way = { kind: "passkey", credentialId: random(16), salt: random(32), secret: random(32) } as const;
  expect(await first.locking.answers.changeLock({ kind: "add", way })).toEqual({ ok: true });
  await locked.openHeld();
  expect([locked.here.isLocked, locked.openings.length]).toEqual([true, 0]);
  expect(await Promise.all([locked.locking.answers.unlock(way), locked.locking.answers.unlock(way), locked.openHeld()])).toEqual([{ ok: true }, { ok: true }, undefined]);
  expect([locked.here.isLocked, locked.openings.length]).toEqual([false, 1]);
});
