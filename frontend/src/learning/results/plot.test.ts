import { describe, expect, test } from "vitest";
import type { DrawnAxes } from "../types";
import { inWords, legendOf, pathOf, said, scaleOf, shadesOf, ticksOf } from "./plot";

const AXES: DrawnAxes = {
  title: "Losses",
  xlabel: "epoch",
  ylabel: "loss",
  xlim: [0, 10],
  ylim: [0, 1],
  xscale: "linear",
  yscale: "linear",
  legend: ["training"],
  xticklabels: [],
  yticklabels: [],
  lines: [{ x: [0, 10], y: [1, 0], color: "#aa0000", label: "training", style: "-", marker: "None" }],
  bars: [],
  points: [],
  images: [],
  texts: [],
  fills: [],
};

describe("scales", () => {
  test("lead from values to places, upwards where the axis does", () => {
    const up = scaleOf([0, 1], "linear", 100, 0);
    expect([up(0), up(0.25), up(1)]).toEqual([100, 75, 0]);
  });
  test("take logarithms, and place nothing that has none", () => {
    const across = scaleOf([1, 100], "log", 0, 10);
    expect([across(1), across(10), across(100), across(0), across(-3)]).toEqual([0, 5, 10, null, null]);
  });
  test("leave gaps and axes without extent alone", () => {
    expect(scaleOf([0, 1], "linear", 0, 9)(null)).toBeNull();
    expect(scaleOf([2, 2], "linear", 0, 9)(2)).toBeNull();
  });
});

describe("ticks", () => {
  const texts = (limits: number[], name = "linear", labels: string[] = []): string[] =>
    ticksOf(limits, name, labels, scaleOf(limits, name, 0, 100)).map(({ text }) => text);

  test("are round numbers within the limits", () => {
    expect(texts([0, 10])).toEqual(["0", "2.5", "5", "7.5", "10"]);
    expect(texts([-0.13, 0.31])).toEqual(["0", "0.2"]);
    expect(texts([3, -1])).toEqual(["-1", "0", "1", "2", "3"]);
  });
  test("are powers of ten on a logarithmic axis", () => {
    expect(texts([0.5, 2000], "log")).toEqual(["1", "10", "100", "1000"]);
  });
  test("are the axis's own texts where it has them", () => {
    expect(texts([-0.5, 1.5], "linear", ["cats", "dogs"])).toEqual(["cats", "dogs"]);
  });
  test("are none where there is no room", () => expect(texts([1, 1])).toEqual([]));
});

test("numbers are said with the digits their step asks for", () => {
  expect([said(0.1 + 0.2, 0.1), said(1500000, 500000), said(0, 5), said(1e-17, 0.5)]).toEqual(["0.3", "1.5e6", "0", "0"]);
});

test("a line is broken at a gap", () => {
  const same = scaleOf([0, 1], "linear", 0, 1);
  expect(pathOf([0, 0.5, null, 1, 1], [0, 1, 1, 0, 1], same, same)).toBe("M0 0L0.5 1M1 0L1 1");
});

test("a grid becomes one path for each shade", () => {
  const same = scaleOf([0, 1], "linear", 0, 1);
  const shades = shadesOf({ columns: 2, cells: [0, 1, 1, null], extent: [0, 2, 2, 0] }, same, same);
  expect(shades.map(({ share }) => share)).toEqual([0, 1]);
  expect(shades[1]?.path.split("M").length).toBe(3);
});

test("the legend has the colours of what it names", () => expect(legendOf(AXES)).toEqual([{ name: "training", color: "#aa0000" }]));

test("a figure can be told in words", () => {
  expect(inWords({ title: "", axes: [AXES], left_out: false })).toBe("Losses. 1 line. x: epoch, y: loss. Legend: training.");
});
