import { describe, expect, it } from "vitest";
import { asOneText, indentOf, namesIn, submissionAsText } from "./text";

describe("several files as one text", () => {
  const files = [
    ["b.py", "b = 1\n"],
    ["a.bin", { base64: "AA==" }],
  ] as const;

  it("stand under their names, in order", () => expect(asOneText(files)).toBe("==> a.bin <==\n(not text)\n==> b.py <==\nb = 1\n"));
  it("can be named again", () => expect(namesIn(asOneText(files))).toEqual(["a.bin", "b.py"]));
  it("come from what was handed in", () => expect(submissionAsText('{"files": {"b.py": "b = 1\\n"}}')).toBe("==> b.py <==\nb = 1\n"));
  it("are as they are when they were cut off", () => expect(submissionAsText('{"files": {"b')).toBe('{"files": {"b'));
});

describe("what Tab puts in", () => {
  it("is a tab in a makefile", () => expect(indentOf("build/Makefile")).toBe("\t"));
  it("is two spaces in YAML and JSON", () => expect([indentOf("a.yml"), indentOf("b/c.json")]).toEqual(["  ", "  "]));
  it("is four spaces elsewhere", () => expect(indentOf("service.py")).toBe("    "));
});
