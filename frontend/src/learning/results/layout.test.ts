import { describe, expect, it } from "vitest";
import { apart, differing, gridsOf } from "./layout";
import type { Value } from "../types";

const value = (text: string, type = "ndarray"): Value => ({ text, type, shape: null, dtype: null });
const rows = (text: string, type?: string): string[][] | undefined => gridsOf(value(text, type))?.[0]?.rows;

describe("arrays", () => {
  it("lays a matrix out as rows and columns", () => {
    expect(rows("array([[ 1.0, 20.5],\n       [-3.0,  nan]])")).toEqual([["1.0", "20.5"], ["-3.0", "nan"]]);
  });
  it("keeps what is left out as a row of its own", () => {
    expect(rows("array([[1, …, 9],\n       …,\n       [4, …, 6]])")).toEqual([["1", "…", "9"], ["…", "…", "…"], ["4", "…", "6"]]);
  });
  it("takes a stack apart into its matrices and says which each is", () => {
    const grids = gridsOf(value("array([[[1, 2]],\n       [[3, 4]]])"));
    expect(grids?.map(({ where, rows }) => [where, rows])).toEqual([["[0]", [["1", "2"]]], ["[1]", [["3", "4"]]]]);
  });
  it("reads quoted text with commas and brackets in it", () => {
    expect(rows("array(['a, b', 'c]'])")).toEqual([["'a, b'", "'c]'"]]);
  });
  it("leaves alone what was cut or is no array", () => {
    expect(gridsOf(value("array([[1, 2], [3"))).toBeNull();
    expect(gridsOf(value("5.2", "float"))).toBeNull();
    expect(gridsOf(value("array([[1, 2], [3]])"))).toBeNull();
  });
});

it("lays a table out under its columns' names", () => {
  const text = "       age  full name\n0    31.0   'Ada L.'\nbob   4.5       None";
  expect(gridsOf(value(text, "DataFrame"))).toEqual([
    { header: ["", "age", "full name"], index: ["0", "bob"], rows: [["31.0", "'Ada L.'"], ["4.5", "None"]], where: "" },
  ]);
});

describe("what differs", () => {
  const grid = (text: string) => gridsOf(value(text))![0]!;
  it("is marked cell by cell", () => {
    expect(differing(grid("array([1.0, 2.0])"), grid("array([1.0, 2.5])"))).toEqual([[false, true]]);
  });
  it("is in the last digits when all is near", () => {
    expect(differing(grid("array([1.0, 2.0000001])"), grid("array([1.0, 2.0])"))).toEqual([[false, true]]);
  });
  it("is not marked when the shapes differ", () => {
    expect(differing(grid("array([1.0, 2.0])"), grid("array([1.0])"))).toBeNull();
  });
  it("in texts is what stands between what they share", () => {
    expect(apart("'grey cat'", "'grey hat'")).toEqual({ before: "'grey ", one: "c", other: "h", after: "at'" });
  });
});
