/** Python, coloured without an editor. */
import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import "./code.css";

export function paint(code: string, into: HTMLElement): void {
  const parts = document.createDocumentFragment();
  highlightCode(
    code,
    pythonLanguage.parser.parse(code),
    classHighlighter,
    (text, classes) => {
      if (!classes) return void parts.append(text);
      const span = document.createElement("span");
      span.className = classes;
      span.textContent = text;
      parts.append(span);
    },
    () => parts.append("\n"),
  );
  into.replaceChildren(parts);
}
