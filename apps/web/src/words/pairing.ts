/** What is said while a device is added, on either screen. Pure. */
import type { PairingEnd } from "../contract.ts";

/** "123 456": read aloud and compared more easily than six digits in a row. */
export const codeInWords = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** "1:45" until `untilMs`; never below "0:00". */
export function countdown(untilMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export interface EndWords { readonly title: string; readonly text: string }

const ofOwner: Partial<Record<PairingEnd, EndWords>> = {
  expired: { title: "Time is up", text: "Nothing was added. A new link works for two minutes again." },
  notMine: { title: "Not added", text: "The other device was refused; it learned nothing. If you didn’t open the link yourself, somebody else saw it: show the next one to nobody else." },
  taken: { title: "Something interfered", text: "Somebody else used this link. Nothing was added; begin again with a new one." },
};

const ofJoining: Partial<Record<PairingEnd, EndWords>> = {
  notMine: { title: "Stopped", text: "Nothing was stored in this browser. If somebody sent you the link, tell them nothing of the code. To begin with a Kith of your own, go back." },
};

const ends: Readonly<Record<PairingEnd, EndWords>> = {
  notALink: { title: "That is not a Kith link", text: "It begins with this page’s address and ends in a long row of letters after “#v1.”. Copy all of it on your other device, under Devices, Add a device." },
  expired: { title: "This link has expired", text: "A link works for two minutes, and on the server it was made for. Make a new one on your other device, under Devices, Add a device." },
  taken: { title: "This link was used already", text: "Another device answered it first. If that wasn’t you, choose “Not mine” on your first device; then make a new link there." },
  altered: { title: "Something interfered", text: "What arrived isn’t what the other device sent. Nothing was added. Begin again with a new link; if it happens again, use your 24 words instead." },
  notMine: { title: "Not added", text: "Nothing was added." },
  refused: { title: "The other device said no", text: "Nothing was added, and nothing was learned here. If the codes were the same and it was a slip, make a new link there." },
  offline: { title: "No connection", text: "The sync server doesn’t answer. Check that it runs and that both devices are online, then begin again." },
  tooMany: { title: "Too many links", text: "There were five within a minute. Wait a moment, then make a new one." },
  tooManyDevices: { title: "Not added", text: "The server didn’t take the new device. A Kith has at most 64 of them: remove one you no longer use, then begin again." },
  notRegistered: { title: "Not on the server yet", text: "This Kith hasn’t reached its sync server so far. Once the light says “On the server”, begin again." },
  unheard: { title: "Added, but not heard", text: "The other device was added and may not know it. If it doesn’t open, remove it from the list and begin again." },
  untrusted: { title: "Something interfered", text: "The server’s list of devices isn’t this Kith’s. Nothing was taken from it. Use your 24 words instead, or ask whoever runs the server." },
  server: { title: "The server refused", text: "Nothing was added. Check that both devices have the newest Kith and the right time, then begin again." },
};

/** What happened and the way out, by the side that reads it. */
export const endInWords = (why: PairingEnd, side: "owner" | "joining"): EndWords => (side === "owner" ? ofOwner : ofJoining)[why] ?? ends[why];
