/** What befalls a life at its end: blows that a drawn life hardly ever meets, each of which one rule alone withstands. */
import { isErased } from "@kith/core/relay";
import { MemoryRelay } from "@kith/core/testing";
import type { Chance } from "./chance.ts";
import type { Life } from "./life.ts";

/** Whoever stole a device had the relay empty a record that no list names. Whoever holds it gives it back. */
export function emptyAtRelay(life: Life, chance: Chance): void {
  const whole = life.relay.rows().filter((record) => !isErased(record));
  if (whole.length === 0) return;
  const record = chance.oneOf(whole);
  life.withLoss("the relay is made to empty a record", () => { life.relay.tables.records.erase(record); });
}

/**
 * Once all are level a device is removed, so that a line pins what everybody wrote. Then the relay lies about somebody's last
 * record, whose copies on the other disks rot, and forgets everything: only the one it lied to can give it back.
 */
export async function lieAndForget(life: Life, chance: Chance): Promise<void> {
  await life.remove(chance.oneOf(life.members()));
  for (const device of life.members()) await life.runToEnd(device);
  const deceived = chance.oneOf(life.members());
  const writer = deceived.store.state("vault")?.writer;
  const last = deceived.store.all().findLast((record) => record.writer === writer && !isErased(record));
  deceived.look();
  for (let turn = 0; turn < 20; turn += 1) await life.turn(deceived, "wrong own record");
  deceived.crash();
  for (const device of life.members()) if (device !== deceived && last !== undefined) life.flip(device, last, 0);
  life.withLoss("the relay loses everything", () => { life.relay.load(new MemoryRelay()); });
}
