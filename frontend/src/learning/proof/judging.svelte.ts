/** An attempt on its way: what is sent, how long it has taken, what came of it. */
import { ApiError, stream } from "../../app/api";
import type { Checked } from "../types";

export class Judging {
  /** Seconds it has taken; `null`: nothing is being judged. */
  seconds = $state<number | null>(null);
  checked = $state.raw<Checked | null>(null);
  error = $state.raw<ApiError | null>(null);
  #stop: AbortController | undefined;

  get busy(): boolean {
    return this.seconds !== null;
  }

  async judge(address: string, body: unknown, saved: (stamp: string) => void): Promise<Checked | null> {
    if (this.busy) return null;
    const stop = new AbortController();
    this.#stop = stop;
    this.seconds = 0;
    this.error = null;
    try {
      for await (const { name, data } of stream(address, { method: "POST", body, signal: stop.signal })) {
        if (name === "saved") saved((data as { stamp: string }).stamp);
        else if (name === "judging") this.seconds = (data as { seconds: number }).seconds;
        else if (name === "verdict") this.checked = data as Checked;
      }
      return this.checked;
    } catch (error) {
      if (stop.signal.aborted) return null;
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
      return null;
    } finally {
      this.seconds = null;
    }
  }

  /** Wait no longer. The attempt is judged to its end and stands among the attempts. */
  leave(): void {
    this.#stop?.abort();
  }

  clear(): void {
    this.checked = null;
    this.error = null;
  }
}
