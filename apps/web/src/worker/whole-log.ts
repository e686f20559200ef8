/** The whole log out into one file, and a file back in. */
import { decodeExport, encodeExport, isUnderPassphrase, openWithPassphrase, rawEntries, sealWithPassphrase, withoutPerson, type NotebookEdit, type RawEntry } from "@kith/core";
import type { Questions } from "../contract.ts";
import type { Session, Writing } from "./session.ts";

export interface WholeLogDeps {
  readonly session: Session;
  readonly nowMs: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly deviceNames: () => Promise<ReadonlyMap<string, string>>;
}

export async function exportLog({ passphrase }: Questions["exportLog"]["ask"], { session, nowMs, random, deviceNames }: WholeLogDeps): Promise<Questions["exportLog"]["answer"]> {
  const names = await deviceNames();
  const bytes = await session.write(async ({ held, log }) => encodeExport({
    exportedAtMs: nowMs(),
    devices: [...names].map(([id, name]) => ({ id, name })),
    entries: rawEntries((await held.all()).map(({ payload }) => payload)),
    notebooks: log.notebooks.save().map(([person, document]) => ({ person, text: log.notebooks.text(person), document })),
  }));
  const day = new Date(nowMs()).toISOString().slice(0, 10);
  if (passphrase === undefined) return { fileName: `kith-${day}.jsonl`, bytes };
  return { fileName: `kith-${day}.kithx`, bytes: sealWithPassphrase(bytes, passphrase, random) };
}

export async function restoreLog({ bytes, passphrase }: Questions["restoreLog"]["ask"], { session }: Pick<WholeLogDeps, "session">): Promise<Questions["restoreLog"]["answer"]> {
  const plain = openFile(bytes, passphrase);
  if (!plain.ok) return plain;
  const read = decodeExport(plain.bytes);
  if (!read.ok) return { ok: false, message: read.error };
  const { content, notices } = read.value;
  return session.write(async (writing) => {
    const fresh = content.entries.flatMap((entry) => lacking(writing, entry));
    const own = new Map(writing.log.notebooks.save());
    const notebooks = content.notebooks.flatMap(({ person, document }) => (writing.network.forgotten.has(person) || own.get(person) === document ? [] : writing.log.notebooks.bring(person, document) ?? []));
    await keep(writing, fresh, notebooks);
    return { ok: true, entries: fresh.length, notebooks: notebooks.length, notices };
  });
}

async function keep({ writer, log, rebuild }: Writing, entries: readonly RawEntry[], notebooks: readonly NotebookEdit[]): Promise<void> {
  const payloads = [...log.encode(entries), ...notebooks.flatMap((edit) => edit.payloads)];
  if (payloads.length === 0) return;
  await writer.append(payloads);
  await rebuild();
}

type Opened = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string; readonly needsPassphrase?: true };

function openFile(bytes: Uint8Array, passphrase: string | undefined): Opened {
  if (!isUnderPassphrase(bytes)) return { ok: true, bytes };
  if (passphrase === undefined) return { ok: false, message: "This export is under a passphrase. Type the one it was saved with.", needsPassphrase: true };
  const opened = openWithPassphrase(bytes, passphrase);
  if (opened.ok) return { ok: true, bytes: opened.value };
  return opened.error === "refused"
    ? { ok: false, message: "This passphrase doesn't open the file, or the file was changed. Check its spelling; upper and lower case count.", needsPassphrase: true }
    : { ok: false, message: "This file is cut short or damaged at its beginning. Use another copy of the export." };
}

/** The entry where this vault lacks it, without anybody forgotten here. */
function lacking({ log, network }: Writing, entry: RawEntry): readonly RawEntry[] {
  const { id } = entry.event as { readonly id?: Parameters<typeof log.has>[0] };
  if (id !== undefined && log.has(id)) return [];
  let { event } = entry;
  for (const person of network.forgotten) event = event === undefined ? undefined : withoutPerson(event, person);
  return event === undefined ? [] : [{ ...entry, event }];
}
