/** `kith export`, `kith restore` and `kith forget`: what concerns the log as a whole. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { bringIn, decodeExport, encodeExport, idsOf, isUnderPassphrase, openWithPassphrase, rawEntries, sealWithPassphrase } from "@kith/core";
import type { Call } from "./arguments.ts";
import { personOutput, printJson, printLine } from "./output.ts";
import { findPerson, oneOperand } from "./people-commands.ts";
import { Misused, Refused } from "./refused.ts";
import type { Session } from "./session.ts";

const passphraseOf = ({ passphraseFile }: Call): string | undefined => (passphraseFile === undefined ? undefined : readInput(passphraseFile).toString("utf8").replace(/\r?\n$/u, ""));

function readInput(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Refused(`${path} can't be read: ${String((error as NodeJS.ErrnoException).code)}. Check the path.`);
  }
}

/** Writes everything ever recorded into a new file (docs/export.md). */
export function runExport(session: Session, call: Call): void {
  const [path] = call.operands;
  if (path === undefined) throw new Misused("export needs a FILE to write");
  if (existsSync(path)) throw new Refused(`${path} exists already. Choose another name, so that no export is written over.`);
  const { log } = session;
  const entries = rawEntries(session.payloads);
  const notebooks = log.notebooks.save().map(([person, document]) => ({ person, text: log.notebooks.text(person), document }));
  const bytes = encodeExport({ exportedAtMs: Date.now(), devices: [{ id: session.device, name: "kith in the terminal" }], entries, notebooks });
  const passphrase = passphraseOf(call);
  try {
    writeFileSync(path, passphrase === undefined ? bytes : sealWithPassphrase(bytes, passphrase, randomBytes), { flag: "wx" });
  } catch (error) {
    throw new Refused(`${path} can't be written: ${String((error as NodeJS.ErrnoException).code)}. Check the folder, its permissions and its room.`);
  }
  if (call.json) printJson({ file: path, entries: entries.length, notebooks: notebooks.length });
  else printLine(`${path}: ${entries.length} entries, ${notebooks.length} notebooks${passphrase === undefined ? "" : ", under your passphrase"}`);
}

/** Brings an export in; what the vault holds already stays as it is. */
export function runRestore(session: Session, call: Call): void {
  const [path] = call.operands;
  if (path === undefined) throw new Misused("restore needs the FILE of an export");
  const read = decodeExport(plainBytes(path, call));
  if (!read.ok) throw new Refused(`${path}: ${read.error}`);
  const { content } = read.value;
  const { entries, notebooks, payloads, notices: leftOut } = bringIn(session.log, content, session.network().forgotten);
  const notices = [...read.value.notices, ...leftOut];
  session.append(payloads);
  if (call.json) printJson({ entries, notebooks, notices });
  else {
    printLine(`${entries} entries and ${notebooks} notebooks brought in; what was there already stayed as it was.`);
    for (const notice of notices) printLine(`Note: ${notice}`);
  }
}

function plainBytes(path: string, call: Call): Uint8Array {
  const bytes = new Uint8Array(readInput(path));
  if (!isUnderPassphrase(bytes)) return bytes;
  const passphrase = passphraseOf(call);
  if (passphrase === undefined) throw new Refused(`${path} is under a passphrase. Write it into a file and name that with --passphrase-file.`);
  const opened = openWithPassphrase(bytes, passphrase);
  if (!opened.ok) throw new Refused(opened.error === "refused" ? `The passphrase doesn't open ${path}, or the file was changed. Upper and lower case count.` : `${path} is cut short or damaged at its beginning. Use another copy of the export.`);
  return opened.value;
}

/** Takes a person out of the file for good. Asks for --for-good, because nothing brings them back. */
export function runForget(session: Session, call: Call): void {
  const { network } = session.situation();
  const person = findPerson(session.situation(), oneOperand(call));
  const { name } = personOutput(network, person);
  if (!call.forGood) throw new Refused(`This takes everything about ${name} out of ${call.vault}, and no undo brings it back. Conversations with others stay theirs. To go on, add --for-good.`);
  const made = session.forget(person, idsOf(network, person).map((id) => ({ person: id, name })));
  if (call.json) printJson({ events: made.map(({ event }) => event.id) });
  else printLine(`${name} is forgotten. Exports and copies of the file you made earlier still hold them.`);
}
