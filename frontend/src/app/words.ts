/** Days, times, sizes and numbers as people write them. Days come as `YYYY-MM-DD` and are nobody's time zone. */

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const DAY_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

const date = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** 14 March */
export const day = (iso: string): string => DAY.format(date(iso));
/** 14 March 2027 */
export const dayOfYear = (iso: string): string => DAY_YEAR.format(date(iso));
/** The day a moment falls on where the reader is, as `YYYY-MM-DD`. */
export const dayAt = (iso: string): string => {
  const at = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};
/** Saturday 14 March */
export const weekday = (iso: string): string => WEEKDAY.format(date(iso));
/** March 2027 */
export const month = (iso: string): string => MONTH.format(date(iso));
/** 14 Mar, 09:30, where the reader is */
export const moment = (iso: string): string => MOMENT.format(new Date(iso));

/** 14 March; with the year unless it is this one. */
export const dayNear = (iso: string): string => (iso.startsWith(String(new Date().getFullYear())) ? day(iso) : dayOfYear(iso));

/** 25 min, 1 h 30 min, 14 h */
export function minutes(count: number): string {
  const whole = Math.round(count);
  if (whole < 60) return `${whole} min`;
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return rest === 0 || hours >= 10 ? `${Math.round(whole / 60)} h` : `${hours} h ${rest} min`;
}

/** 610 MB */
export function bytes(count: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let [size, unit] = [count, 0];
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** 1 skill, 3 skills */
export const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`;
