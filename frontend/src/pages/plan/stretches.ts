/** The coming days, those in a row that are for the same taken together: who has little time a day reads one line. */
import type { PlanDay } from "../../app/types";
import { count, day, minutes, weekday } from "../../app/words";

export interface Stretch extends Pick<PlanDay, "on" | "skills" | "reviews"> {
  /** Monday 23 November, or 23 – 30 November */
  when: string;
  /** 40 min, or 5 days of about 8 min */
  time: string;
}

export function stretches(coming: readonly PlanDay[]): Stretch[] {
  const found: PlanDay[][] = [];
  for (const next of coming) {
    const last = found.at(-1);
    if (last && isMore(last[0]!, next)) last.push(next);
    else found.push([next]);
  }
  return found.map((days) => ({ ...days[0]!, when: when(days), time: time(days) }));
}

/** A day with reviews stands for itself: they are another day's another time. */
const isMore = (one: PlanDay, next: PlanDay): boolean =>
  one.reviews.length + next.reviews.length === 0 && one.skills.join() === next.skills.join();

function when(days: PlanDay[]): string {
  const [first, last] = [days[0]!.on, days.at(-1)!.on];
  if (first === last) return weekday(first);
  return `${first.slice(0, 7) === last.slice(0, 7) ? Number(first.slice(8)) : day(first)} – ${day(last)}`;
}

function time(days: PlanDay[]): string {
  const total = days.reduce((sum, each) => sum + each.minutes + each.review_minutes, 0);
  return days.length === 1 ? minutes(total) : `${count(days.length, "day")} of about ${minutes(total / days.length)}`;
}
