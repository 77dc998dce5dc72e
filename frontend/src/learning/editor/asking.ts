/** Asking the server for names and signatures. While it reads a library it says so at once, and is asked again. */
import { post } from "../../app/api";

/** Each takes the server half a second at most; together it is as patient as the server with its own process. */
const TRIES = 100;

type Ask = (path: string, body: unknown) => Promise<unknown>;

/** A function that asks; null where nothing is known, or where somebody has typed on and asks something newer. */
export function asker(ask: Ask = post): <T>(path: string, body: unknown) => Promise<T | null> {
  const newest = new Map<string, number>();
  return async <T>(path: string, body: unknown): Promise<T | null> => {
    const number = (newest.get(path) ?? 0) + 1;
    newest.set(path, number);
    try {
      for (let tried = 0; tried < TRIES && newest.get(path) === number; tried += 1) {
        const told = await ask(path, body);
        if (!isLater(told)) return told as T;
      }
    } catch {
      // A help, not a need: typing goes on.
    }
    return null;
  };
}

function isLater(told: unknown): boolean {
  return typeof told === "object" && told !== null && "later" in told;
}
