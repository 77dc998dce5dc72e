/** Kits on their way: what the server's events tell, for every page that shows or needs one. */
import { ApiError, get, post, remove } from "./api";
import { onEvent } from "./events.svelte";
import type { KitsAnswer } from "./types";
import { bytes } from "./words";

interface Stage {
  kit: string;
  stage: string;
  done: number | null;
  total: number | null;
}

const OVER = new Set(["done", "cancelled", "failed"]);
const STAGES: Record<string, string> = { preparing: "Preparing", downloading: "Downloading", installing: "Installing", trying: "Trying it out" };

/** The making of kits, one at a time, whoever began it. */
class Making {
  now = $state.raw<Stage | null>(null);
  cancelling = $state(false);
  /** Why the last one ended early, and which that was. */
  ended = $state.raw<{ kit: string; message: string; failed: boolean } | null>(null);
  #listening = false;
  readonly #ends = new Set<(kit: string, ready: boolean) => void>();

  /** Called when a kit is ready, or comes no further. Returns how to stop. */
  onEnd(listener: (kit: string, ready: boolean) => void): () => void {
    this.listen();
    this.#ends.add(listener);
    return () => this.#ends.delete(listener);
  }

  /** A kit may be on its way already. */
  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    onEvent("kit", (event) => this.#take(event));
    onEvent("restarted", () => (this.now = null));
    get<KitsAnswer>("/api/kits").then(
      ({ installing }) => (this.now ??= installing),
      () => undefined, // the banner says that the server is away
    );
  }

  async begin(kit: string): Promise<void> {
    this.ended = null;
    await this.#ask(kit, async () => {
      this.now = (await post<{ installing: Stage }>(`/api/kits/${kit}`)).installing;
    });
  }

  async cancel(kit: string): Promise<void> {
    this.cancelling = true;
    await this.#ask(kit, () => remove(`/api/kits/${kit}/installation`));
  }

  async #ask(kit: string, what: () => Promise<unknown>): Promise<void> {
    try {
      await what();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.cancelling = false;
      this.ended = { kit, message: error.message, failed: true };
    }
  }

  #take(event: Stage & { message: string }): void {
    if (!OVER.has(event.stage)) {
      this.now = event;
      return;
    }
    this.now = null;
    this.cancelling = false;
    this.ended = event.stage === "done" ? null : { kit: event.kit, message: event.message, failed: event.stage === "failed" };
    for (const listener of this.#ends) listener(event.kit, event.stage === "done");
  }

  /** How far it is, in words. */
  get words(): string {
    if (this.cancelling) return "Stopping…";
    const { stage = "", done, total } = this.now ?? {};
    const name = STAGES[stage] ?? stage;
    if (!total || done === null || done === undefined) return `${name}…`;
    if (stage === "downloading") return `${name}: ${bytes(done)} of about ${bytes(total)}`;
    return stage === "installing" ? `${name}: ${done} of ${total} libraries` : `${name}…`;
  }
}

export const making = new Making();
