/** Which file holds an object: workerd makes ids of names by the key of their class, and names files by ids. */
import { createHash, createHmac } from "node:crypto";
import { join } from "node:path";

/** The key of the vaults' class. */
export const vaultKey = "kith-VaultObject";

/** The database of the object `name` below the folder of objects: "kith-VaultObject/3678….sqlite". */
export function objectFile(uniqueKey: string, name: string): string {
  const key = createHash("sha256").update(uniqueKey).digest();
  const half = (of: Buffer | string): Buffer => createHmac("sha256", key).update(of).digest().subarray(0, 16);
  const ofName = half(name);
  return join(uniqueKey, `${Buffer.concat([ofName, half(ofName)]).toString("hex")}.sqlite`);
}
