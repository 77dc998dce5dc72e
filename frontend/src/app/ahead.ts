/**
 * What a page will ask for first, asked while its code is still on the way.
 *
 * An answer is given out once, and only while it is fresh: what comes later asks for itself.
 */
import { get } from "./api";

const FRESH = 3000;
const coming = new Map<string, { since: number; answer: Promise<unknown> }>();

export function askAhead(path: string): void {
  const answer = get(path);
  answer.catch(() => undefined); // whoever takes it is told
  coming.set(path, { since: performance.now(), answer });
}

/** The answer that is on its way, or a new one. */
export function taken<T>(path: string): Promise<T> {
  const found = coming.get(path);
  coming.delete(path);
  return found && performance.now() - found.since < FRESH ? (found.answer as Promise<T>) : get<T>(path);
}
