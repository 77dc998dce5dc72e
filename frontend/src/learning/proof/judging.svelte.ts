/** An attempt on its way: what is sent, how far it is, what came of it; and how to stop it. */
import { ApiError, post, stream } from "../../app/api";
import type { Check, Checked } from "../types";

/** A check that has begun: what it says, and its result once it has ended. */
export interface Going {
  readonly sentence: string;
  readonly said: readonly string[];
  readonly result: Check | null;
}

/** What is over sooner is shown when it is over: nobody can read what flits by. */
const SLOW = 400;

export class Judging {
  /** Seconds it has taken; `null`: nothing is being judged. */
  seconds = $state<number | null>(null);
  checked = $state.raw<Checked | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** The checks that have begun, of an attempt that takes long enough to be watched. */
  readonly going = $derived.by(() => (this.#slow ? this.#begun : null));
  /** How many checks there are. */
  of = $state(0);
  /** The last attempt was stopped, and does not count. */
  stopped = $state(false);
  /** It has been asked to stop. */
  stopping = $state(false);
  /** The checks that began in the last attempt, with all they said. */
  get log(): readonly Going[] {
    return this.#begun;
  }
  #begun = $state.raw<readonly Going[]>([]);
  #slow = $state(false);
  #name = $state("");

  get busy(): boolean {
    return this.seconds !== null;
  }

  /** Whether it can be stopped yet: it takes long, and has a name. */
  get stoppable(): boolean {
    return this.#slow && this.#name !== "";
  }

  async judge(address: string, body: unknown, saved: (stamp: string) => void): Promise<Checked | null> {
    if (this.busy) return null;
    this.seconds = 0;
    this.error = null;
    this.stopped = this.stopping = false;
    this.#begun = [];
    this.#name = "";
    const slow = setTimeout(() => (this.#slow = true), SLOW);
    let checked: Checked | null = null;
    try {
      for await (const { name, data } of stream(address, { method: "POST", body })) {
        if (name === "saved") saved((data as { stamp: string }).stamp);
        else if (name === "judging") ({ seconds: this.seconds, judging: this.#name } = data as { seconds: number; judging: string });
        else if (name === "stopped") this.stopped = true;
        else if (name === "verdict") {
          this.checked = checked = data as Checked;
          break; // Nothing follows but the end, which comes only when the verdict has been painted.
        } else this.#hear(name, data as Heard);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    } finally {
      clearTimeout(slow);
      this.seconds = null;
      this.#slow = false;
    }
    return checked;
  }

  /** End the attempt: it does not count. A verdict that is there first stands. */
  async stop(): Promise<void> {
    if (!this.stoppable || this.stopping) return;
    this.stopping = true;
    try {
      await post(`/api/judging/${this.#name}/stop`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.stopping = false; // It is over, or the server is away: the stream tells.
    }
  }

  clear(): void {
    this.checked = null;
    this.error = null;
    this.stopped = false;
  }

  #hear(name: string, heard: Heard): void {
    const all = [...this.#begun];
    const at = all[heard.check];
    if (name === "begun") {
      this.of = heard.of ?? 0;
      all.length = heard.check; // An attempt that has to be begun again begins with its first check.
      all[heard.check] = { sentence: heard.sentence ?? "", said: [], result: null };
    } else if (name === "said" && at) all[heard.check] = { ...at, said: [...at.said, heard.text ?? ""] };
    else if (name === "ended" && at) all[heard.check] = { ...at, result: heard.result ?? null };
    this.#begun = all;
  }
}

interface Heard {
  check: number;
  of?: number;
  sentence?: string;
  text?: string;
  result?: Check;
}
