/**
 * The marks of the seven states, on a grid of 20: circles on the way, a milestone once it stands. They differ without
 * any colour. `as` says how a path is drawn: see `.shape-…` in `base.css`.
 */
import type { State } from "../app/types";

export interface Shape {
  d: string;
  as: "full" | "hollow" | "thin" | "dotted" | "solid" | "line" | "cut";
}

const circle = (radius: number): string =>
  `M${10 - radius} 10a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0Z`;

const STONE = "M3.2 17.7V9.2a6.8 6.8 0 0 1 13.6 0v8.5Z";
const RING = circle(6.8);

export const SHAPES: Readonly<Record<State, readonly Shape[]>> = {
  planned: [{ d: circle(5.8), as: "dotted" }],
  ahead: [{ d: circle(6.6), as: "thin" }],
  open: [
    { d: RING, as: "hollow" },
    { d: circle(2.5), as: "solid" },
  ],
  begun: [
    { d: RING, as: "hollow" },
    { d: "M10 3.2a6.8 6.8 0 0 0 0 13.6Z", as: "solid" },
  ],
  proved: [
    { d: STONE, as: "full" },
    { d: "M6.4 11.1l2.6 2.8 4.7-5.5", as: "cut" },
  ],
  placed: [
    { d: STONE, as: "hollow" },
    { d: "M6.7 11.2l2.3 2.5 4.3-5", as: "line" },
  ],
  fading: [
    { d: STONE, as: "hollow" },
    { d: "M3.2 11.8h13.6v5.9H3.2Z", as: "solid" },
  ],
};
