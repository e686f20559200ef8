/** What a person does with a page, made of what every driver has. */
import { until } from "../support.ts";
import type { Driver, Wanted } from "./face.ts";

const selectors: Readonly<Record<Wanted["role"], string>> = {
  button: "button, summary", link: "a[href]", heading: "h1, h2, h3", textbox: "textarea, input:not([type=checkbox], [type=file], [type=radio])", checkbox: "input[type=checkbox]",
  list: "ul, ol", table: "table", option: "[role=option]", img: "[role=img]", alert: "[role=alert]",
};

/** An expression for the element that a person would find: seen, enabled, named so, by the whole name rather than a part of it. */
const find = ({ role, name = "", within = "body" }: Wanted): string => `(() => {
  const tidy = (text) => (text ?? "").replaceAll(/\\s+/g, " ").trim();
  const named = (element) => tidy(element.getAttribute("aria-label") ?? (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => (id ? document.getElementById(id)?.textContent : "")).join(" ")) || tidy([...(element.labels ?? [])].map((label) => label.innerText).join(" ")) || tidy(element.innerText ?? element.textContent);
  const all = [...document.querySelectorAll(${JSON.stringify(within)})].flatMap((part) => [...part.querySelectorAll(${JSON.stringify(selectors[role])})]).filter((element) => element.checkVisibility() && !element.disabled);
  return all.find((element) => named(element) === ${JSON.stringify(name)}) ?? all.find((element) => named(element).includes(${JSON.stringify(name)})) ?? null;
})()`;

/** Waits until it is there. Throws with what the page shows instead. */
export async function see(driver: Driver, wanted: Wanted, limitMs = 15_000): Promise<void> {
  await until(async () => (await driver.evaluate(`${find(wanted)} !== null`).catch(() => false)) === true, limitMs).catch(async () => {
    throw new Error(`no ${wanted.role} “${wanted.name ?? ""}” within ${String(limitMs)} ms; the page shows: ${(await textOf(driver, "body")).slice(0, 600)}`);
  });
}

/** Waits for it and clicks it. */
export async function press(driver: Driver, wanted: Wanted, limitMs?: number): Promise<void> {
  await see(driver, wanted, limitMs);
  await driver.click(find(wanted));
}

/** Clicks into an empty field and types. */
export async function write(driver: Driver, wanted: Wanted, text: string): Promise<void> {
  await press(driver, wanted);
  await driver.type(text);
}

/** What is shown of the first part that a selector finds; "" where there is none. */
export const textOf = async (driver: Driver, selector: string): Promise<string> => String(await driver.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ""`).catch(() => ""));

/** The accessible name of what is wanted. */
export const nameOf = async (driver: Driver, wanted: Wanted): Promise<string> => {
  await see(driver, wanted);
  return String(await driver.evaluate(`((element) => element.getAttribute("aria-label") ?? element.innerText)(${find(wanted)})`));
};

/** What stands in a field. */
export const valueOf = async (driver: Driver, wanted: Wanted): Promise<string> => {
  await see(driver, wanted);
  return String(await driver.evaluate(`${find(wanted)}.value`));
};

/** Waits until the part shows a text. Throws with what it shows instead. */
export async function shows(driver: Driver, text: string, { within = "body", limitMs = 15_000 }: { readonly within?: string; readonly limitMs?: number } = {}): Promise<void> {
  await until(async () => (await textOf(driver, within)).includes(text), limitMs).catch(async () => {
    throw new Error(`“${text}” isn’t shown within ${String(limitMs)} ms; this is: ${(await textOf(driver, within)).slice(0, 600)}`);
  });
}
