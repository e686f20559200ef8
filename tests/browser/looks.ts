/** How a page can look: in light and dark, wide and on a phone. All four where pictures are taken; otherwise each scheme and each size once. */
export const wide = { width: 1360, height: 860 };
const phone = { width: 390, height: 844 };

const all = [
  { scheme: "light", size: "wide", viewport: wide }, { scheme: "dark", size: "phone", viewport: phone },
  { scheme: "light", size: "phone", viewport: phone }, { scheme: "dark", size: "wide", viewport: wide },
] as const;

export const looks = process.env["KITH_SHOTS"] === undefined ? all.slice(0, 2) : all;
