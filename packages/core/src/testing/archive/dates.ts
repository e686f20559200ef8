/** Dates as an export of 2026 writes them, from ms UTC. Core has no `Date`. */
import { dayMs } from "../../prelude/time.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number): string => `${value}`.padStart(2, "0");

/** Hinnant's civil_from_days, the way back from `files/civil-date.ts`. */
function civil(ms: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = Math.floor(ms / dayMs) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

function clock(ms: number): { readonly hour: number; readonly minute: number; readonly second: number } {
  const seconds = Math.floor((ms - Math.floor(ms / dayMs) * dayMs) / 1000);
  return { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 };
}

/** `04 Mar 2023`, as in Connections. */
export function connectedOn(ms: number): string {
  const { year, month, day } = civil(ms);
  return `${two(day)} ${months[month - 1] ?? ""} ${year}`;
}

/** `2023-03-04 12:33:10 UTC`, as in messages. */
export function messageDate(ms: number): string {
  const { year, month, day } = civil(ms);
  const { hour, minute, second } = clock(ms);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)} UTC`;
}

/** `4/4/23, 1:23 PM`, as in Invitations. */
export function sentAt(ms: number): string {
  const { year, month, day } = civil(ms);
  const { hour, minute } = clock(ms);
  return `${month}/${day}/${two(year % 100)}, ${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? "AM" : "PM"}`;
}
