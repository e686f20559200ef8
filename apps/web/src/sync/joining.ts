/** The new device's side of adding a device by a link: knocks, shows the code, and once let in reads the keyring as itself. */
import { bytesToBase64url, err, hearOld, knock, ok, openEveryEpoch, openJoined, pairingKeys, readPairingLink, type NewDevice, type NewPairing, type Result, type TransportError } from "@kith/core/relay";
import { createHttpTransport } from "./http-transport.ts";
import { createMailbox } from "./mailbox.ts";
import { endOf, pollMs, talk, type PairingDeps, type PairingEnd, type PairingStep } from "./pairing-talk.ts";
import { createStoredKeys, openStoredKeys } from "./platform-keys.ts";
import type { Timers } from "./timers.ts";
import type { VaultSession } from "./vault-session.ts";

interface Admitted extends Required<Pick<NewPairing, "vaultId" | "head">> { readonly device: NewDevice }

export interface JoiningDeps extends PairingDeps {
  readonly deviceName: string;
  /** The person's word that the device behind the link is their own: until the yes nothing is read of its vault. */
  readonly isMine: Promise<boolean>;
}

/** Joins the vault behind a link; tells every step on the way, and gives what to store. */
export async function joinByLink(link: string, at: JoiningDeps, tell: (step: PairingStep) => void): Promise<Result<VaultSession, PairingEnd>> {
  const { serverUrl, timers, platform: { random, fetch, subtle } } = at;
  const secret = readPairingLink(link);
  if (!secret.ok) return err("notALink");
  const keys = createStoredKeys(random);
  const own = openStoredKeys(keys, subtle);
  const device = { deviceId: bytesToBase64url(random(16)), name: nameOf(at.deviceName), signPublic: own.signPublic, wrapPublic: own.wrapPublic };
  const admitted = await untilAdmitted(secret.value, device, { ...at, tell });
  if (!admitted.ok) return admitted;
  if (!(await at.isMine)) return err("notMine");
  tell({ kind: "adding" });
  const { vaultId } = admitted.value;
  const transport = createHttpTransport({ serverUrl, vaultId, member: device.deviceId, keys: own, fetch, nowMs: timers.nowMs });
  const entries = await patiently(() => transport.readKeyring(), timers);
  if (!entries.ok) return err(endOf(entries.error));
  const keyring = openJoined(entries.value, admitted.value);
  if (!keyring.ok) return err("untrusted");
  const { epoch } = keyring.value.state;
  const epochKeys = await openEveryEpoch(keyring.value.state, device.deviceId, own);
  return epochKeys.ok ? ok({ vaultId, deviceId: device.deviceId, keys, epochKeys: epochKeys.value, epoch, keyring: entries.value }) : err("untrusted");
}

/** Knocks, and shows the code until the owner of the vault has decided. */
function untilAdmitted(secret: Uint8Array, device: NewDevice, at: JoiningDeps & { readonly tell: (step: PairingStep) => void }): Promise<Result<Admitted, PairingEnd>> {
  const { serverUrl, timers, tell, platform: { random, fetch } } = at;
  const mailbox = createMailbox({ serverUrl, fetch }, pairingKeys(secret).mailbox);
  return new Promise((resolve) => {
    const line = talk({
      mailbox, side: 0, first: knock(secret, device, random), timers, hear: hearOld,
      heard: ({ pairing: { code, vaultId, head }, isCutOff }) => {
        if (head === undefined || vaultId === undefined) return tell(code === undefined ? { kind: "knocking", isCutOff } : { kind: "comparing", code, isCutOff });
        line.stop();
        resolve(ok({ vaultId, head, device }));
      },
      ended: (why) => { resolve(err(why)); },
    });
    void stopUnlessMine();
    async function stopUnlessMine(): Promise<void> {
      if (await at.isMine) return;
      line.stop();
      resolve(err("notMine"));
    }
  });
}

/** The device belongs to the vault by now: a network that fails for a minute shouldn't cost it that. */
async function patiently<Value>(ask: () => Promise<Result<Value, TransportError>>, timers: Timers): Promise<Result<Value, TransportError>> {
  for (let attempt = 1; ; attempt += 1) {
    const answered = await ask();
    if (answered.ok || answered.error.kind === "refused" || attempt === 60) return answered;
    await new Promise<void>((resolve) => { timers.after(pollMs, resolve); });
  }
}

const nameLengthMax = 50;

/** A keyring's names have 1 to 100 characters; whole letters are cut. */
const nameOf = (typed: string): string => Array.from(typed.trim()).slice(0, nameLengthMax).join("") || "A device";
