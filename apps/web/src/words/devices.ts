/** What is said of the vault's devices. Pure. */
import { calendarDays, counted, dateInWords, relativeTime, type PhraseContext } from "@kith/core/phrase";
import type { DeviceRow, StatusView } from "../contract.ts";

/** Browsers and systems by what marks them; most agents name others too, so the first that is found counts. */
const browsers = [["Edg", "Edge"], ["OPR", "Opera"], ["Firefox", "Firefox"], ["FxiOS", "Firefox"], ["CriOS", "Chrome"], ["Chrome", "Chrome"], ["Safari", "Safari"]] as const;
const systems = [["iPhone", "iPhone"], ["iPad", "iPad"], ["Android", "Android"], ["Windows", "Windows"], ["Mac", "Mac"], ["CrOS", "ChromeOS"], ["Linux", "Linux"]] as const;

/** "Chrome on Linux": the owner tells devices apart by it. */
export function deviceName(agent: string): string {
  const found = (marks: readonly (readonly [string, string])[]): string | undefined => marks.find(([mark]) => agent.includes(mark))?.[1];
  return `${found(browsers) ?? "Browser"} on ${found(systems) ?? "this device"}`;
}

/** Phones and tablets look otherwise in the list. */
export const isHandheld = (name: string): boolean => /iPhone|iPad|Android|phone|tablet/iu.test(name);

const minuteMs = 60_000;

/** "just now", "12 minutes ago", "3 hours ago", then as everywhere: "yesterday", "2 weeks ago". The server tells minutes only. */
export function seenInWords(seenMs: number, context: PhraseContext): string {
  const minutes = Math.floor((context.nowMs - seenMs) / minuteMs);
  if (minutes < 3) return "just now";
  if (minutes < 60) return `${counted(minutes, "minute")} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 12 || calendarDays(seenMs, context) === 0 ? `${counted(hours, "hour")} ago` : relativeTime(Math.max(1, calendarDays(seenMs, context)));
}

export interface StandingWords { readonly shape: "warm" | "cooling" | "quiet" | "unknown"; readonly line: string }

/** Whether a device has everything. Of this one its own sync knows better than the server. */
export function standingOfDevice({ isThis, standing }: DeviceRow, sync: StatusView["sync"], context: PhraseContext): StandingWords {
  if (isThis) return standingOfThis(sync);
  if (standing === undefined) return { shape: "unknown", line: "Not seen yet" };
  const { lacking, seenMs } = standing;
  return { shape: lacking === 0 ? "warm" : "cooling", line: `${lacking === 0 ? "Has everything" : `${counted(lacking, "change")} behind`} · seen ${seenInWords(seenMs, context)}` };
}

function standingOfThis({ phase, pendingRecords, message }: StatusView["sync"]): StandingWords {
  const waiting = pendingRecords === 0 ? undefined : `${counted(pendingRecords, "change")} to pass on`;
  switch (phase) {
    case "off": return { shape: "warm", line: "Everything is on this device" };
    case "offline": return { shape: "cooling", line: waiting === undefined ? "Offline" : `Offline · ${waiting}` };
    case "syncing":
    case "synced": return { shape: waiting === undefined ? "warm" : "cooling", line: waiting ?? "Has everything" };
    case "refused": return { shape: "quiet", line: message ?? "The server refused this device" };
  }
}

/** How it came to the vault. */
export function cameInWords({ by }: DeviceRow): string {
  switch (by.kind) {
    case "first": return "The device this Kith began on";
    case "words": return "Joined with the 24 words";
    case "device": return by.name === "" ? "Added by a device that was removed" : `Added on ${by.name}`;
  }
}

/** "on 3 March" beside a check that was passed. */
export const checkedInWords = (atMs: number, context: PhraseContext): string => `You had them on ${dateInWords(atMs, context)}.`;
