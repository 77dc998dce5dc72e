import type { Control, Setting } from "../types";

/** Where the controls stand if the one slider that was moved by one step is moved once more; else nothing. */
export function oneStepOn(
  controls: readonly Control[],
  before: Record<string, Setting> | null,
  now: Record<string, Setting>,
): Record<string, Setting> | null {
  if (!before) return null;
  const moved = controls.filter(({ name }) => before[name] !== now[name]);
  const [slider] = moved;
  if (moved.length !== 1 || slider?.kind !== "slider" || !slider.step) return null;
  const [from, to] = [Number(before[slider.name]), Number(now[slider.name])];
  const steps = Math.round((to - slider.low) / slider.step) + (to > from ? 1 : -1);
  // As the browser counts: from the lowest value, in decimals rather than in the binary fractions next to them.
  const next = Number((slider.low + steps * slider.step).toFixed(decimals(slider.low, slider.step)));
  const by = Math.abs(to - from) / slider.step;
  if (Math.abs(by - 1) > 1e-6 || next < slider.low || next > slider.high) return null;
  return { ...now, [slider.name]: next };
}

const decimals = (...numbers: number[]): number => Math.max(...numbers.map((number) => (String(number).split(".")[1] ?? "").length));
