import { expect, test } from "vitest";
import type { Control } from "../types";
import { oneStepOn } from "./ahead";

const STEP: Control = { kind: "slider", name: "step", start: 0.3, low: 0.05, high: 2.1, step: 0.05, whole: false };
const COUNT: Control = { kind: "slider", name: "count", start: 3, low: 1, high: 9, step: 1, whole: true };
const SMOOTH: Control = { kind: "slider", name: "smooth", start: 0.5, low: 0, high: 1, step: 0, whole: false };
const LOUD: Control = { kind: "switch", name: "loud", start: false };
const CONTROLS = [STEP, COUNT, SMOOTH, LOUD];
const START = { step: 0.3, count: 3, smooth: 0.5, loud: false };

test("a slider that was moved by a step is likely to be moved on", () => {
  expect(oneStepOn(CONTROLS, START, { ...START, step: 0.35 })).toEqual({ ...START, step: 0.4 });
  expect(oneStepOn(CONTROLS, START, { ...START, count: 2 })).toEqual({ ...START, count: 1 });
});

test("the next value is the one the browser would give, to the last digit", () => {
  let before = { ...START, step: 0.05 };
  for (let steps = 1; steps < 40; steps++) {
    const now = { ...START, step: Number((0.05 + steps * 0.05).toFixed(2)) };
    expect(oneStepOn(CONTROLS, before, now)?.step).toBe(Number((0.05 + (steps + 1) * 0.05).toFixed(2)));
    before = now;
  }
});

test("nothing is likely at the end of a slider, after a jump, or where nothing or more than one thing was moved", () => {
  expect(oneStepOn(CONTROLS, { ...START, count: 2 }, { ...START, count: 1 })).toBeNull();
  expect(oneStepOn(CONTROLS, START, { ...START, step: 0.7 })).toBeNull();
  expect(oneStepOn(CONTROLS, START, START)).toBeNull();
  expect(oneStepOn(CONTROLS, START, { ...START, step: 0.35, count: 4 })).toBeNull();
  expect(oneStepOn(CONTROLS, START, { ...START, loud: true })).toBeNull();
  expect(oneStepOn(CONTROLS, START, { ...START, smooth: 0.51 })).toBeNull();
  expect(oneStepOn(CONTROLS, null, START)).toBeNull();
});
