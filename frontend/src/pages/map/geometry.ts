/** The map's arithmetic: lines with round corners, titles in lines, the next skill in a direction, what is in view. */

export interface Spot {
  x: number;
  y: number;
}

// Corners of lines, in units of the map.
const ROUND = 10;

/** A line from a place, in turn down to a y and across to an x, as a path with round corners. */
export function pathOf(x: number, y: number, turns: readonly number[]): string {
  const points = pointsOf({ x, y }, turns);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return "";
  let path = `M${first.x} ${first.y}`;
  for (let index = 1; index < points.length - 1; index++) {
    const [before, corner, after] = points.slice(index - 1, index + 2) as [Spot, Spot, Spot];
    const radius = Math.min(ROUND, distance(before, corner) / 2, distance(corner, after) / 2);
    const [start, end] = [towards(corner, before, radius), towards(corner, after, radius)];
    path += `L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  }
  return `${path}L${last.x} ${last.y}`;
}

function pointsOf(start: Spot, turns: readonly number[]): Spot[] {
  const points = [start];
  let now = start;
  turns.forEach((to, index) => {
    now = index % 2 === 0 ? { ...now, y: to } : { ...now, x: to };
    points.push(now);
  });
  return points;
}

const distance = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Spot, to: Spot, by: number): Spot {
  const whole = distance(from, to) || 1;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return { x: round(from.x + ((to.x - from.x) * by) / whole), y: round(from.y + ((to.y - from.y) * by) / whole) };
}

/** Words in as few lines of at most `wide` letters as they go, as even as they go; what is too much ends in an ellipsis. */
export function inLines(text: string, wide: number, lines: number): string[] {
  for (let count = 1; count <= lines; count++) {
    for (let width = Math.ceil(text.length / count); width <= wide; width++) {
      const made = fill(text, width);
      if (made.length <= count && made.every((line) => line.length <= wide)) return made;
    }
  }
  const shown = fill(text, wide).slice(0, lines);
  return shown.map((line, index) => (index < lines - 1 ? line : `${line.replace(/[\s,:]+$/, "")}…`));
}

function fill(text: string, wide: number): string[] {
  const made: string[] = [];
  for (const word of text.split(" ")) {
    const last = made.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= wide) made[made.length - 1] = `${last} ${word}`;
    else made.push(word);
  }
  return made;
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The nearest place in a direction: what lies aside counts double. */
export function nearest(from: string, direction: Direction, places: ReadonlyMap<string, Spot>): string | undefined {
  const here = places.get(from);
  if (!here) return undefined;
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, { x, y }] of places) {
    const [ahead, aside] = seenFrom(direction, x - here.x, y - here.y);
    if (ahead <= 0 || Math.abs(aside) > ahead * 2.5) continue;
    const far = ahead + 2 * Math.abs(aside);
    if (far < least) [best, least] = [id, far];
  }
  return best;
}

function seenFrom(direction: Direction, dx: number, dy: number): [ahead: number, aside: number] {
  if (direction === "ArrowRight") return [dx, dy];
  if (direction === "ArrowLeft") return [-dx, dy];
  return direction === "ArrowDown" ? [dy, dx] : [-dy, dx];
}

export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the map's origin lies in the panel, in pixels, and how many pixels a unit is. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export const NEAREST = 2.5;

export function fit(what: Frame, panel: { width: number; height: number }, margin = 0): View {
  const scale = Math.min((panel.width - 2 * margin) / what.width, (panel.height - 2 * margin) / what.height, NEAREST);
  return {
    scale,
    x: (panel.width - what.width * scale) / 2 - what.x * scale,
    y: (panel.height - what.height * scale) / 2 - what.y * scale,
  };
}

/** Closer or farther, with the point under the pointer staying where it is. */
export function zoomed(view: View, factor: number, at: Spot, farthest: number): View {
  const scale = Math.min(NEAREST, Math.max(farthest, view.scale * factor));
  const grown = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

/** The map stays in its panel: centred when it is smaller, without empty margins when it is larger. */
export function held(view: View, map: { width: number; height: number }, panel: { width: number; height: number }): View {
  const hold = (at: number, size: number, room: number): number =>
    size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
  return {
    scale: view.scale,
    x: hold(view.x, map.width * view.scale, panel.width),
    y: hold(view.y, map.height * view.scale, panel.height),
  };
}
