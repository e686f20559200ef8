/**
 * Month names as dates in exports and re-saved files write them. Every archive measured so far had
 * English ones, whatever the owner's language; the others stand in case a locale slips through.
 */
const namesByMonth = [
  "jan january januar jänner janv janvier ene enero janeiro gen gennaio januari",
  "feb february februar févr fév février febrero fev fevereiro febbraio februari",
  "mar march mär märz mars marzo março mrt maart",
  "apr april avr avril abr abril aprile",
  "may mai mayo maio mag maggio mei",
  "jun june juni juin junio junho giu giugno",
  "jul july juli juil juillet julio julho lug luglio",
  "aug august août aoû ago agosto augustus",
  "sep sept september septembre septiembre set setembro settembre",
  "oct october okt oktober octobre octubre out outubro ott ottobre",
  "nov november novembre noviembre novembro",
  "dec december dez dezember déc décembre dic diciembre dezembro dicembre",
];

const fold = (name: string): string => name.normalize("NFKD").replace(/[^\p{L}]/gu, "").toLowerCase();

const monthByName = new Map<string, number>();
for (const [index, names] of namesByMonth.entries()) for (const name of names.split(" ")) monthByName.set(fold(name), index + 1);

/** The month, 1 to 12, of a name or abbreviation in English, German, French, Spanish, Portuguese, Italian or Dutch. */
export const monthFromName = (name: string): number | undefined => monthByName.get(fold(name));
