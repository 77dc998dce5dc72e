/** How colours look to people who see fewer of them (Machado, Oliveira and Fernandes 2009, full strength). For tests. */
import { linear, toOklab, type Rgb } from "./colours";

const MATRICES = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
export const SIGHTS = Object.keys(MATRICES) as (keyof typeof MATRICES)[];

const gamma = (part: number): number => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);

function seen(colour: Rgb, sight: keyof typeof MATRICES): Rgb {
  const m = MATRICES[sight];
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  const row = (at: number): number => Math.min(1, Math.max(0, (m[at] ?? 0) * r + (m[at + 1] ?? 0) * g + (m[at + 2] ?? 0) * b));
  return [gamma(row(0)), gamma(row(3)), gamma(row(6))];
}

/** How far apart two colours are to someone: about 0.02 is the least difference that is noticed side by side. */
export function apart(one: Rgb, other: Rgb, sight?: keyof typeof MATRICES): number {
  const [a, b] = [one, other].map((colour) => toOklab(sight ? seen(colour, sight) : colour)) as [Rgb, Rgb];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
