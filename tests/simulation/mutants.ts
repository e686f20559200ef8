/**
 * Rules of the product, each with one way a hurried hand might break it. The simulator runs the product's own
 * code: with any of these changes some life must end badly, or the simulator is worth nothing. The change is
 * made while the module is loaded; no file is touched.
 */

/** One rule, broken. */
export interface Mutant {
  /** What the broken product does. */
  readonly does: string;
  /** The file, below packages/core/src. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const mutants: readonly Mutant[] = [
  {
    does: "uses a seq again that was set aside, or that the relay took",
    file: "store/append.ts",
    find: "Math.max(...await Promise.all([records.lastSeq(writer), damaged.lastSeq(writer), sentIn(transaction, writer)]))",
    replace: "Math.max(await records.lastSeq(writer), 0 * (await damaged.lastSeq(writer)) * (await sentIn(transaction, writer)))",
  },
  {
    does: "overwrites what it holds with other content",
    file: "store/accept.ts", find: 'if (judgement === "ignore" || judgement === "conflict") continue;', replace: 'if (judgement === "ignore") continue;',
  },
  {
    does: "believes whoever says that a record was erased",
    file: "store/accept.ts", find: "isErased(record) ? { ...record, claimed: 1 } : record", replace: "record",
  },
  { does: "leaves damaged records where they are", file: "store/accept.ts", find: "  await records.delete(address);", replace: "  if (held) return false;" },
  { does: "doesn't seal again what stands above a line", file: "store/seal-again.ts", find: "if (ends.length === 0) return [];", replace: "if (ends.length >= 0) return [];" },
  {
    does: "leaves behind what the relay never showed it, when it takes a new writer id",
    file: "store/seal-again.ts", find: "Math.max(Math.min(shown, conflictSeq - 1), ", replace: "Math.max(conflictSeq - 1, 0 * shown, ",
  },
  {
    does: "passes an erasure on before the list that names it",
    file: "store/erase.ts", find: "if (list !== undefined && list.seq <= lastSeq(theirs, list.writer)) proven.push(record);", replace: "if (lastSeq(theirs, list?.writer ?? '') >= 0) proven.push(record);",
  },
  { does: "lets a second maker put another vault over the first", file: "store/adopt.ts", find: "if (!(await isEmpty(transaction))) return true;", replace: "await isEmpty(transaction);" },
  { does: "keeps a keyring before it opened it", file: "device/keyring-keeper.ts", find: "if (!(await opened(next)).has(next.state.epoch)) {", replace: "if (!(await opened(next)).has(1)) {" },
  { does: "doesn't heal a fork", file: "device/device.ts", find: "if (conflict === undefined) return false;", replace: "if (conflict === undefined || conflict.seq > 0) return false;" },
  { does: "writes in the clear", file: "vault/seal.ts", find: "body: concatBytes(nonce, sealed) });", replace: "body: concatBytes(nonce, sealed, payload) });" },
  { does: "doesn't ask whether the relay holds its own record or a clone's", file: "sync/exchange-pull.ts", find: "if (own === undefined || state.writer === undefined || isLeftOut(state, state.writer))", replace: "if (own === undefined || own.seq > 0 || state.writer === undefined || isLeftOut(state, state.writer))" },
  { does: "takes records that no line admits", file: "sync/exchange-pull.ts", find: 'if (records.some((record) => admits(state.keyring.state, record) !== "yes"))', replace: 'if (records.some((record) => admits(state.keyring.state, record) === "unknownEpoch"))' },
  { does: "drops the hole before what stands behind it", file: "sync/exchange-push.ts", find: "lastSeq(state.tops, writer) <= lastSeq(state.have, writer)", replace: "lastSeq(state.tops, writer) >= 0" },
  { does: "takes, as a relay, what follows on another history", file: "sync/relay-rules.ts", find: "if (!isNext || conflicts.some((conflict) => conflict.writer === writer)) continue;", replace: "if (!isNext) continue;" },
  { does: "takes, as a relay, a line that isn't what it holds", file: "sync/keyring-rules.ts", find: "const refusal = settled ? cutToLine(table, line) : compareWithLine(table, line);", replace: "const refusal = settled ? cutToLine(table, line) : lastSeqBefore(line, '') < 0 ? compareWithLine(table, line) : undefined;" },
  { does: "gives, as a relay, erased records nobody back", file: "sync/relay-rules.ts", find: 'return held.isErased ? "refill" : "erase";', replace: 'return held.isErased ? "ignore" : "erase";' },
];
