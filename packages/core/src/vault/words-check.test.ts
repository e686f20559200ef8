import { expect, test } from "vitest";
import { sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { recoveryToWords } from "./recovery-words.ts";
import { answerWordsCheck, createWordsCheck } from "./words-check.ts";

let draws = 0;
const random = (length: number): Uint8Array => sha256(utf8ToBytes(`words ${(draws += 1)}`)).slice(0, length);
const newWords = (): string => recoveryToWords({ vaultId: Buffer.from(random(16)).toString("base64url"), secret: random(16) });

test("[V80] three words at their places are right, however they are typed; another order or word is wrong", () => {
  const words = newWords();
  const check = createWordsCheck(words, random);
  const three = check.positions.map((position) => words.split(" ")[position - 1] ?? "");
  expect(check.positions).toHaveLength(3);
  expect(check.positions).toEqual([...new Set(check.positions)].toSorted((a, b) => a - b));
  expect(answerWordsCheck(check, three)).toEqual({ kind: "right" });
  expect(answerWordsCheck(check, three.map((word) => ` ${word.toUpperCase()} `))).toEqual({ kind: "right" });
  expect(answerWordsCheck(check, three.with(1, three[1] === "zoo" ? "able" : "zoo"))).toEqual({ kind: "wrong" });
});

test("[V81] what is none of the 2048 words is named by its place, without any work", () => {
  const check = createWordsCheck(newWords(), random);
  expect(answerWordsCheck(check, ["zoo", "abandonn", "zoo"])).toEqual({ kind: "unknownWord", position: check.positions[1] });
  expect(answerWordsCheck(check, ["zoo"])).toEqual({ kind: "unknownWord", position: check.positions[1] });
});

test("[V82] what is kept holds no word and no other place than the three", () => {
  const words = newWords();
  const check = createWordsCheck(words, random);
  const kept = JSON.stringify(check, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value));
  for (const word of words.split(" ")) expect(kept).not.toContain(word);
  expect(Object.keys(check).toSorted()).toEqual(["key", "positions", "salt"]);
});

test("[V83] every place is as likely as any other: a byte that can't be shared out evenly, or a place drawn before, is drawn again", () => {
  const bytes = [255, 240, 23, 239, 0, 24, 5];
  const drawing = (length: number): Uint8Array => (length === 1 ? Uint8Array.of(bytes.shift() ?? 0) : new Uint8Array(length));
  expect(createWordsCheck(newWords(), drawing).positions).toEqual([1, 6, 24]);
  expect(bytes).toEqual([]);
});
