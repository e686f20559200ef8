/** What Kith needs or uses of a browser, asked for before it is used: none of it is there in every browser and window. */

/** The parts without which no data can be kept, in the owner's words; each is absent in some browser or some window. */
const needed: readonly (readonly [string, (scope: typeof globalThis) => unknown])[] = [
  ["WebAssembly", (scope) => scope.WebAssembly],
  ["IndexedDB (storage for sites)", (scope) => scope.indexedDB],
  ["web workers", (scope) => scope.Worker],
  ["broadcast channels between tabs", (scope) => scope.BroadcastChannel],
  ["web locks", (scope) => (scope.navigator as Partial<Navigator> | undefined)?.locks],
];

/** Why Kith can't run here, naming what is missing and what helps; undefined where it can. */
export function whyNotHere(scope: typeof globalThis): string | undefined {
  const missing = needed.filter(([, read]) => !isThere(scope, read)).map(([name]) => name);
  if (missing.length === 0) return undefined;
  const help = scope.isSecureContext ? "A current Firefox, Chrome, Edge or Safari has it, outside of a lockdown mode." : "Browsers give it only to addresses with https, and to localhost: open Kith by one of those.";
  return `This window lacks what Kith needs to keep your data: ${missing.join(", ")}. ${help}`;
}

/** Some browsers throw at the mere reading where site data is turned off. */
function isThere(scope: typeof globalThis, read: (scope: typeof globalThis) => unknown): boolean {
  try {
    return Boolean(read(scope));
  } catch {
    return false;
  }
}

const storage = (): Partial<StorageManager> => (navigator as Partial<Navigator>).storage ?? {};

/** Whether the browser promised to keep the data when space runs short; undefined where it makes no such promise. */
export const isStorageKept = async (): Promise<boolean | undefined> => storage().persisted?.().catch(() => undefined);

/** Asks for that promise. False where it is refused, or not known. */
export const keepStorage = async (): Promise<boolean> => (await storage().persist?.().catch(() => false)) ?? false;

/** Puts text on the clipboard; false where the browser doesn't let Kith. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
