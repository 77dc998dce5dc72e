import { describe, expect, it, test } from "vitest";
import { contrast, PAPER, parse, SURFACE, tones, type ThemeName } from "./colours";
import { SHAPES } from "./shapes";
import { apart, SIGHTS } from "./sight";
import { STATES } from "./states";
import css from "./tokens.css?raw";

const THEMES: readonly ThemeName[] = ["light", "dark"];
const READ = 4.5; // WCAG 1.4.3, text
const SEEN = 3; // WCAG 1.4.11, what one has to see to use the page

const token = (name: string, theme: ThemeName): string => {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  if (!found) throw new Error(`no token --${name}`);
  return found[theme === "light" ? 1 : 2] ?? "";
};
const between = (one: string, other: string): number => contrast(parse(one), parse(other));

const files = import.meta.glob<string>("../../../curriculum/*/region.yaml", { query: "?raw", import: "default", eager: true });
const regions = Object.entries(files)
  .map(([path, text]) => {
    const part = (name: string): string => new RegExp(`^${name}: "?([^"\\n]+)"?`, "m").exec(text)?.[1] ?? "";
    return { id: path.split("/").at(-2) ?? "", colour: part("colour"), order: Number(part("order")) };
  })
  .sort((a, b) => a.order - b.order);

describe.each(THEMES)("in the %s theme", (theme) => {
  const grounds = ["paper", "surface", "sunk"];

  test.each(["text", "quiet", "accent", "accent-strong", "good", "bad", "caution"])("--%s is read on every ground", (ink) => {
    for (const ground of grounds) expect(between(token(ink, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(READ);
  });

  test.each([
    ["on-accent", "accent"],
    ["on-accent", "accent-strong"],
    ["text", "accent-wash"],
    ["quiet", "accent-wash"],
    ["accent", "accent-wash"],
    ["good", "good-wash"],
    ["bad", "bad-wash"],
    ["caution", "caution-wash"],
    ["text", "caution-wash"],
    ["text", "good-wash"],
    ["text", "bad-wash"],
    ["accent", "caution-wash"],
  ])("--%s is read on --%s", (ink, ground) => {
    expect(between(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(READ);
  });

  test.each(["keyword", "string", "number", "name", "comment"])("code's --code-%s is read", (ink) => {
    expect(between(token(`code-${ink}`, theme), token("code-ground", theme))).toBeGreaterThanOrEqual(READ);
  });

  it("shows the edges of what one can use", () => {
    for (const ground of ["paper", "surface"]) expect(between(token("line-strong", theme), token(ground, theme))).toBeGreaterThanOrEqual(SEEN);
  });

  it("knows the same grounds in the style sheet and in the code that derives colours from them", () => {
    expect(PAPER[theme]).toBe(token("paper", theme));
    expect(SURFACE[theme]).toBe(token("surface", theme));
  });

  test.each(regions)("$id: its name is read and its marks are seen on paper and on its own land", ({ colour }) => {
    const { ink, mark, wash } = tones(colour)[theme];
    for (const ground of [wash, token("paper", theme), token("surface", theme)]) expect(between(ink, ground), ground).toBeGreaterThanOrEqual(READ);
    for (const ground of [wash, token("paper", theme)]) expect(between(mark, ground), ground).toBeGreaterThanOrEqual(SEEN);
  });

  test.each(regions)("$id: text is read on its land", ({ colour }) => {
    const { wash } = tones(colour)[theme];
    for (const ink of ["text", "quiet"]) expect(between(token(ink, theme), wash), ink).toBeGreaterThanOrEqual(READ);
  });

  // Nineteen colours cannot all differ for everyone; those that stand side by side, on the map and in lists, have to.
  test.each([undefined, ...SIGHTS])("regions that follow each other differ for everyone (%s)", (sight) => {
    for (let index = 1; index < regions.length; index++) {
      const [one, other] = [regions[index - 1], regions[index]];
      if (!one || !other) throw new Error("a region is missing");
      const far = apart(parse(tones(one.colour)[theme].mark), parse(tones(other.colour)[theme].mark), sight);
      expect(far, `${one.id} and ${other.id}`).toBeGreaterThan(0.04);
    }
  });
});

it("finds all nineteen regions", () => expect(regions).toHaveLength(19));

describe("the marks of states", () => {
  it("differ in shape, whatever their colour", () => {
    const drawn = STATES.map((state) => SHAPES[state].map(({ d, as }) => `${as} ${d.trim()}`).join("; "));
    expect(new Set(drawn).size).toBe(STATES.length);
  });

  it("stand as a stone when a skill is proved, credited or fading, and as a circle before", () => {
    for (const state of STATES) {
      const stone = SHAPES[state].some(({ d }) => d.includes("6.8 6.8 0 0 1 13.6"));
      expect(stone, state).toBe(["proved", "placed", "fading"].includes(state));
    }
  });
});
