/**
 * How the function is called whose call is being typed, above the line: its parameters, the one at the cursor standing
 * out. It takes no key away: it goes when the call is left, with Escape and with the focus. Ctrl-Shift-Space asks for it
 * anywhere in a call, and has it read out.
 */
import { syntaxTree } from "@codemirror/language";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, showTooltip, ViewPlugin, type Tooltip, type ViewUpdate } from "@codemirror/view";

export interface Signature {
  name: string;
  parameters: string[];
  /** Which of them the cursor is at. */
  parameter: number | null;
  doc: string;
}

export type Describe = (source: string, line: number, column: number) => Promise<Signature | null>;

const PAUSE = 150;
/** The first question about a library has it read: the answer is there a little later. */
const ONCE_MORE = 2500;
const LONGEST_DOC = 160;

interface Found {
  /** Where the call's arguments begin. */
  call: number;
  signature: Signature;
}

const show = StateEffect.define<Found | null>();

const shown = StateField.define<Found | null>({
  create: () => null,
  update(found, { effects, changes, docChanged }) {
    for (const effect of effects) if (effect.is(show)) return effect.value;
    return found && docChanged ? { ...found, call: changes.mapPos(found.call) } : found;
  },
  provide: (field) => showTooltip.from(field, (found) => found && tooltip(found)),
});

export function signatures(describe: Describe): Extension {
  const asking = ViewPlugin.define((view) => new Asking(view, describe));
  return [
    shown,
    asking,
    keymap.of([
      { key: "Mod-Shift-Space", run: (view) => view.plugin(asking)?.ask(true) ?? false },
      { key: "Escape", run: (view) => (view.plugin(asking)?.hide(), false) },
    ]),
    look,
  ];
}

/** Where the arguments of the innermost call around the cursor begin; nothing where there is no call. */
export function callAround(state: EditorState): number | null {
  const { head } = state.selection.main;
  for (let node = syntaxTree(state).resolveInner(head, -1); ; ) {
    const closed = state.sliceDoc(node.to - 1, node.to) === ")";
    if (node.name === "ArgList" && node.from < head && (head < node.to || !closed)) return node.from;
    if (!node.parent || node.name === "Body") return null;
    node = node.parent;
  }
}

class Asking {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(
    readonly view: EditorView,
    readonly describe: Describe,
  ) {}

  update({ docChanged, selectionSet, focusChanged, state, view }: ViewUpdate): void {
    if (!docChanged && !selectionSet && !focusChanged) return;
    const open = state.field(shown);
    if (!view.hasFocus || callAround(state) === null) {
      if (open) this.#later(() => this.hide(), 0);
      else clearTimeout(this.#timer);
    } else if (docChanged || (open && selectionSet)) this.#later(() => void this.ask(), PAUSE);
  }

  /** Ask for the call at the cursor; `aloud`: have it read out. Whether there is one. */
  ask(aloud = false, again = false): boolean {
    const { state } = this.view;
    const call = callAround(state);
    if (call === null) return false;
    const asked = ++this.#asked;
    const { head } = state.selection.main;
    const line = state.doc.lineAt(head);
    void this.describe(state.doc.toString(), line.number, head - line.from).then((signature) => {
      if (asked !== this.#asked || this.view.state.doc !== state.doc || !this.view.hasFocus) return;
      if (!signature && !again) this.#later(() => void this.ask(aloud, true), ONCE_MORE);
      if (!signature && !this.view.state.field(shown)) return;
      const effects: StateEffect<unknown>[] = [show.of(signature && { call, signature })];
      if (aloud && signature) effects.push(EditorView.announce.of(inWords(signature)));
      this.view.dispatch({ effects });
    });
    return true;
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    if (this.view.state.field(shown)) this.view.dispatch({ effects: show.of(null) });
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }

  #later(act: () => void, pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, pause);
  }
}

export function inWords({ name, parameters, parameter }: Signature): string {
  const at = parameter === null ? "" : `; now ${parameters[parameter] ?? "nothing more"}`;
  return `${name}(${parameters.join(", ")})${at}`;
}

function tooltip({ call, signature }: Found): Tooltip {
  return {
    pos: call,
    above: true,
    create: () => ({ dom: drawn(signature) }),
  };
}

function drawn({ name, parameters, parameter, doc }: Signature): HTMLElement {
  const dom = element("div", "cm-signature");
  dom.setAttribute("role", "tooltip");
  const line = dom.appendChild(element("div", "cm-signature-line"));
  line.append(`${name}(`);
  parameters.forEach((text, index) => {
    if (index > 0) line.append(", ");
    line.appendChild(element(index === parameter ? "strong" : "span", "", text));
  });
  line.append(")");
  if (doc) dom.appendChild(element("div", "cm-signature-doc", doc.length > LONGEST_DOC ? `${doc.slice(0, LONGEST_DOC - 1)}…` : doc));
  return dom;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

const look = EditorView.theme({
  ".cm-tooltip.cm-signature": { padding: "0.25rem 0.6rem", maxWidth: "36rem", pointerEvents: "none" },
  ".cm-signature-line": { fontFamily: "var(--mono)", color: "var(--quiet)", overflowWrap: "anywhere" },
  ".cm-signature-line strong": { color: "var(--text)", fontWeight: "700" },
  ".cm-signature-doc": { fontFamily: "var(--sans)", color: "var(--quiet)" },
});
