import { describe, expect, it } from "vitest";
import type { PlanDay } from "../../app/types";
import { stretches } from "./stretches";

const planned = (on: string, skills: string[], minutes: number, reviews: string[] = []): PlanDay => ({
  on,
  skills,
  minutes,
  reviews,
  review_minutes: 5 * reviews.length,
});
const told = (...days: PlanDay[]): string[] => stretches(days).map(({ when, time }) => `${when}: ${time}`);

describe("the coming days", () => {
  it("stand for themselves where each is for something else", () =>
    expect(told(planned("2026-11-23", ["svd"], 40), planned("2026-11-24", ["pca"], 65))).toEqual([
      "Monday 23 November: 40 min",
      "Tuesday 24 November: 1 h 5 min",
    ]));
  it("are one line where they are for the same", () =>
    expect(told(planned("2026-11-23", ["svd"], 8), planned("2026-11-24", ["svd"], 8), planned("2026-11-26", ["svd"], 11))).toEqual([
      "23 – 26 November: 3 days of about 9 min",
    ]));
  it("name both months where the line reaches into another", () =>
    expect(told(planned("2026-11-30", ["svd"], 8), planned("2026-12-01", ["svd"], 8))).toEqual([
      "30 November – 1 December: 2 days of about 8 min",
    ]));
  it("with reviews stand for themselves", () =>
    expect(told(planned("2026-11-23", ["svd"], 8), planned("2026-11-24", ["svd"], 8, ["pca"])).length).toBe(2));
});
