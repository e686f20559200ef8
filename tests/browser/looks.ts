/**
 * How a page can look: in light and dark, wide and on a phone. All four where pictures are taken (KITH_SHOTS
 * names their folder); otherwise each scheme and each size once.
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { violations } from "./accessible.ts";

export const wide = { width: 1360, height: 860 };
const phone = { width: 390, height: 844 };

const all = [
  { scheme: "light", size: "wide", viewport: wide }, { scheme: "dark", size: "phone", viewport: phone },
  { scheme: "light", size: "phone", viewport: phone }, { scheme: "dark", size: "wide", viewport: wide },
] as const;
type Look = (typeof all)[number];

const shotsFolder = process.env["KITH_SHOTS"];
export const looks: readonly Look[] = shotsFolder === undefined ? all.slice(0, 2) : all;

/** What is wrong with a screen as it stands: rules broken, and how far it is too wide. Its picture is taken. */
export async function wrongWith(page: Page, name: string, { scheme, size }: Look): Promise<readonly string[]> {
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  const wrong = [...await violations(page), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
  if (shotsFolder !== undefined) await page.screenshot({ path: join(shotsFolder, `${name.replace("/", "-")}-${size}-${scheme}.png`) });
  return wrong;
}

/** Looks at a screen in every look, without loading it anew: what is wrong, by name and look. Leaves it wide. */
export async function wrongInAnyLook(page: Page, name: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
    await page.setViewportSize(look.viewport);
    // Colours on their way from one theme to the other have neither's contrast.
    await page.evaluate("Promise.all(document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished.catch(() => undefined)))");
    const wrong = await wrongWith(page, name, look);
    if (wrong.length > 0) found[`${name} ${look.scheme} ${look.size}`] = wrong;
  }
  await page.setViewportSize(wide);
  return found;
}
