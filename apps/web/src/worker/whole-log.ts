/** The whole log out into one file, and a file back in. */
import { bringIn, decodeExport, encodeExport, isUnderPassphrase, openWithPassphrase, rawEntries, sealWithPassphrase } from "@kith/core";
import type { Questions } from "../contract.ts";
import type { Session } from "./session.ts";

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
  return session.write(async ({ log, network, writer, rebuild }) => {
    const { entries, notebooks, payloads, notices: leftOut } = bringIn(log, content, network.forgotten);
    if (payloads.length > 0) {
      await writer.append(payloads);
      await rebuild();
    }
    return { ok: true, entries, notebooks, notices: [...notices, ...leftOut] };
  });
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
