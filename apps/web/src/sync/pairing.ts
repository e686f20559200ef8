/** The owner's side of adding a device: opens the mailbox, waits for the owner's word, appends the device to the keyring. */
import {
  addDeviceEntry, answerKnock, entryHash, err, extendsKeyring, hearNew, ok, openDoor, openEveryEpoch, openKeyring, pairingKeys, pairingLimits, pairingLink,
  type DeviceKeys, type NewDevice, type OldPairing, type Keyring, type Random, type Result,
} from "@kith/core/relay";
import { createHttpTransport, type HttpTransport } from "./http-transport.ts";
import { createMailbox } from "./mailbox.ts";
import { endOf, talk, type Line, type PairingDeps, type PairingEnd, type PairingStep } from "./pairing-talk.ts";

/** What the owner's device brings along. */
export interface Owner {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly keys: DeviceKeys;
  /** The keyring as stored here, checked. */
  readonly readKeyring: () => Promise<Keyring>;
}

/** The owner's side of a pairing under way. */
export interface Offered {
  /** The owner compared the codes. */
  readonly decide: (isMine: boolean) => void;
  /** The dialog was closed: whoever waits for a decision is refused. */
  readonly stop: () => void;
}

/** Opens a mailbox and tells every step; undefined where that failed, which is told too. */
export async function offerPairing(deps: PairingDeps, owner: Owner, tell: (step: PairingStep) => void): Promise<Offered | undefined> {
  const { serverUrl, timers, platform: { random, fetch } } = deps;
  const transport = createHttpTransport({ serverUrl, vaultId: owner.vaultId, member: owner.deviceId, keys: owner.keys, fetch, nowMs: timers.nowMs });
  const secret = random(32);
  const { mailbox } = pairingKeys(secret);
  const opened = await transport.openPairing(mailbox);
  if (!opened.ok) {
    tell({ kind: "ended", why: endOf(opened.error) });
    return undefined;
  }
  return attend(
    { mailbox: createMailbox({ serverUrl, fetch }, mailbox), first: openDoor(secret, owner.vaultId, random), timers },
    { link: pairingLink(new URL(serverUrl).origin, secret), untilMs: timers.nowMs() + pairingLimits.unclaimedMs },
    { tell, admit: (device) => admit(device, { ...owner, transport, random }) },
  );
}

interface Deciding {
  readonly tell: (step: PairingStep) => void;
  readonly admit: (device: NewDevice) => Promise<Result<Uint8Array, PairingEnd>>;
}

/** Stands at the open door. */
function attend(at: Pick<Line<OldPairing>, "mailbox" | "first" | "timers">, shown: { readonly link: string; readonly untilMs: number }, { tell, admit: add }: Deciding): Offered {
  let { first: current } = at;
  // The owner's word: none yet, on its way into the keyring, given. After it, only what the mailbox has of it counts.
  let word: "none" | "adding" | "yes" | "no" = "none";
  let isLost = false;
  const line = talk({
    ...at, side: 1, hear: hearNew,
    heard: ({ pairing, delivered, isCutOff }) => {
      current = pairing;
      const { code, device } = pairing;
      if (word === "none") tell(code === undefined || device === undefined ? { kind: "waiting", ...shown, isCutOff } : { kind: "comparing", code, device: device.name, isCutOff });
      if (delivered < 2 || device === undefined) return;
      line.stop();
      if (word === "yes") tell({ kind: "added", device: device.name });
    },
    ended: (why) => {
      isLost = true;
      if (word === "none") tell({ kind: "ended", why });
      if (word === "yes") tell({ kind: "ended", why: "unheard" });
    },
  });
  const say = (given: "yes" | "no", head?: Uint8Array): void => {
    word = given;
    line.say((pairing) => answerKnock(pairing, head));
  };
  const letIn = async (device: NewDevice): Promise<void> => {
    word = "adding";
    tell({ kind: "adding" });
    const head = await add(device);
    if (head.ok && !isLost) return say("yes", head.value);
    line.stop();
    tell({ kind: "ended", why: head.ok ? "unheard" : head.error });
  };
  return {
    decide: (isMine) => {
      if (word !== "none" || isLost || current.code === undefined || current.device === undefined) return;
      if (isMine) return void letIn(current.device);
      say("no");
      tell({ kind: "ended", why: "notMine" });
    },
    stop: () => {
      if (word === "none" && !isLost && current.code !== undefined) say("no");
      else if (word === "none") line.stop();
    },
  };
}

/** Appends the device to the relay's keyring; gives the head that holds it. */
async function admit(device: NewDevice, by: Owner & { readonly transport: HttpTransport; readonly random: Random }): Promise<Result<Uint8Array, PairingEnd>> {
  // Another device may append between our read and ours: read again, a few times at most.
  for (let attempt = 1; ; attempt += 1) {
    const entries = await by.transport.readKeyring();
    if (!entries.ok) return err(endOf(entries.error));
    const keyring = openKeyring(entries.value, by.vaultId);
    if (!keyring.ok || !extendsKeyring((await by.readKeyring()).entries, entries.value)) return err("untrusted");
    const { state } = keyring.value;
    // The answer to our first append was lost, not the append.
    if (state.members.some(({ id }) => id === device.deviceId)) return ok(state.head);
    const epochKeys = await openEveryEpoch(state, by.deviceId, by.keys);
    if (!epochKeys.ok) return err("untrusted");
    const entry = await addDeviceEntry({ state, author: by.deviceId, keys: by.keys, epochKeys: epochKeys.value }, device, by.random);
    if (!entry.ok) return err("untrusted");
    const appended = await by.transport.appendKeyring({ expectedHead: state.head, entry: entry.value, settled: false });
    if (appended.ok) return ok(entryHash(entry.value));
    const isMoved = appended.error.kind === "refused" && appended.error.code === "headMoved";
    if (!isMoved && appended.error.kind === "refused") return err(endOf(appended.error));
    if (attempt === 4) return err("offline");
  }
}
