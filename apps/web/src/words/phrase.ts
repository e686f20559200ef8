/** The phrase room as views see it, so that words have one door on the screen. */
export * from "@kith/core/phrase";
