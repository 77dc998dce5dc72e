/** The coast of a territory: its rectangle as if drawn by hand. The same territory always has the same coast. */
import type { Frame } from "./geometry";

// How far apart the points of a coast are, how far it strays, and how round its corners are; in units of the map.
const STEP = 46;
const STRAY = 7;
const CORNER = 34;

export function coast(box: Frame, name: string): string {
  const random = dice(name);
  const points = around(box).map(([x, y]) => [x + (random() - 0.5) * 2 * STRAY, y + (random() - 0.5) * 2 * STRAY] as const);
  return smooth(points);
}

type Pair = readonly [number, number];

function around({ x, y, width, height }: Frame): Pair[] {
  const sides: [from: Pair, to: Pair][] = [
    [[x + CORNER, y], [x + width - CORNER, y]],
    [[x + width, y + CORNER], [x + width, y + height - CORNER]],
    [[x + width - CORNER, y + height], [x + CORNER, y + height]],
    [[x, y + height - CORNER], [x, y + CORNER]],
  ];
  return sides.flatMap(([from, to]) => {
    const count = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP));
    return Array.from({ length: count + 1 }, (_, index): Pair => {
      const part = index / count;
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    });
  });
}

/** A closed curve through all points (Catmull and Rom's, as Bézier curves). */
function smooth(points: readonly Pair[]): string {
  const at = (index: number): Pair => points[(index + points.length) % points.length] as Pair;
  const told = (value: number): number => Math.round(value);
  const start = at(0);
  let path = `M${told(start[0])} ${told(start[1])}`;
  for (let index = 0; index < points.length; index++) {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    path += `C${told(b[0] + (c[0] - a[0]) / 6)} ${told(b[1] + (c[1] - a[1]) / 6)} ${told(c[0] - (d[0] - b[0]) / 6)} ${told(c[1] - (d[1] - b[1]) / 6)} ${told(c[0])} ${told(c[1])}`;
  }
  return `${path}Z`;
}

/** Numbers from 0 to 1 that follow from a name (FNV-1a, then xorshift). */
function dice(name: string): () => number {
  let seed = 0x811c9dc5;
  for (const letter of name) seed = Math.imul(seed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 0x1_0000_0000;
  };
}
