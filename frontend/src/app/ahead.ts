/**
 * What a page will ask for first, asked while its code is still on the way.
 *
 * An answer is given out once, and only while it is fresh: what comes later asks for itself.
 */
import { get } from "./api";
import { BEGINNINGS } from "./beginnings";
import { match } from "./routes";

const FRESH = 3000;
const coming = new Map<string, { since: number; answer: Promise<unknown> }>();

/** Ask for what the page at an address begins with. */
export function askAhead(address: URL | Location): void {
  for (const path of answersAt(address.pathname, address.search)) {
    const answer = get(path);
    answer.catch(() => undefined); // whoever takes it is told
    coming.set(path, { since: performance.now(), answer });
  }
}

/** The answer that is on its way, or a new one. */
export function taken<T>(path: string): Promise<T> {
  const found = coming.get(path);
  coming.delete(path);
  return found && performance.now() - found.since < FRESH ? (found.answer as Promise<T>) : get<T>(path);
}

export function answersAt(pathname: string, query: string): string[] {
  for (const { path, answers } of BEGINNINGS) {
    const parts = match(path, pathname);
    if (parts) return answers.map((answer) => filled(answer, parts, query));
  }
  return [];
}

function filled(answer: string, parts: Readonly<Record<string, string>>, query: string): string {
  const path = answer.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parts[name] ?? ""));
  return path.endsWith("?") ? path.slice(0, -1) + query : path;
}
