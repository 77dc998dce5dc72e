import { describe, expect, it } from "vitest";
import { foldersOf, hidden, rowsOf } from "./tree";

const FILES = ["service.py", "app/main.py", "README.md", "app/api/routes.py", ".git/HEAD"];
const names = (folded: string[]): string[] => rowsOf(FILES, new Set(folded)).map(({ level, name }) => `${"  ".repeat(level - 1)}${name}`);

describe("a lab's files as a tree", () => {
  it("has folders first, and each file in its folder", () =>
    expect(names([".git"])).toEqual([".git", "app", "  api", "    routes.py", "  main.py", "README.md", "service.py"]));
  it("hides what is in a folded folder", () => expect(names([".git", "app"])).toEqual([".git", "app", "README.md", "service.py"]));
  it("counts the rows of each folder", () => {
    const found = rowsOf(FILES, new Set([".git", "app"])).map(({ at, of }) => `${at}/${of}`);
    expect(found).toEqual(["1/4", "2/4", "3/4", "4/4"]);
  });
  it("knows the folders a file is in", () => expect(foldersOf("app/api/routes.py")).toEqual(["app", "app/api"]));
  it("knows the folders programs hide", () => expect(hidden(FILES)).toEqual([".git"]));
});
