/**
 * Shown values, laid out again as rows and columns, so that two of them can be compared cell by cell.
 *
 * A verdict carries values as text for people. Arrays and tables among it have a form one can read back; what has not
 * stays text (`null` here). Nothing is evaluated.
 */
import type { Value } from "../types";

export interface Grid {
  /** Over the columns, when they have names; the first is over the rows' names. */
  header: string[] | null;
  /** Beside the rows, when they have names. */
  index: string[] | null;
  rows: string[][];
  /** Of which part of a larger array this is: `[0]`. */
  where: string;
}

export const LEFT_OUT = "…";

export function gridsOf({ text, type }: Value): Grid[] | null {
  if (text.startsWith("array(") && text.endsWith(")")) return arrays(text.slice(6, -1));
  if (type === "DataFrame") return table(text.split("\n"), true);
  if (type === "Series") return table(text.split("\n").slice(0, -1), false);
  if (type === "list" && text.startsWith("[")) return arrays(text);
  return null;
}

type Nested = string | Nested[];

function arrays(text: string): Grid[] | null {
  const nested = read(text);
  if (nested === null || typeof nested === "string" || nested.length === 0) return null;
  return gridded(nested, "");
}

function gridded(nested: Nested[], where: string): Grid[] | null {
  if (isRow(nested)) return [{ header: null, index: null, rows: [nested], where }];
  const rows = nested.filter((row): row is Nested[] => typeof row !== "string");
  if (rows.every(isRow)) {
    const wide = Math.max(...rows.map((row) => row.length));
    if (rows.some((row) => row.length !== wide)) return null;
    const filled = nested.map((row) => (typeof row === "string" ? Array<string>(wide).fill(LEFT_OUT) : (row as string[])));
    return [{ header: null, index: null, rows: filled, where }];
  }
  const grids: Grid[] = [];
  for (const [position, part] of nested.entries()) {
    if (typeof part === "string") continue;
    const inside = gridded(part, `${where}[${position}]`);
    if (!inside) return null;
    grids.push(...inside);
  }
  return grids;
}

const isRow = (part: Nested): part is string[] => typeof part !== "string" && part.every((each) => typeof each === "string");

/** Brackets, commas, and between them words or quoted text. */
function read(text: string): Nested | null {
  let at = 0;
  const blank = (): void => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const one = (): Nested | null => {
    blank();
    if (text[at] !== "[") return word();
    at++;
    const parts: Nested[] = [];
    for (;;) {
      blank();
      if (text[at] === "]") {
        at++;
        return parts;
      }
      const part = one();
      if (part === null) return null;
      parts.push(part);
      blank();
      if (text[at] === ",") at++;
      else if (text[at] !== "]") return null;
    }
  };
  const word = (): string | null => {
    const found = /^(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\([^()]*\)|[^\s,[\](){}'"]+)/.exec(text.slice(at));
    if (!found) return null;
    at += found[0].length;
    return found[0];
  };
  const nested = one();
  blank();
  return at === text.length ? nested : null;
}

/** Lines whose columns are set apart by two blanks at least, in every line. */
function table(lines: string[], headed: boolean): Grid[] | null {
  const wide = Math.max(...lines.map((line) => line.length));
  const even = lines.map((line) => line.padEnd(wide));
  const spans: [number, number][] = [];
  let start = -1;
  let blanks = 0;
  for (let column = 0; column <= wide; column++) {
    const empty = column === wide || even.every((line) => line[column] === " ");
    if (!empty) {
      if (start < 0) start = column;
      blanks = 0;
    } else if (++blanks === 2 || column === wide) {
      if (start >= 0) spans.push([start, column + 1]);
      start = -1;
    }
  }
  if (spans.length < 2) return null;
  const cells = even.map((line) => spans.map(([from, to]) => line.slice(from, to).trim()));
  const header = headed ? (cells.shift() ?? null) : null;
  return [{ header, index: cells.map((row) => row[0] ?? ""), rows: cells.map((row) => row.slice(1)), where: "" }];
}

/** Which cells of `one` differ from `other`; `null` when the two are not laid out alike. */
export function differing(one: Grid, other: Grid): boolean[][] | null {
  const alike = one.rows.length === other.rows.length && one.rows.every((row, r) => row.length === other.rows[r]?.length);
  if (!alike) return null;
  const unlike = (same: (a: string, b: string) => boolean): boolean[][] =>
    one.rows.map((row, r) => row.map((cell, c) => !same(cell, other.rows[r]?.[c] ?? "")));
  const marked = unlike(near);
  // All near, and yet it failed: then the last digits are what it is about.
  return marked.some((row) => row.includes(true)) ? marked : unlike((a, b) => a === b);
}

function near(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return false;
  return Math.abs(x - y) <= 1e-5 * Math.max(Math.abs(x), Math.abs(y));
}

/** What two texts have in common at their beginning and end, and what stands between. */
export function apart(one: string, other: string): { before: string; one: string; other: string; after: string } {
  let from = 0;
  const most = Math.min(one.length, other.length);
  while (from < most && one[from] === other[from]) from++;
  let end = 0;
  while (end < most - from && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return {
    before: one.slice(0, from),
    one: one.slice(from, one.length - end),
    other: other.slice(from, other.length - end),
    after: one.slice(one.length - end),
  };
}
