/** Two devices pair through a relay in memory that checks signatures; time passes as fast as both can talk. */
import { bytesToBase64url, openKeyring, pairingKeys, readPairingLink, type Member } from "@kith/core/relay";
import { describe, expect, it } from "vitest";
import { MemoryRelay, must, random } from "./in-memory.ts";
import { joinByLink } from "./joining.ts";
import type { PairingDeps, PairingStep } from "./pairing-talk.ts";
import { offerPairing, type Offered, type Owner } from "./pairing.ts";
import { openStoredKeys } from "./platform-keys.ts";
import { createVault, type VaultSession } from "./vault-session.ts";

/** A relay with a clock of its own that holds one vault. */
class Relay extends MemoryRelay {
  clockMs = Date.now();
  override nowMs = (): number => this.clockMs;

  constructor({ keyring, vaultId }: VaultSession) {
    super();
    this.keyring = must(openKeyring(keyring, vaultId));
  }

  members(): readonly Member[] {
    return this.tables.keyring()?.state.members ?? [];
  }
}

const ownerOf = ({ vaultId, deviceId, keys, keyring }: VaultSession): Owner =>
  ({ vaultId, deviceId, keys: openStoredKeys(keys, crypto.subtle), readKeyring: async () => must(openKeyring(keyring, vaultId)) });

/** Time that passes by what is waited for. */
function depsAt(relay: Relay): PairingDeps {
  const { nowMs } = relay;
  const after = (delayMs: number, task: () => void): (() => void) => {
    const timer = setTimeout(() => { relay.clockMs += delayMs / 2; task(); }, delayMs / 200);
    return () => { clearTimeout(timer); };
  };
  return { serverUrl: "https://relay.example", platform: { random, subtle: crypto.subtle, fetch: relay.fetch, nowMs }, timers: { nowMs, after, jitter: () => 0 } };
}

interface Scene { readonly relay: Relay; readonly deps: PairingDeps; readonly session: VaultSession; readonly told: PairingStep[]; offered: Offered | undefined; link: string }

/** A vault whose device shows a link. */
async function scene(): Promise<Scene> {
  const { session } = await createVault({ deviceName: "First" }, { random, subtle: crypto.subtle });
  const relay = new Relay(session);
  const made: Scene = { relay, deps: depsAt(relay), session, told: [], offered: undefined, link: "" };
  made.offered = await offerPairing(made.deps, ownerOf(session), (step) => { made.told.push(step); });
  if (made.offered) made.link = (await step(made, "waiting")).link;
  return made;
}

const until = async <Value>(look: () => Value | undefined): Promise<Value> => {
  for (let tries = 0; tries < 2000; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((next) => { setTimeout(next, 2); });
  }
  throw new Error("it never came");
};
const step = <Kind extends PairingStep["kind"]>({ told }: { readonly told: readonly PairingStep[] }, kind: Kind): Promise<Extract<PairingStep, { readonly kind: Kind }>> =>
  until(() => told.findLast((each): each is Extract<PairingStep, { readonly kind: Kind }> => each.kind === kind));

/** A device that follows the link; `isMine`: what its person says of the other device. */
function follow({ deps, link }: Scene, deviceName = "Second", isMine: Promise<boolean> = Promise.resolve(true)) {
  const told: PairingStep[] = [];
  return { told, joined: joinByLink(link, { ...deps, deviceName, isMine }, (each) => { told.push(each); }) };
}

