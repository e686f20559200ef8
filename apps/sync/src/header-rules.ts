/** The headers of the client's files: the `_headers` file that Cloudflare reads, for every other place that serves them. */

/** For a path, or for all below one where it ends in `*`. */
export interface HeaderRule {
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Reads a `_headers` file. What Kith's own has no use for (hosts, placeholders, a `*` within) throws, with the line's number. */
export function parseHeaderRules(text: string): readonly HeaderRule[] {
  const rules: { path: string; headers: [string, string][] }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const [, path] = /^(\/[^\s*:]*\*?)\s*$/u.exec(line) ?? [];
    const [, name, value] = /^\s+([\w-]+):\s*(.*\S)\s*$/u.exec(line) ?? [];
    const rule = rules.at(-1);
    if (path !== undefined) rules.push({ path, headers: [] });
    else if (rule && name !== undefined && value !== undefined) rule.headers.push([name, value]);
    else if (!/^\s*(?:#.*)?$/u.test(line)) throw new Error(`_headers, line ${index + 1}: neither a path nor a header under one: ${line}`);
  }
  return rules;
}

/** All headers for a path: every rule that matches adds its own. */
export function headersFor(rules: readonly HeaderRule[], path: string): Headers {
  const headers = new Headers();
  const matching = rules.filter((rule) => (rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path));
  for (const [name, value] of matching.flatMap((rule) => rule.headers)) headers.append(name, value);
  return headers;
}
