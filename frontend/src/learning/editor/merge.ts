/** Two texts beside each other, in a chunk of its own. On a narrow screen one below the other, line by line. */
import { python } from "@codemirror/lang-python";
import { syntaxHighlighting } from "@codemirror/language";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { nonce } from "./nonce";
import "./code.css";

export interface Text {
  title: string;
  text: string;
}

const NARROW = 760;

export function beside(parent: HTMLElement, one: Text, other: Text): () => void {
  if (parent.clientWidth < NARROW) {
    const view = new EditorView({
      parent,
      doc: other.text,
      extensions: [...extensions(other.title), unifiedMergeView({ original: one.text, mergeControls: false })],
    });
    return () => view.destroy();
  }
  const merge = new MergeView({
    parent,
    a: { doc: one.text, extensions: extensions(one.title) },
    b: { doc: other.text, extensions: extensions(other.title) },
    gutter: true,
  });
  return () => merge.destroy();
}

function extensions(title: string): Extension[] {
  return [
    EditorView.cspNonce.of(nonce()),
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": title, tabindex: "0" }),
    lineNumbers(),
    python(),
    syntaxHighlighting(classHighlighter),
    EditorView.lineWrapping,
    look,
  ];
}

const look = EditorView.theme({
  "&": { backgroundColor: "var(--code-ground)", color: "var(--text)", fontSize: "0.875rem" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--code-ground)", color: "var(--quiet)", border: "0" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--caution-wash)" },
  "&.cm-merge-b .cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--accent-wash)" },
  "&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText": {
    background: "none",
    textDecoration: "underline 2px var(--caution)",
    textUnderlineOffset: "0.2em",
  },
  "&.cm-merge-b .cm-changedText": {
    background: "none",
    textDecoration: "underline 2px var(--accent)",
    textUnderlineOffset: "0.2em",
  },
});
