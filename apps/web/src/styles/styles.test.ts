import { expect, test } from "vitest";

const sheets = import.meta.glob<string>("./*.css", { query: "?raw", import: "default", eager: true });
const sources = import.meta.glob<string>("../{views,pages,elements}/*.ts", { query: "?raw", import: "default", eager: true });
const where = (files: Readonly<Record<string, string>>, pattern: RegExp): readonly string[] => Object.keys(files).filter((name) => pattern.test(files[name] ?? ""));

test("[W13] raw colours stand in tokens.css alone, and no template has a style attribute", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(20);
  expect(where(sheets, /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(/iu).filter((name) => name !== "./tokens.css")).toEqual([]);
  expect(where(sources, /<[a-z][a-z-]*[^>`]*\sstyle="/u)).toEqual([]);
});
