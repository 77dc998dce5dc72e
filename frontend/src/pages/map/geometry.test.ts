import { describe, expect, it } from "vitest";
import { coast } from "./coast";
import { fit, held, inLines, nearest, pathOf, zoomed } from "./geometry";

describe("a line of the map", () => {
  it("runs straight when there is no turn", () => expect(pathOf(5, 0, [40])).toBe("M5 0L5 40"));

  it("goes down, across and down again with round corners", () => {
    expect(pathOf(0, 0, [50, 100, 90])).toBe("M0 0L0 40Q0 50 10 50L90 50Q100 50 100 60L100 90");
  });

  it("has smaller corners where its legs are short", () => expect(pathOf(0, 0, [8, 100, 90])).toContain("L0 4Q0 8 4 8"));
});

describe("a title", () => {
  it("stays in one line when it fits", () => expect(inLines("Gradient descent", 18, 2)).toEqual(["Gradient descent"]));

  it("is broken evenly", () => expect(inLines("Partial derivatives and gradients", 24, 2)).toEqual(["Partial derivatives", "and gradients"]));

  it("ends in an ellipsis when it is too long, without a comma before it", () => {
    expect(inLines("Probability spaces, joint, marginal and conditional probability", 19, 2).at(-1)).toBe("joint, marginal and…");
  });
});

describe("the next skill in a direction", () => {
  const places = new Map([
    ["here", { x: 0, y: 0 }],
    ["right", { x: 100, y: 10 }],
    ["far right", { x: 300, y: 0 }],
    ["below", { x: 5, y: 80 }],
  ]);

  it("is the nearest that lies there", () => {
    expect(nearest("here", "ArrowRight", places)).toBe("right");
    expect(nearest("here", "ArrowDown", places)).toBe("below");
    expect(nearest("below", "ArrowUp", places)).toBe("here");
  });

  it("is none at the edge", () => expect(nearest("here", "ArrowLeft", places)).toBeUndefined());
});

describe("the view", () => {
  const panel = { width: 1000, height: 500 };

  it("fits the whole into the panel, in its middle", () => {
    expect(fit({ x: 0, y: 0, width: 2000, height: 500 }, panel)).toEqual({ scale: 0.5, x: 0, y: 125 });
  });

  it("keeps the point under the pointer where it is", () => {
    const view = { scale: 0.5, x: -20, y: 30 };
    const at = { x: 300, y: 200 };
    const closer = zoomed(view, 2, at, 0.1);
    expect((at.x - closer.x) / closer.scale).toBeCloseTo((at.x - view.x) / view.scale);
    expect((at.y - closer.y) / closer.scale).toBeCloseTo((at.y - view.y) / view.scale);
  });

  it("does not go farther than the whole", () => expect(zoomed({ scale: 0.5, x: 0, y: 0 }, 0.1, { x: 0, y: 0 }, 0.4).scale).toBe(0.4));

  it("leaves no empty margin when the map is larger than its panel", () => {
    expect(held({ scale: 1, x: 50, y: -4000 }, { width: 3000, height: 1500 }, panel)).toEqual({ scale: 1, x: 0, y: -1000 });
  });
});

describe("a coast", () => {
  const box = { x: 40, y: 40, width: 342, height: 600 };

  it("is the same every time, and another for every region", () => {
    expect(coast(box, "python")).toBe(coast(box, "python"));
    expect(coast(box, "python")).not.toBe(coast(box, "vision"));
  });

  it("strays from its rectangle by a little only", () => {
    const numbers = [...coast(box, "python").matchAll(/-?\d+/g)].map(Number);
    for (let index = 0; index < numbers.length; index += 2) {
      expect(numbers[index]).toBeGreaterThan(box.x - 14);
      expect(numbers[index]).toBeLessThan(box.x + box.width + 14);
    }
  });
});
