/** Maths, in a chunk of its own. KaTeX writes MathML beside what is seen, which is what screen readers read. */
import katex from "katex";
import "katex/dist/katex.min.css";

export function draw(tex: string, into: HTMLElement, displayed: boolean): void {
  katex.render(tex, into, { displayMode: displayed, throwOnError: false, strict: "ignore", output: "htmlAndMathml" });
}
