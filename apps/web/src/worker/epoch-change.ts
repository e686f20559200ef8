/**
 * What ends an epoch: a device is removed, or the recovery words are replaced. First everything is
 * levelled with the relay, then the line is drawn where both end, under the write lock so that no tab
 * writes past it; where another device was quicker, it is levelled and drawn again.
 */
import {
  recoveryKeys, recoveryToWords, removeDeviceEntry, replaceRecoveryEntry, sameBytes,
  type DeviceKeys, type EpochEnd, type KeyringAuthor, type KeyringKeeper, type Line, type Random, type Result, type RunError, type SignedEntry, type Transport, type TransportError,
} from "@kith/core/relay";
import { refusals, type Refusal } from "../sync/refusals.ts";

export interface EpochChangeDeps {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly keys: DeviceKeys;
  readonly keeper: KeyringKeeper;
  readonly random: Random;
  readonly transport: Pick<Transport, "appendKeyring">;
  /** Runs sync in this tab until both sides hold the same. */
  readonly level: () => Promise<Result<unknown, RunError>>;
  readonly store: { vector(): Promise<Record<string, number>>; chain(writer: string, seq: number): Promise<Uint8Array> };
  /** Runs `work` while no tab of this browser writes. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** The new epoch is kept: seal what stands above the line again, and pass it on. */
  readonly ended: () => Promise<void>;
}

type Ended = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface EpochChange {
  removeDevice(id: string): Promise<Ended>;
  replaceWords(): Promise<{ readonly ok: true; readonly words: string } | { readonly ok: false; readonly message: string }>;
}

type Draw = (by: KeyringAuthor, end: EpochEnd) => Promise<SignedEntry | undefined>;

/** Others may write and join meanwhile; who is still behind after this many tries has no quiet second. */
const mostTries = 12;

export function createEpochChange(deps: EpochChangeDeps): EpochChange {
  const { keeper, random, deviceId, keys, vaultId } = deps;

  const tryOnce = (draw: Draw): Promise<"done" | "gone" | TransportError> => deps.exclusively(async () => {
    const keyring = await keeper.read();
    const author = { state: keyring.state, author: deviceId, keys, epochKeys: keeper.keys.byEpoch };
    const entry = await draw(author, { line: await lineOf(deps.store), epochKey: random(32) });
    if (entry === undefined) return "gone";
    const appended = await deps.transport.appendKeyring({ expectedHead: keyring.state.head, entry, settled: false });
    return appended.ok ? "done" : appended.error;
  });

  const end = async (draw: Draw): Promise<Ended> => {
    let isAnswerLost = false;
    for (let attempt = 1; attempt <= mostTries; attempt += 1) {
      const levelled = await deps.level();
      if (!levelled.ok) return { ok: false, message: isAnswerLost ? uncertain : whyNot(levelled.error) };
      const tried = await tryOnce(draw);
      if (tried === "done" || tried === "gone") {
        // The own entry comes back with the next run, checked like anyone's.
        await deps.ended();
        return { ok: true };
      }
      // An answer that was lost says nothing of the append: level, and see.
      isAnswerLost = tried.kind === "offline";
      if (tried.kind === "refused" && !movedMeanwhile.has(tried.code)) return { ok: false, message: whyNot(tried) };
    }
    return { ok: false, message: "Another device was writing all the while. Nothing was changed; try again in a minute." };
  };

  return {
    removeDevice: (id) => end(async (by, epochEnd) => (by.state.members.some((member) => member.id === id) ? removeDeviceEntry(by, { deviceId: id, ...epochEnd }, random) : undefined)),
    async replaceWords() {
      const secret = random(16);
      const recovery = recoveryKeys(secret);
      const ended = await end(async (by, epochEnd) => {
        if (sameBytes(by.state.recovery.signPublic, recovery.signPublic)) return undefined;
        const entry = await replaceRecoveryEntry(by, { recovery, ...epochEnd }, random);
        return entry.ok ? entry.value : undefined;
      });
      return ended.ok ? { ok: true, words: recoveryToWords({ vaultId, secret }) } : ended;
    },
  };
}

const movedMeanwhile: ReadonlySet<string> = new Set(["headMoved", "lineAhead", "lineBehind"]);

const uncertain = "The server stopped answering in the middle. Whether it was done shows here once you are online again; if in doubt, do it once more.";

const isExplained = (code: string): code is Refusal => Object.hasOwn(refusals, code);

const whyNot = (error: RunError | TransportError): string => {
  if (error.kind === "refused") return `Nothing was changed. ${isExplained(error.code) ? refusals[error.code] : "The server refused it. Try again in a minute."}`;
  return "The sync server can't be reached, so nothing was changed. Removing a device or replacing the words needs it: try again when you are online.";
};

async function lineOf(store: EpochChangeDeps["store"]): Promise<Line> {
  const line = new Map<string, { readonly seq: number; readonly chain: Uint8Array }>();
  for (const [writer, seq] of Object.entries(await store.vector())) line.set(writer, { seq, chain: await store.chain(writer, seq) });
  return line;
}
