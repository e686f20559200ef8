import { expect, test } from "vitest";
import type { DeviceRow, PairingEnd, StatusView } from "../contract.ts";
import { takePairingLink } from "../pairing-address.ts";
import { cameInWords, deviceName, seenInWords, standingOfDevice } from "./devices.ts";
import { codeInWords, countdown, endInWords } from "./pairing.ts";

const nowMs = Date.UTC(2026, 2, 14, 15, 0);
const context = { nowMs, locale: "en-GB" };
const minuteMs = 60_000;
const synced: StatusView["sync"] = { phase: "synced", pendingRecords: 0 };
const phone: DeviceRow = { id: "p", name: "Safari on iPhone", isThis: false, by: { kind: "device", name: "Chrome on Linux" } };

test("[W100] a device is said to have everything or how far it is behind, and when it was last seen", () => {
  const line = (lacking: number, agoMs: number): string => standingOfDevice({ ...phone, standing: { seenMs: nowMs - agoMs, lacking } }, synced, context).line;
  expect(line(0, minuteMs)).toBe("Has everything · seen just now");
  expect(line(1, 12 * minuteMs)).toBe("1 change behind · seen 12 minutes ago");
  expect(line(3, 180 * minuteMs)).toBe("3 changes behind · seen 3 hours ago");
  expect(standingOfDevice(phone, synced, context)).toEqual({ shape: "unknown", line: "Not seen yet" });
});

test("[W106] of this device its own sync says whether it has everything, what waits to be passed on, and why nothing moves", () => {
  const line = (sync: StatusView["sync"]): string => standingOfDevice({ ...phone, isThis: true, standing: { seenMs: nowMs, lacking: 9 } }, sync, context).line;
  expect([line(synced), line({ ...synced, pendingRecords: 2 }), line({ phase: "offline", pendingRecords: 1 }), line({ phase: "offline", pendingRecords: 0 }), line({ phase: "off", pendingRecords: 0 })])
    .toEqual(["Has everything", "2 changes to pass on", "Offline · 1 change to pass on", "Offline", "Everything is on this device"]);
  expect(line({ phase: "refused", pendingRecords: 0, message: "This device was removed." })).toBe("This device was removed.");
});

test("[W100] last seen goes over from minutes to hours to days", () => {
  const ago = (minutes: number): string => seenInWords(nowMs - minutes * minuteMs, context);
  expect([ago(-5), ago(0), ago(59), ago(60), ago(23 * 60), ago(60 * 24 * 2), ago(60 * 24 * 28)]).toEqual(["just now", "just now", "59 minutes ago", "1 hour ago", "yesterday", "2 days ago", "4 weeks ago"]);
});

test("[W101] how a device came is said in words, also where who added it has gone", () => {
  const by = (how: DeviceRow["by"]): string => cameInWords({ ...phone, by: how });
  expect([by({ kind: "first" }), by({ kind: "words" }), by(phone.by), by({ kind: "device", name: "" })]).toEqual(["The device this Kith began on", "Joined with the 24 words", "Added on Chrome on Linux", "Added by a device that was removed"]);
});

test("[W102] a browser names itself", () => {
  expect(deviceName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36")).toBe("Chrome on Linux");
  expect(deviceName("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/148.0 Safari/537.36 Edg/148.0")).toBe("Edge on Windows");
  expect(deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1")).toBe("Safari on iPhone");
  expect(deviceName("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/148.0 Mobile Safari/537.36")).toBe("Chrome on Android");
  expect(deviceName("")).toBe("Browser on this device");
});

test("[W103] the code is read in two halves, and the countdown ends at nought", () => {
  expect(codeInWords("012345")).toBe("012 345");
  expect([countdown(nowMs + 120_000, nowMs), countdown(nowMs + 59_400, nowMs), countdown(nowMs + 1, nowMs), countdown(nowMs - 5000, nowMs)]).toEqual(["2:00", "1:00", "0:01", "0:00"]);
});

test("[W104] however adding a device ends, each screen says what happened and a way on", () => {
  const whys: readonly PairingEnd[] = ["notALink", "expired", "taken", "altered", "notMine", "refused", "offline", "tooMany", "tooManyDevices", "notRegistered", "unheard", "untrusted", "server"];
  for (const why of whys) for (const side of ["owner", "joining"] as const) {
    const { title, text } = endInWords(why, side);
    expect(title.length).toBeLessThan(30);
    expect(text).toMatch(/\.$/u);
  }
  expect(endInWords("taken", "joining").title).toBe("This link was used already");
});

test("[W105] the link leaves the address and the history before anything else is done with it", () => {
  const replaced: unknown[] = [];
  const at = (address: string): string | undefined => takePairingLink({ location: new URL(address), history: { replaceState: (...how) => { replaced.push(how); } } });
  expect(at("https://kith.example/pair#v1.abc")).toBe("https://kith.example/pair#v1.abc");
  expect(replaced).toEqual([[null, "", "/today"]]);
  expect(at("https://kith.example/pair")).toBeUndefined();
  expect(replaced).toHaveLength(2);
  expect(at("https://kith.example/people#v1.abc")).toBeUndefined();
  expect(replaced).toHaveLength(2);
});
