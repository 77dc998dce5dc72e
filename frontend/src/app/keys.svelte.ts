/**
 * Keyboard shortcuts. A page names its own while it is shown, and they are listed under `?`:
 *
 *     shortcuts("Map", [{ keys: "+", does: "Closer", run: zoomIn }]);
 *
 * `keys` is a key's name (`"n"`, `"+"`, `"Escape"`), with `mod+` (Ctrl, or ⌘ on a Mac), `shift+`, `alt+` before it, or two
 * keys after each other: `"g m"`. Single keys do nothing while one types. No `run`: the shortcut is only listed.
 */
import { untrack } from "svelte";

export interface Shortcut {
  keys: string;
  does: string;
  run?: (event: KeyboardEvent) => void;
  /** Works while one types, too (those with `mod+` always do). */
  typing?: boolean;
}

export interface Group {
  title: string;
  shortcuts: readonly Shortcut[];
}

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
// How long the second key of two may take.
const SECOND_KEY = 1200;

class Keys {
  groups = $state.raw<readonly Group[]>([]);
  #first = "";
  #firstAt = 0;

  add(group: Group): () => void {
    this.groups = [...this.groups, group];
    return () => (this.groups = this.groups.filter((each) => each !== group));
  }

  onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isUsed(event)) return;
    const key = nameOf(event);
    const two = this.#first && event.timeStamp - this.#firstAt < SECOND_KEY ? `${this.#first} ${key}` : "";
    const found = (two && this.#find(two)) || this.#find(key);
    this.#first = "";
    if (found?.run && (key.includes("mod+") || found.typing || !isTyping(event.target))) {
      event.preventDefault();
      found.run(event);
    } else if (!isTyping(event.target) && this.#beginsTwo(key)) {
      this.#first = key;
      this.#firstAt = event.timeStamp;
    }
  };

  // The page's own come after the shell's, and win.
  #find(keys: string): Shortcut | undefined {
    return this.groups.flatMap((group) => group.shortcuts).findLast((each) => each.run && each.keys === keys);
  }

  #beginsTwo(key: string): boolean {
    return this.groups.some((group) => group.shortcuts.some((each) => each.keys.startsWith(`${key} `)));
  }
}

export const keys = new Keys();

export function shortcuts(title: string, those: readonly Shortcut[]): void {
  $effect(() => untrack(() => keys.add({ title, shortcuts: those })));
}

/** The keys as a person reads them: `["Ctrl", "K"]`. */
export function shown(names: string): string[] {
  const words: Record<string, string> = { mod: MAC ? "⌘" : "Ctrl", shift: "Shift", alt: MAC ? "⌥" : "Alt", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };
  const parts = names === "+" ? ["+"] : names.split(/[+ ](?!$)/);
  return parts.map((part) => words[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  // Shift is part of what a character is (`?`), but not of a letter or a named key.
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/.test(key)) ? "shift+" : "";
  return mod + alt + shift + key;
}

/** Enter and Space belong to the link or button they are pressed on. */
function isUsed(event: KeyboardEvent): boolean {
  const own = event.key === "Enter" || event.key === " ";
  return own && !event.ctrlKey && !event.metaKey && (event.target as Element | null)?.closest("a, button, summary, dialog") !== null;
}

function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null;
  if (!element) return false;
  if (element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT") return true;
  return element instanceof HTMLInputElement && !["checkbox", "radio", "range", "button"].includes(element.type);
}
