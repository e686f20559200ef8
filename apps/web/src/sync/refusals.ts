/** What each refusal means to the owner, and the way out. */
import type { RunError } from "@kith/core/relay";

/** Why a run was refused: by the relay, or by this device over what the relay gave. */
export type Refusal = Extract<RunError, { kind: "refused" }>["code"];

/** In plain words. */
export const refusals: Readonly<Record<Refusal, string>> = {
  malformed: "The server and this app don't understand each other. Reload the app, or ask whoever runs the server to update it.",
  version: "The server speaks another version of Kith. Reload the app, or ask whoever runs the server to update it.",
  unauthorized: "The server doesn't know this device. Check this device's clock, or add the device again.",
  removed: "This device was removed from your devices. What it holds stays here; nothing new arrives or leaves. To use it again, export what only it holds, then add it as a new device.",
  notInvited: "This server needs an invitation for your vault. Your data has the number to send to whoever runs it.",
  notFound: "There is no sync server at this address. Check the address, or ask whoever runs it.",
  noPairing: "This link has run out. Make a new one on the other device.",
  pairingTaken: "Another device has used this link already. Make a new one.",
  badEntry: "The server refused a change to the list of devices. Nothing is lost here; ask whoever runs the server to update it.",
  lineBehind: "Another device changed something in the same moment. Trying again.",
  tooLarge: "A change is larger than the server takes. It stays on this device; everything else goes on.",
  tooMany: "Too many requests. Waiting a little.",
  internal: "The server failed. Trying again.",
  full: "Your vault is full on this server. Nothing is lost here; ask whoever runs it for more room, or export and move to another.",
  otherKeyring: "The server shows a list of devices that isn't ours. Sync has stopped and nothing was taken from it. Ask whoever runs the server to put back its newest backup.",
  newerKeyring: "Your other devices use a newer Kith. Reload to update this one.",
  refusedRecords: "The server sends changes under keys that are no longer valid. Sync has stopped and nothing was taken from it. Ask whoever runs the server.",
  lockedOut: "One of your devices changed the list of devices in a way that gives this one no key. What is here stays readable, and nothing was taken. Devices says who did it and what to do.",
  otherRecords: "The server sends other changes than those your devices wrote. Sync has stopped and nothing was taken from it. Ask whoever runs the server.",
};
