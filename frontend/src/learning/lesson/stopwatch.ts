/**
 * How long a lesson is really read: while its page is the one that is seen and has the focus, and somebody moves now and
 * then. Told to the server every few minutes and on leaving; Progress and the learner's pace are worked out from it.
 */

/** Who has not moved for this long is reading something else, or has left. */
const STILL = 90_000;
/** What is shorter is leafing. */
const LEAST = 5_000;
const TOLD_EVERY = 240_000;
/** The server believes no more at once. */
const MOST = 900;

const SIGNS = ["pointermove", "pointerdown", "wheel", "scroll", "keydown", "touchmove"] as const;

/** Time with somebody there. All times are milliseconds of one clock. */
export class Stopwatch {
  #counted = 0;
  /** Up to where it is counted, and until when somebody is taken to be there; `null`: not looking at this page. */
  #from: number | null = null;
  #until = 0;

  /** Somebody is there. */
  moved(at: number): void {
    this.#count(at);
    this.#from = at;
    this.#until = at + STILL;
  }

  /** The page is no longer looked at. */
  left(at: number): void {
    this.#count(at);
    this.#from = null;
  }

  /** The time so far, which then begins anew. */
  take(at: number): number {
    this.#count(at);
    const taken = this.#counted;
    this.#counted = 0;
    return taken;
  }

  /** Put back what could not be told. */
  put(time: number): void {
    this.#counted += time;
  }

  #count(at: number): void {
    if (this.#from === null) return;
    const end = Math.min(at, this.#until);
    if (end > this.#from) this.#counted += end - this.#from;
    this.#from = Math.max(this.#from, at);
  }
}

/** Time the reading of this lesson until the function that is returned is called. */
export function timeReading(skill: string): () => void {
  const watch = new Stopwatch();
  const now = (): number => performance.now();
  const isLookedAt = (): boolean => document.visibilityState === "visible" && document.hasFocus();

  function tell(least: number): void {
    const time = watch.take(now());
    if (time < least) return watch.put(time);
    const seconds = Math.min(Math.round(time / 100) / 10, MOST);
    // `keepalive`: it is sent also while the page goes away. What no server took is told with the next.
    fetch(`/api/skills/${encodeURIComponent(skill)}/reading`, {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ seconds }),
    }).catch(() => watch.put(time));
  }
  const look = (): void => {
    if (isLookedAt()) return watch.moved(now());
    watch.left(now());
    if (document.visibilityState === "hidden") tell(STILL / 3); // it may never be seen again
  };
  const move = (): void => {
    if (isLookedAt()) watch.moved(now());
  };
  const leave = (): void => tell(LEAST);

  look();
  for (const sign of SIGNS) addEventListener(sign, move, { passive: true });
  for (const name of ["focus", "blur"]) addEventListener(name, look);
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", leave);
  const timer = setInterval(() => tell(LEAST), TOLD_EVERY);
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, move);
    for (const name of ["focus", "blur"]) removeEventListener(name, look);
    document.removeEventListener("visibilitychange", look);
    removeEventListener("pagehide", leave);
    leave();
  };
}
