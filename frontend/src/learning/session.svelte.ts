/**
 * A page's session at the server: its cells run in one child there, in the order they are sent.
 *
 * It is opened with the first run and opened anew when the server has lost it. Failures to reach the server come out of
 * `run` as an `ApiError`.
 */
import { ApiError, ask, post, put, stream } from "../app/api";
import type { Ended, Setting, Shown } from "./types";

export type Part = Shown | { kind: "printed"; text: string };

export interface DemoAnswer {
  displayed: Shown[];
  printed: string;
  failed: boolean;
  seconds: number;
}

export class Session {
  #id: Promise<string> | undefined;

  constructor(
    readonly skill: string,
    public theme: "light" | "dark",
  ) {}

  /**
   * Run code; `tell` is called whenever there is more to show. `kept`: what it showed before, after the same cells, will
   * do. `waits` hears how many pages are at work when all that may be are, and 0 when it is this page's turn.
   */
  async run(
    name: string,
    code: string,
    before: boolean,
    tell: (parts: Part[]) => void,
    { kept = false, waits = (_: number): void => undefined } = {},
  ): Promise<Ended> {
    return await this.#again(async (id) => {
      const parts: Part[] = [];
      const show = oncePerFrame(() => tell([...parts]));
      for await (const { name: what, data } of stream(`/api/sessions/${id}/run`, {
        method: "POST",
        body: { name, code, before, kept },
      })) {
        waits(what === "waiting" ? (data as { pages: number }).pages : 0);
        if (what === "ended") {
          show.now();
          return data as Ended;
        }
        if (what === "printed") print(parts, (data as { text: string }).text);
        else if (what === "displayed") parts.push(data as Shown);
        else continue;
        show.soon();
      }
      throw new ApiError(0, "away", "The server went away while this ran. Run it again.");
    });
  }

  async demo(name: string, settings: Record<string, Setting>): Promise<DemoAnswer> {
    return await this.#again((id) => post<DemoAnswer>(`/api/sessions/${id}/demo`, { function: name, settings }));
  }

  /** These settings are likely to come next: draw for them, if there is nothing else to do. */
  async drawAhead(name: string, settings: Record<string, Setting>): Promise<void> {
    if (this.#id) await post(`/api/sessions/${await this.#id}/demo`, { function: name, settings, ahead: true });
  }

  async useTheme(theme: "light" | "dark"): Promise<void> {
    this.theme = theme;
    if (this.#id) await put(`/api/sessions/${await this.#id}/theme`, { theme });
  }

  async stop(): Promise<void> {
    if (this.#id) await post(`/api/sessions/${await this.#id}/stop`);
  }

  /** Everything the child knew is forgotten; the next run begins anew. */
  async restart(): Promise<void> {
    const id = this.#id;
    this.#id = undefined;
    if (id) await ask(`/api/sessions/${await id}`, { method: "DELETE" }).catch(() => undefined);
  }

  /** The page is left: nothing waits for this. */
  close(): void {
    void this.#id?.then((id) => navigator.sendBeacon(`/api/sessions/${id}/close`)).catch(() => undefined);
    this.#id = undefined;
  }

  async #again<T>(work: (id: string) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== "lost") throw error;
      this.#id = undefined;
      return await work(await this.#open());
    }
  }

  #open(): Promise<string> {
    this.#id ??= post<{ session: string }>("/api/sessions", { skill: this.skill, theme: this.theme }).then(({ session }) => session);
    this.#id.catch(() => (this.#id = undefined));
    return this.#id;
  }
}

function print(parts: Part[], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === "printed") parts[parts.length - 1] = { kind: "printed", text: last.text + text };
  else parts.push({ kind: "printed", text });
}

/** What prints line by line would have the page drawn anew thousands of times a second. */
function oncePerFrame(show: () => void): { soon: () => void; now: () => void } {
  let frame = 0;
  let asked = false;
  const now = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    if (asked) show();
    asked = false;
  };
  const soon = (): void => {
    asked = true;
    frame ||= requestAnimationFrame(now);
  };
  return { soon, now };
}
