/**
 * The editor, in a chunk of its own: import it with `import("./codemirror")`, as `Editor.svelte` does.
 *
 * It styles itself through a style element that carries the page's nonce; its colours are the page's.
 */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, isolateHistory, toggleComment } from "@codemirror/commands";
import { python, pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Compartment, EditorState, Prec, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type KeyBinding,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { EditorKeys } from "../../app/preferences.svelte";
import { nonce } from "./nonce";
import { signatures, type Describe } from "./signature";
import "./code.css";

export interface Names {
  names: { name: string; type: string; from: number }[];
}

export interface Mark {
  line: number;
  message: string;
}

export interface Making {
  parent: HTMLElement;
  text: string;
  label: string;
  /** Ctrl/Cmd-Enter and Shift-Enter; return nothing. */
  onCheck?: () => void;
  onRun?: () => void;
  onEdit?: (text: string) => void;
  complete?: (source: string, line: number, column: number) => Promise<Names>;
  describe?: Describe;
  numbered?: boolean;
  readOnly?: boolean;
  /** Not Python: no colours. */
  plain?: boolean;
  /** What Tab puts in. */
  indent?: string;
  keys?: EditorKeys;
  placeholder?: string;
}

// Keyboards on the screen tell what they do in their own ways.
const PHONE = /Android|iPhone|iPad/.test(navigator.userAgent);
const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export class CodeEditor {
  readonly view: EditorView;
  readonly #keys = new Compartment();
  #wanted: EditorKeys = "plain";

  constructor(making: Making) {
    const { parent, text } = making;
    this.view = new EditorView({
      parent,
      state: EditorState.create({ doc: text, extensions: [this.#keys.of([]), ...extensions(making)] }),
    });
    if (making.keys) void this.useKeys(making.keys);
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Put another text in, as one step that can be undone; the cursor stays where the text around it stays. */
  replace(text: string): void {
    const now = this.text;
    if (now === text) return;
    let from = 0;
    const most = Math.min(now.length, text.length);
    while (from < most && now[from] === text[from]) from++;
    let end = 0;
    while (end < most - from && now[now.length - 1 - end] === text[text.length - 1 - end]) end++;
    this.view.dispatch({
      changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) },
      annotations: isolateHistory.of("full"),
      userEvent: "replace",
    });
  }

  /** Marks at lines, which replace the earlier ones. */
  mark(marks: readonly Mark[]): void {
    const { doc } = this.view.state;
    const diagnostics: Diagnostic[] = [];
    for (const { line, message } of marks) {
      if (line < 1 || line > doc.lines) continue;
      const { from, to, text } = doc.line(line);
      diagnostics.push({ from: from + (text.length - text.trimStart().length), to, severity: "error", message });
    }
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  goTo(line: number): void {
    const at = this.view.state.doc.line(Math.min(Math.max(line, 1), this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }

  async useKeys(which: EditorKeys): Promise<void> {
    this.#wanted = which;
    let extension: Extension = [];
    if (which === "vim") extension = (await import("@replit/codemirror-vim")).vim({ status: true });
    else if (which === "emacs") extension = (await import("@replit/codemirror-emacs")).emacs();
    if (this.#wanted === which) this.view.dispatch({ effects: this.#keys.reconfigure(extension) });
  }

  destroy(): void {
    this.view.destroy();
  }
}

function extensions(making: Making): Extension[] {
  const { label, onCheck, onRun, onEdit, complete, describe, numbered = true, readOnly = false, plain = false, indent = "    " } = making;
  const acts: KeyBinding[] = [];
  const act = (key: string, does: (() => void) | undefined): void => {
    if (does) acts.push({ key, run: () => (does(), true), preventDefault: true });
  };
  act("Mod-Enter", onCheck);
  act("Shift-Enter", onRun);
  const shared: Extension[] = [
    EditorView.cspNonce.of(nonce()),
    plain ? [] : python(),
    syntaxHighlighting(classHighlighter),
    highlightSpecialChars(),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
    look,
  ];
  if (readOnly) return [...shared, EditorState.readOnly.of(true), numbered ? lineNumbers() : []];
  return [
    Prec.highest(keymap.of(acts)),
    ...shared,
    numbered ? [lineNumbers(), highlightActiveLineGutter(), lintGutter()] : lintGutter(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    indentOnInput(),
    indentUnit.of(indent),
    EditorState.tabSize.of(4),
    typingOver,
    bracketMatching(),
    closeBrackets(),
    pythonLanguage.data.of({ closeBrackets: { brackets: ["(", "[", "{", "'", '"', '"""', "'''"] } }),
    complete
      ? autocompletion({ override: [(context) => namesFor(context, complete)], icons: false, activateOnTypingDelay: 60 })
      : [],
    describe ? signatures(describe) : [],
    keymap.of([
      { key: "Tab", run: (view) => acceptCompletion(view) || indentMore(view) },
      { key: "Shift-Tab", run: indentLess },
      { key: mac ? "Alt-Escape" : "Alt-/", run: startCompletion },
      { key: "Mod-/", run: toggleComment },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    // Tab indents; Escape, then Tab, leaves the editor (WCAG 2.1.2), as CodeMirror's own keymap has it with Ctrl-m.
    onEdit ? EditorView.updateListener.of((update) => void (update.docChanged && onEdit(update.state.doc.toString()))) : [],
  ];
}

/**
 * Typing over a selection. Left to itself the browser keeps the look of what it replaces in a style attribute, which the
 * page's policy refuses with an error in the console; so the text goes in as a change of the state.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    const text = event.data;
    if (event.inputType !== "insertText" || !text || view.composing || main.empty || ranges.length > 1 || PHONE) return false;
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, main.from, main.to, text, insert));
    if (!handled) view.dispatch(insert());
    return true;
  },
});

const KINDS: Readonly<Record<string, string>> = {
  statement: "variable",
  instance: "variable",
  param: "variable",
  module: "namespace",
};

async function namesFor(
  context: CompletionContext,
  complete: NonNullable<Making["complete"]>,
): Promise<CompletionResult | null> {
  const word = context.matchBefore(/\w+/);
  const dot = context.matchBefore(/\.\w*/);
  if (!context.explicit && !dot && (!word || word.to - word.from < 2)) return null;
  const line = context.state.doc.lineAt(context.pos);
  const { names } = await complete(context.state.doc.toString(), line.number, context.pos - line.from);
  const first = names[0];
  if (context.aborted || !first) return null;
  const options = names.map(({ name, type }, index): Completion => ({
    label: name,
    type: KINDS[type] ?? type,
    detail: type === "instance" || type === "statement" ? "" : type,
    boost: -index / 10,
  }));
  return { from: line.from + first.from, options, validFor: /^\w*$/ };
}

const look = EditorView.theme({
  "&": { backgroundColor: "var(--code-ground)", color: "var(--text)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" }, // its place has the ring
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", fontVariantLigatures: "none" },
  ".cm-content": { padding: "var(--space-3) 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 var(--space-4) 0 var(--space-2)" },
  ".cm-gutters": { backgroundColor: "var(--code-ground)", color: "var(--quiet)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.4em", padding: "0 0.4em 0 0.6em" },
  ".cm-gutter-lint": { width: "0.9em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lint-marker": { width: "0.75em", height: "0.75em", marginTop: "0.3em" },
  ".cm-lint-marker-error": { content: "none", background: "var(--bad)", borderRadius: "50%", display: "block" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--accent) 6%, transparent)",
  },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 24%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-wash)", outline: "1px solid var(--accent)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad) 1px",
    textUnderlineOffset: "0.25em",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    boxShadow: "var(--shadow)",
    fontSize: "var(--size-tiny)",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.5rem !important", display: "flex", gap: "1.5em", justifyContent: "space-between" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--quiet)", fontFamily: "var(--sans)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { borderLeft: "3px solid var(--bad)", padding: "0.4rem 0.7rem" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-vim-panel input": { minHeight: "0", padding: "0", border: "0", fontFamily: "var(--mono)" },
  ".cm-fat-cursor": { background: "var(--accent) !important", color: "var(--on-accent) !important" },
  "&:not(.cm-focused) .cm-fat-cursor": { background: "none !important", outline: "1px solid var(--accent) !important" },
});
