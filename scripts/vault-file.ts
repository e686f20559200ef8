/** `npm run --silent vault-file -- VAULT_ID`: the database of one vault, below the folder `objects` of the state. Nothing is read or written. */
import { isCanonicalId } from "@kith/core/relay";
import { objectFile, vaultKey } from "./object-file.ts";

const [vault] = process.argv.slice(2);
if (isCanonicalId(vault)) {
  process.stdout.write(`${objectFile(vaultKey, vault)}\n`);
} else {
  process.stderr.write("usage: npm run --silent vault-file -- VAULT_ID\nThe vault id is 22 characters; the app shows it where a relay asks for an invitation.\n");
  process.exitCode = 2;
}
