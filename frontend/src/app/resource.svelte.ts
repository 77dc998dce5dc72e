/**
 * Something the server knows, kept fresh while it is shown.
 *
 *     const today = resource<Next>("/api/today");   // in a component's script
 *     {#if today.value} … {:else if today.error} …
 *
 * It is asked for anew when the learner's record changes (here, in another window, or in the terminal) and when the
 * server comes back; a tab in the background waits with that until it is looked at. What was seen last is shown at once
 * when a page is opened again.
 */
import { taken } from "./ahead";
import { ApiError } from "./api";
import { connection } from "./connection.svelte";
import { onEvent } from "./events.svelte";

const seen = new Map<string, unknown>();

export class Resource<T> {
  value = $state.raw<T | undefined>();
  error = $state.raw<ApiError | undefined>();
  #asked = 0;

  constructor(readonly path: () => string) {}

  async load(): Promise<void> {
    const path = this.path();
    const mine = ++this.#asked;
    if (seen.has(path)) this.value = seen.get(path) as T;
    try {
      const fresh = await taken<T>(path);
      if (mine !== this.#asked) return;
      seen.set(path, fresh);
      this.value = fresh;
      this.error = undefined;
    } catch (error) {
      if (mine !== this.#asked || !(error instanceof ApiError)) return;
      // What is on the page stays there while the server is away: the banner says so.
      if (error.kind !== "away" || this.value === undefined) this.error = error;
    }
  }

  /** Take what a call has just answered, rather than ask for it. */
  set(value: T): void {
    this.#asked++;
    seen.set(this.path(), value);
    this.value = value;
    this.error = undefined;
  }
}

/** What is to be done at once while the page is in sight, else once when it comes into sight again. */
function whenSeen(act: () => void): { ask: () => void; stop: () => void } {
  let waiting = false;
  const onSight = (): void => {
    if (document.hidden || !waiting) return;
    waiting = false;
    act();
  };
  document.addEventListener("visibilitychange", onSight);
  return {
    ask: () => {
      waiting = true;
      onSight();
    },
    stop: () => document.removeEventListener("visibilitychange", onSight),
  };
}

/** To be called while a component is being set up. `path` may be a function of reactive state. */
export function resource<T>(path: string | (() => string)): Resource<T> {
  const address = typeof path === "string" ? () => path : path;
  const made = new Resource<T>(address);
  $effect(() => {
    address();
    void made.load();
    const refresh = whenSeen(() => void made.load());
    const stops = [onEvent("record", refresh.ask), connection.onReturn(refresh.ask), refresh.stop];
    return () => stops.forEach((stop) => stop());
  });
  return made;
}