describe("pairing by a link", () => {
  it("[W90] both screens show one code; after the owner's yes the new device holds every key of the vault", async () => {
    const made = await scene();
    const other = follow(made, "  Firefox on Linux ");
    const [here, there] = [await step(made, "comparing"), await step(other, "comparing")];
    expect(here.code).toBe(there.code);
    expect(here.device).toBe("Firefox on Linux");
    expect(made.relay.members()).toHaveLength(1);
    made.offered?.decide(true);
    const session = must(await other.joined);
    expect(session.epochKeys).toEqual(made.session.epochKeys);
    expect(made.relay.members().map(({ name }) => name)).toEqual(["First", "Firefox on Linux"]);
    expect((await step(made, "added")).device).toBe("Firefox on Linux");
  });

  it("[W91] the owner's no, and a dialog closed over the question, refuse the other device; nothing is added", async () => {
    for (const refuseBy of ["no", "close"] as const) {
      const made = await scene();
      const other = follow(made);
      await step(made, "comparing");
      if (refuseBy === "no") made.offered?.decide(false);
      else made.offered?.stop();
      expect(await other.joined).toEqual({ ok: false, error: "refused" });
      expect(made.relay.members()).toHaveLength(1);
      if (refuseBy === "no") expect((await step(made, "ended")).why).toBe("notMine");
    }
  });

  it("[W148] until the joining person says that the other device is theirs nothing of its vault is read; a no ends it", async () => {
    const refused = await scene();
    const stopped = follow(refused, "Second", Promise.resolve(false));
    expect(await stopped.joined).toEqual({ ok: false, error: "notMine" });
    const made = await scene();
    let say: (isMine: boolean) => void = () => undefined;
    const other = follow(made, "Second", new Promise((resolve) => { say = resolve; }));
    await step(made, "comparing");
    made.offered?.decide(true);
    await step(made, "added");
    expect(await Promise.race([other.joined, new Promise((wait) => { setTimeout(wait, 100, "waiting"); })])).toBe("waiting");
    expect(other.told.some(({ kind }) => kind === "adding")).toBe(false);
    say(true);
    expect(must(await other.joined).epochKeys).toEqual(made.session.epochKeys);
  });

  it("[W92] a second device that follows the same link is told it was used, and changes nothing for the first", async () => {
    const made = await scene();
    const other = follow(made);
    const { code } = await step(made, "comparing");
    expect(await follow(made, "Third").joined).toEqual({ ok: false, error: "taken" });
    expect((await step(made, "comparing")).code).toBe(code);
    made.offered?.decide(true);
    expect((await other.joined).ok).toBe(true);
  });

  it("[W93] a link nobody follows expires; so does one followed too late, and what is no link is said to be none", async () => {
    const made = await scene();
    expect((await step(made, "ended")).why).toBe("expired");
    made.relay.mailboxes.clear();
    expect(await follow(made).joined).toEqual({ ok: false, error: "expired" });
    expect(await joinByLink("https://relay.example/pair", { ...made.deps, deviceName: "x", isMine: Promise.resolve(true) }, () => undefined)).toEqual({ ok: false, error: "notALink" });
  });

  it("[W94] without network a pairing isn't begun; one under way says so, waits, and goes on", async () => {
    const made = await scene();
    made.relay.online = false;
    await until(() => made.told.findLast((each) => each.kind === "waiting" && each.isCutOff));
    made.relay.online = true;
    const other = follow(made);
    await step(other, "comparing");
    await step(made, "comparing");
    made.relay.online = false;
    made.offered?.decide(true);
    expect((await step(made, "ended")).why).toBe("offline");
    made.offered?.stop();
    const fresh = await scene();
    fresh.relay.online = false;
    expect(await follow(fresh).joined).toEqual({ ok: false, error: "offline" });
    const untold: PairingStep[] = [];
    expect(await offerPairing(fresh.deps, ownerOf(fresh.session), (each) => { untold.push(each); })).toBeUndefined();
    expect(untold).toEqual([{ kind: "ended", why: "offline" }]);
  });

  it("[W95] whatever the relay changes on the way ends the pairing on the side that hears it", async () => {
    const made = await scene();
    made.relay.bend = (sealed) => sealed.with(sealed.length - 1, (sealed.at(-1) ?? 0) ^ 1);
    const other = follow(made);
    expect((await step(made, "ended")).why).toBe("altered");
    made.relay.mailboxes.clear();
    expect(await other.joined).toEqual({ ok: false, error: "expired" });
  });

  it("[W96] a keyring that grew meanwhile is read again; one that isn't this vault's lets nobody in", async () => {
    const made = await scene();
    const other = follow(made);
    await step(made, "comparing");
    made.relay.appendRefusal = "headMoved";
    made.offered?.decide(true);
    expect((await other.joined).ok).toBe(true);
    const swapped = await scene();
    const fooled = follow(swapped);
    await step(swapped, "comparing");
    swapped.relay.appendRefusal = "badEntry";
    swapped.offered?.decide(true);
    expect((await step(swapped, "ended")).why).toBe("tooManyDevices");
    fooled.joined.catch(() => undefined);
  });

  it("[W97] the secret is in no request: neither the mailbox's name nor any message gives it away", async () => {
    const made = await scene();
    const secret = must(readPairingLink(made.link));
    const other = follow(made);
    await step(made, "comparing");
    const [mailbox] = [...made.relay.mailboxes];
    expect(mailbox?.[0]).toBe(bytesToBase64url(pairingKeys(secret).mailbox));
    const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
    const wire = (mailbox?.[1].flat() ?? []).map(latin1).join("");
    expect(wire.length).toBeGreaterThan(300);
    expect(wire).not.toContain(latin1(secret));
    expect(wire).not.toContain("Second");
    made.offered?.decide(false);
    await other.joined;
  });
});
