/** Where a score stands between baseline and reference: better is to the right, whichever way the metric counts. */
import type { Score } from "../types";

/** How far the line goes on beyond baseline or reference for the learner's score, in lengths between the two. */
const BEYOND = 0.6;

export interface Places {
  /** All from 0 at the left end to 1 at the right. */
  baseline: number;
  bar: number;
  reference: number;
  value: number | null;
  /** The score lies further out than there is room for. */
  off: "worse" | "better" | null;
  reached: boolean;
}

export function placesOf({ value, bar, baseline, reference, better }: Score): Places {
  const reached = value !== null && (better === "higher" ? value >= bar : value <= bar);
  if (baseline === reference) return { baseline: 0.5, bar: 0.5, reference: 0.5, value: value === null ? null : value === bar ? 0.5 : reached ? 1 : 0, off: null, reached };
  // 0 at the baseline, 1 at the reference; the sign of the metric falls out by itself.
  const along = (score: number): number => (score - baseline) / (reference - baseline);
  const own = value === null ? null : Math.min(Math.max(along(value), -BEYOND), 1 + BEYOND);
  const low = Math.min(0, along(bar), own ?? 0);
  const high = Math.max(1, along(bar), own ?? 1);
  const share = (at: number): number => (at - low) / (high - low);
  const off = value === null || along(value) === own ? null : along(value) < 0 ? "worse" : "better";
  return { baseline: share(0), bar: share(along(bar)), reference: share(1), value: own === null ? null : share(own), off, reached };
}
