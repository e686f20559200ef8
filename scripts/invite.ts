/**
 * `npm run invite -- VAULT_ID`: prints the invitation to create that one vault at a relay that asks for
 * one. The relay's secret is read from KITH_INVITE_SECRET; nothing is sent anywhere.
 */
import { invitation, isCanonicalId } from "@kith/core/relay";

const secret = process.env["KITH_INVITE_SECRET"] ?? "";
const [vault] = process.argv.slice(2);
if (secret === "" || !isCanonicalId(vault)) {
  process.stderr.write("usage: KITH_INVITE_SECRET=… npm run --silent invite -- VAULT_ID\nThe vault id is 22 characters; the app shows it where a relay asks for an invitation. The secret is the relay's own.\n");
  process.exitCode = 2;
} else {
  process.stdout.write(`${invitation(secret, vault)}\n`);
}
