/** Where one has read to in a lesson, and how one likes its cells to run. Kept in this browser. */

const BY_ITSELF = "mlestone.cells-run";

export const runsByItself = {
  get: (): boolean => read(BY_ITSELF) !== "asked",
  set: (on: boolean): void => write(BY_ITSELF, on ? null : "asked"),
};

interface Told {
  /** The heading one is under. */
  heading: (id: string) => void;
  /** The page was opened where it was left. */
  resumed: () => void;
}

/** Keep the position of a lesson, and go where it was left; returns how to stop. */
export function keepPosition(root: HTMLElement, skill: string, told: Told): () => void {
  const key = `mlestone.reading.${skill}`;
  const blocks = [...root.querySelectorAll<HTMLElement>(":scope > [data-block]")];
  let settled = false;
  resume();

  let timer: ReturnType<typeof setTimeout> | undefined;
  const onScroll = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
  };
  addEventListener("scroll", onScroll, { passive: true });
  return () => {
    clearTimeout(timer);
    removeEventListener("scroll", onScroll);
  };

  function keep(): void {
    if (!settled) return;
    const top = barHeight();
    const at = blocks.findLastIndex((block) => block.getBoundingClientRect().top <= top + 8);
    const left = document.getElementById("proofs")?.getBoundingClientRect().top ?? Infinity;
    // At the beginning, and once one has come to the proofs, there is nothing to come back to.
    const into = Math.round(top - (blocks[at]?.getBoundingClientRect().top ?? top));
    write(key, at <= 0 || left < innerHeight / 2 ? null : `${at} ${into}`);
    const headings = [...root.querySelectorAll<HTMLElement>("h2[id], h3[id]")];
    const over = headings.findLast((heading) => heading.getBoundingClientRect().top <= innerHeight / 3);
    told.heading(left < innerHeight / 3 ? "proofs" : (over?.id ?? ""));
  }

  function resume(): void {
    const [at = 0, into = 0] = (read(key) ?? "0").split(" ").map(Number);
    const block = blocks[at];
    if (location.hash || scrollY > 0 || !block || at === 0) {
      if (location.hash) requestAnimationFrame(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
      settled = true;
      return;
    }
    // Maths and editors change heights while they come: hold on until they are there or the reader moves.
    const started = performance.now();
    const hold = (): void => {
      if (settled) return;
      scrollTo({ top: block.getBoundingClientRect().top + scrollY - barHeight() + Math.min(into, block.offsetHeight) });
      if (performance.now() - started > 1200) settle();
      else requestAnimationFrame(hold);
    };
    const settle = (): void => {
      settled = true;
      for (const name of MOVES) removeEventListener(name, settle);
    };
    for (const name of MOVES) addEventListener(name, settle, { passive: true });
    requestAnimationFrame(hold);
    told.resumed();
  }
}

const MOVES = ["wheel", "touchstart", "keydown", "pointerdown"] as const;

const barHeight = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) * 3.5;

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is closed to this page: one begins at the top.
  }
}
