/** The three parts of Introductions. */
import type { TemplateResult } from "lit";
import type { IntroductionsPart } from "../routes.ts";
import { tabsView } from "./tabs-view.ts";

/** The links; `part` undefined: finding a path. */
export const introductionTabs = (part: IntroductionsPart | undefined): TemplateResult => tabsView("Introductions", [
  { href: "/introductions", words: "Find a path", isHere: part === undefined },
  { href: "/introductions/under-way", words: "Under way", isHere: part === "under-way" },
  { href: "/introductions/to-give", words: "To give", isHere: part === "to-give" },
]);
