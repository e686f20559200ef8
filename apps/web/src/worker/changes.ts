/** Every question that changes something: a wish, an import, a vault made or joined. */
import type { ImportId } from "@kith/core";
import type { LockWay, News, Questions } from "../contract.ts";
import type { Timers } from "../sync/timers.ts";
import { createVault, joinByWords, type JoinError, type Platform, type VaultSession } from "../sync/vault-session.ts";
import { forget, previewForget } from "./forget.ts";
import { importFiles } from "./import-files.ts";
import { writeNotebook } from "./notebooks.ts";
import { loadSample, sampleRun } from "./sample.ts";
import type { Session } from "./session.ts";
import type { WordsKnown } from "./words-known.ts";
import { exportLog, restoreLog, type WholeLogDeps } from "./whole-log.ts";

const names = ["dispatch", "importFiles", "loadSample", "createVault", "joinByWords", "writeNotebook", "useInvitation", "forgetPreview", "forget", "exportLog", "restoreLog"] as const;
type Change = (typeof names)[number];

export interface ChangeDeps {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly serverUrl: string;
  readonly newId: () => string;
  readonly tell: (news: News) => void;
}

/** What a change needs of the application around it. */
export interface Around {
  /** Undefined while this browser holds no vault. */
  readonly session: () => Session | undefined;
  readonly deviceNames: () => Promise<ReadonlyMap<string, string>>;
  /** Something was stored: other tabs, sync and the screen want to know. */
  readonly stored: () => void;
  /** True while this browser holds no vault, whoever else may have made one. */
  readonly isEmpty: () => Promise<boolean>;
  /** Makes a vault this browser's own, its keys under a lock where one is wished; throws where it has one. */
  readonly adopt: (made: VaultSession, lock?: LockWay) => Promise<void>;
  readonly words: Pick<WordsKnown, "shown" | "typed">;
  /** Keeps what whoever runs the relay gave. */
  readonly saveInvitation: (invitation: string) => Promise<void>;
}

export const isChange = (name: string): name is Change => (names as readonly string[]).includes(name);

export function createChanges(deps: ChangeDeps, { session, deviceNames, stored, isEmpty, adopt, words, saveInvitation }: Around): { readonly [Name in Change]: (ask: Questions[Name]["ask"]) => Promise<Questions[Name]["answer"]> } {
  const opened = (): Session => {
    const one = session();
    if (!one) throw new Error("There is no vault on this device yet.");
    return one;
  };
  /** Tells of a change that ended well. */
  const told = async <Done extends { readonly ok: boolean }>(done: Promise<Done>): Promise<Done> => {
    const ended = await done;
    if (ended.ok) stored();
    return ended;
  };
  const stillEmpty = async (): Promise<void> => {
    if (session() || !(await isEmpty())) throw new Error("This browser has a Kith already. Nothing was changed.");
  };
  const wholeLog = (): WholeLogDeps => ({ session: opened(), nowMs: deps.timers.nowMs, random: deps.platform.random, deviceNames });
  return {
    writeNotebook: (ask) => told(writeNotebook(opened(), ask)),
    useInvitation: async ({ invitation }) => {
      await saveInvitation(invitation.trim());
      stored();
      return { ok: true };
    },
    forgetPreview: ({ person }) => previewForget(opened(), person),
    forget: ({ person }) => told(forget(opened(), person, { nowMs: deps.timers.nowMs(), newId: deps.newId })),
    exportLog: (ask) => exportLog(ask, wholeLog()),
    restoreLog: (ask) => told(restoreLog(ask, wholeLog())),
    dispatch: async (command) => {
      const done = await opened().dispatch(command);
      if (done.ok) stored();
      return done;
    },
    importFiles: async (files) => {
      const into = opened();
      const done = await importFiles(files, { session: into, nowMs: deps.timers.nowMs, newImportId: () => deps.newId() as ImportId, onProgress: (progress) => { deps.tell({ type: "importProgress", progress }); } });
      const sample = sampleRun(into.network);
      // The invented people leave as soon as real ones arrive.
      if (done.ok && sample) await into.dispatch({ type: "UndoImport", importId: sample.importId });
      if (done.ok) stored();
      return done;
    },
    loadSample: async () => {
      await loadSample(opened(), deps);
      stored();
      return { ok: true };
    },
    createVault: async (device) => {
      await stillEmpty();
      const made = await createVault(device, deps.platform);
      await adopt(made.session, device.lock);
      words.shown(made.words);
      return { words: made.words.split(" ") };
    },
    joinByWords: async ({ words: typed, deviceName, lock }) => {
      await stillEmpty();
      const joined = await joinByWords(typed, { serverUrl: deps.serverUrl, deviceName }, deps.platform);
      if (!joined.ok) return { ok: false, message: whyNotJoined(joined.error) };
      await adopt(joined.value, lock);
      await words.typed();
      return { ok: true };
    },
  };
}

/** Why a device can't join, and the way out. */
function whyNotJoined(error: JoinError): string {
  switch (error.kind) {
    case "words": {
      if (error.error.kind === "wrongCount") return `There are ${error.error.count} words here; recovery words are 24. Check that none is missing.`;
      if (error.error.kind === "unknownWord") return `Word ${error.error.position} is not one of the recovery words. Check its spelling.`;
      return "These words don't belong together. Check their order and spelling.";
    }
    case "offline": return "The sync server doesn't answer. Check that it runs and that this device is online, then try again.";
    case "untrusted": return "The server shows a list of devices that isn't this vault's. Nothing was taken from it.";
    case "refused": return error.code === "unknownVault" ? "This server doesn't hold the vault of these words. Open Kith on a device that has it, with this server, then try again." : "The server refused this device. Check this device's clock, then try again.";
  }
}
