/** Paths and what they mean. Pure; `router.ts` listens to the browser. */

import type { PersonId } from "@kith/core";

/** Where the owner is. */
export type Route =
  | { readonly page: "today" }
  | { readonly page: "people"; readonly id?: PersonId }
  | { readonly page: "circles" }
  | { readonly page: "goals" }
  /** Without a part: finding a path, to `to` where given. */
  | { readonly page: "introductions"; readonly to?: string; readonly part?: IntroductionsPart }
  | { readonly page: "balance" }
  | { readonly page: "review" }
  | { readonly page: "requests" }
  | { readonly page: "import" }
  | { readonly page: "history" }
  | { readonly page: "data" }
  | { readonly page: "devices" };

/** The parts of Introductions beside finding a path. */
export type IntroductionsPart = "under-way" | "to-give";

export type PageName = Route["page"];

const plainPages: readonly PageName[] = ["today", "people", "circles", "goals", "introductions", "balance", "review", "requests", "import", "history", "data", "devices"];

/** What stands beside an address and not in it: browsers keep addresses for months, and a name is nobody's business there. */
export interface Beside {
  /** The target of an introduction, in words. */
  readonly to?: string;
}

/** The route of a same-origin path such as "/people/abc" or "/introductions?to=Ada", with what stands beside it; undefined where Kith has no such page. */
export function parseRoute(path: string, beside?: Beside): Route | undefined {
  const url = new URL(path, "https://kith.invalid");
  const [first = "", second, ...more] = url.pathname.split("/").slice(1).map((part) => decodeURIComponent(part));
  if (more.length > 0) return undefined;
  if (first === "" || first === "index.html") return { page: "today" };
  if (first === "people" && second) return { page: "people", id: second as PersonId };
  if (first === "introductions" && (second === "under-way" || second === "to-give")) return { page: "introductions", part: second };
  if (second) return undefined;
  if (first === "introductions") {
    const to = url.searchParams.get("to") ?? beside?.to ?? "";
    return { page: "introductions", ...(to === "" ? {} : { to }) };
  }
  return plainPages.includes(first as PageName) ? ({ page: first } as Route) : undefined;
}

/** The path of a route; `parseRoute` gives the route back, with what `besideOf` says. It holds no words: only ids. */
export function pathOf(route: Route): string {
  if (route.page === "people" && route.id !== undefined) return `/people/${encodeURIComponent(route.id)}`;
  if (route.page === "introductions" && route.part !== undefined) return `/introductions/${route.part}`;
  if (route.page === "introductions" && route.to !== undefined && isId(route.to)) return `/introductions?to=${encodeURIComponent(route.to)}`;
  return `/${route.page}`;
}

/** What of a route doesn't stand in its path. */
export const besideOf = (route: Route): Beside => (route.page === "introductions" && route.to !== undefined && !isId(route.to) ? { to: route.to } : {});

/** A person's id is a hash and tells nothing. */
const isId = (to: string): boolean => /^[\w-]{22}$/u.test(to);
