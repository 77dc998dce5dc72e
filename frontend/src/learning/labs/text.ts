/** Several files as one text, each under its name: as the author's answer comes. */
import type { FileContent } from "../types";

const HEAD = /^==> (.+) <==$/gm;

export const asOneText = (files: readonly (readonly [string, FileContent])[]): string =>
  [...files]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, content]) => `==> ${path} <==\n${typeof content === "string" ? content : "(not text)"}`)
    .join("\n");

/** The names of the files in such a text. */
export const namesIn = (text: string): string[] => [...text.matchAll(HEAD)].map((found) => found[1] ?? "");

/** What was handed in, to be read. */
export function submissionAsText(source: string): string {
  try {
    const { files } = JSON.parse(source) as { files: Record<string, FileContent> };
    return asOneText(Object.entries(files));
  } catch {
    return source; // The log keeps only the beginning of what is very large.
  }
}

/** What Tab puts into a file, told from its name. */
export function indentOf(path: string): string {
  if (/(^|\/)(GNUm|M|m)akefile$|\.mk$/.test(path)) return "\t";
  return /\.(ya?ml|json|toml)$/.test(path) ? "  " : "    ";
}
