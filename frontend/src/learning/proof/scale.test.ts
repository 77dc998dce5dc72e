import { describe, expect, test } from "vitest";
import type { Score } from "../types";
import { placesOf } from "./scale";

const ERROR: Score = { metric: "error", better: "lower", value: null, bar: 2, baseline: 4, reference: 1 };
const ACCURACY: Score = { metric: "accuracy", better: "higher", value: null, bar: 0.8, baseline: 0.5, reference: 0.9 };

/** From left to right, what stands where. */
const order = (score: Score): string[] => {
  const { baseline, bar, reference, value } = placesOf(score);
  const all = Object.entries({ baseline, bar, reference, ...(value === null ? {} : { value }) });
  return all.sort(([, one], [, other]) => one - other).map(([name]) => name);
};

describe.each([
  ["lower is better", ERROR, { below: 5, between: 3, above: 1.5, beyond: 0.5 }],
  ["higher is better", ACCURACY, { below: 0.4, between: 0.7, above: 0.85, beyond: 0.95 }],
])("where %s", (_, score, values) => {
  test("without a score the three marks stand by themselves", () => {
    expect(order(score)).toEqual(["baseline", "bar", "reference"]);
    expect(placesOf(score)).toMatchObject({ baseline: 0, reference: 1, value: null, reached: false });
  });
  test("below the baseline", () => {
    expect(order({ ...score, value: values.below })).toEqual(["value", "baseline", "bar", "reference"]);
    expect(placesOf({ ...score, value: values.below }).reached).toBe(false);
  });
  test("between baseline and bar", () => {
    expect(order({ ...score, value: values.between })).toEqual(["baseline", "value", "bar", "reference"]);
    expect(placesOf({ ...score, value: values.between }).reached).toBe(false);
  });
  test("above the bar", () => {
    expect(order({ ...score, value: values.above })).toEqual(["baseline", "bar", "value", "reference"]);
    expect(placesOf({ ...score, value: values.above }).reached).toBe(true);
  });
  test("above the reference", () => {
    expect(order({ ...score, value: values.beyond })).toEqual(["baseline", "bar", "reference", "value"]);
    expect(placesOf({ ...score, value: values.beyond }).reached).toBe(true);
  });
  test("on the bar is enough", () => expect(placesOf({ ...score, value: score.bar }).reached).toBe(true));
});

test("a score that is far off leaves room for the others", () => {
  const places = placesOf({ ...ERROR, value: 4000 });
  expect(places).toMatchObject({ value: 0, off: "worse" });
  expect(places.reference - places.baseline).toBeGreaterThan(0.6);
  expect(placesOf({ ...ERROR, value: -4000 })).toMatchObject({ value: 1, off: "better" });
});

test("baseline and reference may be the same", () => {
  expect(placesOf({ ...ERROR, baseline: 1, bar: 1, value: 1 })).toMatchObject({ value: 0.5, reached: true });
  expect(placesOf({ ...ERROR, baseline: 1, bar: 1, value: 3 })).toMatchObject({ value: 0, reached: false });
});
