/** Adding a device, as the screen asks for it: one pairing at a time, on either side; every step is news. */
import { readPairingLink } from "@kith/core/relay";
import type { LockWay, News, Questions } from "../contract.ts";
import { joinByLink } from "../sync/joining.ts";
import type { PairingDeps, PairingStep } from "../sync/pairing-talk.ts";
import { offerPairing, type Offered, type Owner } from "../sync/pairing.ts";
import { nothing } from "../sync/timers.ts";
import type { VaultSession } from "../sync/vault-session.ts";

const names = ["openPairing", "decidePairing", "endPairing", "isPairingLink", "joinByLink", "confirmJoining"] as const;
type Name = (typeof names)[number];

export type PairingQuestions = { readonly [Each in Name]: (ask: Questions[Each]["ask"]) => Promise<Questions[Each]["answer"]> };

export interface AroundPairing {
  /** Throws where this browser holds no vault. */
  readonly owner: () => Owner;
  readonly isEmpty: () => Promise<boolean>;
  readonly adopt: (session: VaultSession, lock?: LockWay) => Promise<void>;
  /** A device was added: sync has the new keyring to fetch. */
  readonly added: () => void;
  readonly tell: (news: News) => void;
}

export function createPairing(deps: PairingDeps, around: AroundPairing): PairingQuestions {
  let offered: Promise<Offered | undefined> = Promise.resolve(undefined);
  let turn = 0;
  let confirm: (isMine: boolean) => void = nothing;
  /** Gives up the pairing before: what it still tells isn't this dialog's any more. */
  const begin = (): ((step: PairingStep) => void) => {
    turn += 1;
    const mine = turn;
    return (step) => {
      if (step.kind === "added") around.added();
      if (mine === turn) around.tell({ type: "pairing", step });
    };
  };
  const end = async (): Promise<{ readonly ok: true }> => {
    begin();
    (await offered)?.stop();
    return { ok: true };
  };
  return {
    openPairing: async () => {
      await end();
      offered = offerPairing(deps, around.owner(), begin());
      await offered;
      return { ok: true };
    },
    decidePairing: async ({ isMine }) => {
      (await offered)?.decide(isMine);
      return { ok: true };
    },
    endPairing: end,
    isPairingLink: async ({ text }) => ({ isLink: readPairingLink(text).ok }),
    confirmJoining: async ({ isMine }) => {
      confirm(isMine);
      return { ok: true };
    },
    joinByLink: async ({ link, deviceName, lock }) => {
      if (!(await around.isEmpty())) throw new Error("This browser already has a Kith. Nothing was changed.");
      const isMine = new Promise<boolean>((resolve) => { confirm = resolve; });
      const joined = await joinByLink(link, { ...deps, deviceName, isMine }, begin());
      if (!joined.ok) return { ok: false, why: joined.error };
      await around.adopt(joined.value, lock);
      return { ok: true };
    },
  };
}
