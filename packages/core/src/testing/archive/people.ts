/** Invented people in several scripts. No name, firm or address here belongs to anybody. */
import { dayMs } from "../../prelude/time.ts";
import type { Seeded } from "./seeded.ts";

export interface MadePerson {
  readonly first: string;
  readonly last: string;
  /** Decoded; unique in the archive. */
  readonly slug: string;
  readonly organisation: string;
  readonly position: string;
  /** Midnight UTC; absent for those not connected. */
  readonly connectedMs?: number;
}

export const urlOf = (slug: string): string => `https://www.linkedin.com/in/${slug}`;
export const nameOf = ({ first, last }: MadePerson): string => `${first} ${last}`;

type Names = readonly [string, ...string[]];
const nameSets: readonly [readonly [Names, Names], ...(readonly [Names, Names])[]] = [
  [["Ada", "Bram", "Cleo", "Dario", "Edda", "Fenna", "Hollis", "Imke", "Joran", "Maren"], ["Ravenhollow", "Tidewell", "Ashgrove", "Corvane", "Dunmarsh", "Elderfen", "Galehurst", "Mossbank"]],
  [["Ágota", "Björk", "Céleste", "Łucja", "Özge", "Tomás"], ["Brzęczkowska", "Échevarrède", "Fjällbäck", "Krásnohorský", "Šťastnický"]],
  [["Лада", "Мирон", "Тимур"], ["Берестовская", "Громовлад", "Туманова"]],
  [["雨桐", "明轩", "思远"], ["欧阳", "闻人", "司空"]],
  [["نورا", "سامي", "ليان"], ["البحراوي", "الزيتوني", "القمري"]],
];
const firmA: Names = ["Brightwater", "Copperline", "Driftwood", "Emberfield", "Fathom", "Halcyon", "Juniper", "Northwind", "Opaline", "Saltmarsh"];
const firmB: Names = ["Labs", "Systems", "Logistics", "Health", "Energy", "Bank", "Mobility", "Textiles"];
const positions: Names = ["Software Engineer", "Head of Product", "Operations Lead", "CFO", "Data Scientist", "Founder", "Recruiter"];
/** Quirks of real names: credentials, emoji, stray spaces. */
const suffixes: Names = ["", "", "", "", "", "", "", ", PhD", " 🚀", " "];

/** What a person is made for; `sinceMs` bounds when they connected, and is absent for those who didn't. */
export interface PersonWish {
  readonly number: number;
  readonly asOfMs: number;
  readonly connected: boolean;
  readonly organisation?: string;
}

export function makePerson(random: Seeded, { number, asOfMs, connected, organisation }: PersonWish): MadePerson {
  const [firsts, lasts] = random.pick(random.chance(0.6) ? [nameSets[0]] : nameSets);
  const [first, last] = [random.pick(firsts), random.pick(lasts)];
  const slug = `${first}-${last}-${random.hex(4)}${number.toString(16)}`.toLowerCase().normalize("NFC");
  return {
    first, last: `${last}${random.pick(suffixes)}`, slug,
    organisation: organisation ?? `${random.pick(firmA)} ${random.pick(firmB)}`,
    position: random.pick(positions),
    ...(connected ? { connectedMs: Math.floor(asOfMs / dayMs - random.between(1100, 3600)) * dayMs } : {}),
  };
}
