/** A skill as the map draws it, written as text: 260 links at once are the browser's parser's work, not a framework's. */
import { SHAPES } from "../../look/shapes";
import type { Skill, State } from "../../app/types";

export interface Mark extends Skill {
  state: State;
  label: string;
  /** Its state, and how it stands to the chosen track. */
  look: string;
}

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Sizes and places within a skill's own corner of the map are the style sheet's: they change with the distance. */
export function drawn({ id, x, y, label, look, state }: Mark): string {
  const shapes = SHAPES[state].map(({ d, as }) => `<path d="${d}" class="shape-${as}"/>`).join("");
  return (
    `<a href="/skills/${quoted(id)}" data-skill="${quoted(id)}" aria-label="${quoted(label)}" tabindex="-1"` +
    ` class="${quoted(look)}" draggable="false" transform="translate(${x} ${y})">` +
    `<rect class="plate" rx="7"/><g class="mark">${shapes}</g></a>`
  );
}

const quoted = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPED[letter] ?? letter);
