/** How a vault begins, and how a device comes in by the words (protocol.md, 3.2, 3.3, 3.8). */
import { base64, unbase64 } from "./bytes.ts";
import { Client, newDevice } from "./client.ts";
import { random, readWords, recoveryKeys, sha256, wordsOf } from "./crypto.ts";
import { addEntry, openEpochs, publicOf, writeEntry } from "./entries.ts";
import { openChain } from "./keyring.ts";
import { relayOf } from "./relay.ts";

/** Makes a vault, registers it, and gives the words that let others join. */
export async function createVault(origin: string, name: string): Promise<{ readonly client: Client; readonly words: string }> {
  const [device, secret] = [newDevice(), random(16)];
  const recovery = recoveryKeys(secret);
  const entry = writeEntry(undefined, { author: device.id, keys: device.keys, epochKeys: new Map([[1, random(32)]]), type: "create", deviceId: device.id, name, ...publicOf(device.keys), recovery: publicOf(recovery), epoch: 1 });
  const chain = openChain([entry], base64(sha256(entry.bytes).slice(0, 16)));
  const client = new Client(origin, device, chain);
  await client.relay.create([entry]);
  return { client, words: wordsOf(unbase64(chain.vault), secret) };
}

/** Joins by the words: reads the keyring as `recovery`, and adds this device in its name. */
export async function joinByWords(origin: string, words: string, name: string): Promise<Client> {
  const { vault, secret } = readWords(words);
  const [device, keys] = [newDevice(), recoveryKeys(secret)];
  const relay = relayOf({ origin, vault, member: "recovery", keys });
  const chain = openChain(await relay.keyring(), vault);
  const entry = addEntry(chain, { member: "recovery", keys, epochKeys: openEpochs(chain, "recovery", keys) }, { id: device.id, name, ...device.keys });
  await relay.append(chain.head, entry);
  return new Client(origin, device, openChain([...chain.entries, entry], vault));
}
