/** Drawing what a verdict tells of a figure: from data to places, ticks and words. Nothing here touches the page. */
import type { Drawing, DrawnAxes } from "../types";

export type Scale = (value: number | null | undefined) => number | null;

export interface Tick {
  at: number;
  text: string;
}

/** From a value to a place between two pixels. What cannot be placed (a gap, the logarithm of nothing) is `null`. */
export function scaleOf(limits: readonly number[], name: string, from: number, to: number): Scale {
  const turn = name === "log" ? Math.log10 : (value: number): number => value;
  const [low = 0, high = 1] = limits.map(turn);
  const span = high - low;
  return (value) => {
    if (value === null || value === undefined) return null;
    const at = from + ((turn(value) - low) / span) * (to - from);
    return Number.isFinite(at) ? Math.round(at * 100) / 100 : null;
  };
}

/** Round numbers within the limits, a handful; powers of ten on a logarithmic axis; texts where the axis has them. */
export function ticksOf(limits: readonly number[], name: string, labels: readonly string[], scale: Scale, wanted = 4): Tick[] {
  const [low, high] = [Math.min(...limits), Math.max(...limits)];
  if (labels.length > 0) {
    const step = Math.ceil(labels.length / 12);
    return labels.flatMap((text, index) => (index % step === 0 && index >= low && index <= high ? placed(index, shortened(text), scale) : []));
  }
  if (name === "log" && low > 0) {
    const powers = range(Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9));
    const step = Math.ceil(powers.length / wanted);
    if (powers.length > 1) return powers.filter((_, index) => index % step === 0).flatMap((power) => placed(10 ** power, said(10 ** power), scale));
  }
  if (!(high > low)) return [];
  const step = roundStep((high - low) / wanted);
  return range(Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)).flatMap((times) => placed(times * step, said(times * step, step), scale));
}

function placed(value: number, text: string, scale: Scale): Tick[] {
  const at = scale(value);
  return at === null ? [] : [{ at, text }];
}

const range = (first: number, last: number): number[] => Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10) * power;
}

/** A number with as many digits as its step asks for. */
export function said(value: number, step = value): string {
  if (value === 0 || Math.abs(value) < Math.abs(step) * 1e-6) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential().replace(/(\.\d{2})\d+/, "$1").replace("e+", "e");
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(step)) + 1e-9));
  return String(Number(value.toFixed(Math.min(digits + 1, 6))));
}

const LONGEST = 14;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** A path through points; a gap begins anew. */
export function pathOf(x: readonly (number | null)[], y: readonly (number | null)[], across: Scale, up: Scale): string {
  let path = "";
  let down = false;
  x.forEach((value, index) => {
    const [left, top] = [across(value), up(y[index])];
    if (left === null || top === null) return void (down = false);
    path += `${down ? "L" : "M"}${left} ${top}`;
    down = true;
  });
  return path;
}

const DASHES: Record<string, string> = { "--": "6 4", dashed: "6 4", ":": "2 3", dotted: "2 3", "-.": "8 3 2 3", dashdot: "8 3 2 3" };
export const dashesOf = (style: string): string | undefined => DASHES[style];
export const isDrawn = (style: string): boolean => !["", " ", "None", "none"].includes(style);

const LEVELS = 8;

/** Cells of a grid as one path for each of a few shades: a thousand rectangles of their own would be slow. */
export function shadesOf({ cells, columns, extent }: DrawnAxes["images"][number], across: Scale, up: Scale): { share: number; path: string }[] {
  const rows = Math.ceil(cells.length / columns);
  const [left, right, bottom, top] = (extent.length === 4 ? extent : [-0.5, columns - 0.5, rows - 0.5, -0.5]) as [number, number, number, number];
  const paths = new Map<number, string>();
  cells.forEach((cell, index) => {
    if (cell === null) return;
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const corner = (c: number, r: number): [number | null, number | null] => [across(left + ((right - left) * c) / columns), up(top + ((bottom - top) * r) / rows)];
    const [x0, y0] = corner(column, row);
    const [x1, y1] = corner(column + 1, row + 1);
    if (x0 === null || y0 === null || x1 === null || y1 === null) return;
    const level = Math.min(Math.floor(cell * LEVELS), LEVELS - 1);
    paths.set(level, `${paths.get(level) ?? ""}M${x0} ${y0}H${x1}V${y1}H${x0}z`);
  });
  return [...paths].sort(([one], [other]) => one - other).map(([level, path]) => ({ share: level / (LEVELS - 1), path }));
}

/** What stands in the legend: names with the colours of what carries them. */
export function legendOf(axes: DrawnAxes): { name: string; color: string }[] {
  const artists = [...axes.lines, ...axes.bars, ...axes.points, ...axes.fills];
  return axes.legend.map((name) => ({ name, color: artists.find(({ label }) => label === name)?.color ?? "" }));
}

/** A figure for those who do not see it. */
export function inWords(drawing: Drawing): string {
  const sentences = drawing.axes.map((axes) => {
    const kinds = [
      some(axes.lines.length, "line"),
      some(axes.bars.length, "bar"),
      some(axes.points.reduce((sum, { x }) => sum + x.length, 0), "point"),
      some(axes.images.length, "image"),
      some(axes.fills.length, "area"),
    ].filter(Boolean);
    const along = [axes.xlabel && `x: ${axes.xlabel}`, axes.ylabel && `y: ${axes.ylabel}`].filter(Boolean).join(", ");
    const names = axes.legend.length > 0 ? `Legend: ${axes.legend.join(", ")}.` : "";
    return [axes.title && `${axes.title}.`, `${kinds.join(", ") || "Nothing drawn"}.`, along && `${along}.`, names].filter(Boolean).join(" ");
  });
  return [drawing.title && `${drawing.title}.`, ...sentences].filter(Boolean).join(" ");
}

const some = (count: number, one: string): string => (count === 0 ? "" : `${count} ${one}${count === 1 ? "" : "s"}`);
