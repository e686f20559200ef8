import { expect, test } from "vitest";
import type { PersonId } from "@kith/core";
import { besideOf, parseRoute, pathOf, type Route } from "./routes.ts";

const routes: readonly Route[] = [{ page: "today" }, { page: "people" }, { page: "people", id: "a-b_C" as PersonId }, { page: "introductions" }, { page: "introductions", to: "linkedin.com/in/zoë?x=1&y" }, { page: "introductions", part: "under-way" }, { page: "introductions", part: "to-give" }, { page: "circles" }, { page: "goals" }, { page: "balance" }, { page: "review" }, { page: "requests" }, { page: "import" }, { page: "history" }, { page: "data" }, { page: "devices" }];

test("[W1] every route has a path that leads back to it, with what stands beside it", () => {
  for (const route of routes) expect(parseRoute(pathOf(route), besideOf(route))).toEqual(route);
});

test("[W2] the bare address is Today; a path Kith doesn't know is nothing", () => {
  expect(parseRoute("/")).toEqual({ page: "today" });
  expect(parseRoute("/index.html")).toEqual({ page: "today" });
  expect(parseRoute("/v1/pull")).toBeUndefined();
  expect(parseRoute("/today/x")).toBeUndefined();
  expect(parseRoute("/introductions/given-up")).toBeUndefined();
});
