/** The keyrings of simulations: the vault of three devices that every life starts from, and chains that a lying relay shows. */
import type { Keyring } from "@kith/core/relay";
import { keyringOf, withDevice } from "@kith/core/testing";

/** The devices that a life starts with, the first being the one that made the vault. */
export const firstDevices = ["Ada's laptop", "Ada's phone", "Ada's tablet"] as const;

const alone = await keyringOf(firstDevices[0]);
const pair = await withDevice(alone, firstDevices[1], firstDevices[0]);

/** What every device holds at first. */
export const firstKeyring: Keyring = await withDevice(pair, firstDevices[2], firstDevices[0]);

/** Another chain from the same beginning. */
export const forkedKeyring: Keyring = await withDevice(pair, "Mallory's", firstDevices[1]);

/** Another vault altogether. */
export const foreignKeyring: Keyring = await keyringOf("Mallory's");

export const vault = firstKeyring.state.vaultId;
