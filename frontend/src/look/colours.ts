/**
 * A region's colour, made fit for what it is used for.
 *
 * Authors give a region one colour; the page needs a mark that is seen on paper (3:1), ink that is read on it (4.5:1) and
 * a wash that hardly colours it, light and dark. Each keeps the hue: only lightness moves, in OKLCH, as far as needed.
 */
export type Rgb = readonly [number, number, number];

export const PAPER = { light: "#fbfaf7", dark: "#14181a" } as const;
export const SURFACE = { light: "#ffffff", dark: "#1b2023" } as const;
export type ThemeName = keyof typeof PAPER;

export interface Tones {
  /** Shapes: nodes, bars, lines one follows. */
  mark: string;
  /** Words. */
  ink: string;
  /** The ground of a territory. */
  wash: string;
  /** Its edge, and quiet lines. */
  edge: string;
}

const made = new Map<string, Record<ThemeName, Tones>>();

export function tones(colour: string): Record<ThemeName, Tones> {
  const known = made.get(colour);
  if (known) return known;
  const both = { light: inTheme(colour, "light"), dark: inTheme(colour, "dark") };
  made.set(colour, both);
  return both;
}

/** A tone as a CSS value that follows the theme. */
export function tone(colour: string, which: keyof Tones): string {
  const { light, dark } = tones(colour);
  return `light-dark(${light[which]}, ${dark[which]})`;
}

function inTheme(colour: string, theme: ThemeName): Tones {
  const paper = parse(PAPER[theme]);
  const given = parse(colour);
  const wash = mix(given, paper, theme === "light" ? 0.075 : 0.1);
  return {
    mark: hex(readable(given, [paper, wash], 3.1, theme)),
    ink: hex(readable(given, [paper, wash, parse(SURFACE[theme])], 4.7, theme)),
    wash: hex(wash),
    edge: hex(mix(given, paper, theme === "light" ? 0.42 : 0.5)),
  };
}

function readable(colour: Rgb, grounds: readonly Rgb[], least: number, theme: ThemeName): Rgb {
  const [lightness, a, b] = toOklab(colour);
  const step = theme === "light" ? -0.01 : 0.01;
  let now = colour;
  for (let l = lightness; l > 0.1 && l < 0.97 && grounds.some((ground) => contrast(now, ground) < least); l += step)
    now = fromOklab([l, a, b]);
  return now;
}

/** WCAG 2's contrast of two colours. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function parse(colour: string): Rgb {
  const at = (start: number): number => Number.parseInt(colour.slice(start, start + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

function hex(colour: Rgb): string {
  const two = (part: number): string => Math.round(clamp(part) * 255).toString(16).padStart(2, "0");
  return `#${colour.map(two).join("")}`;
}

const clamp = (part: number): number => Math.min(1, Math.max(0, part));
export const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const gamma = (part: number): number => (part <= 0.0031308 ? part * 12.92 : 1.055 * clamp(part) ** (1 / 2.4) - 0.055);

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const [a, b] = [toOklab(one), toOklab(other)];
  return fromOklab(a.map((part, index) => part * share + (b[index] ?? 0) * (1 - share)) as unknown as Rgb);
}

// Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/
export function toOklab(colour: Rgb): Rgb {
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
