/**
 * What is written in one file: in the editor, in the workspace, and what to do when those two part.
 *
 * Promises: nothing typed is lost. Each change is in this browser's storage within moments and in the file at the next
 * pause; while the server is away it stays in storage and goes to the file when the server is back, also after the tab
 * was closed. An outside edit of the file appears in the editor; when both have changed, the person is asked, and
 * whichever text gives way can be had back by undoing.
 */
import { ApiError } from "../../app/api";
import { connection } from "../../app/connection.svelte";
import { onEvent } from "../../app/events.svelte";

export type Standing = "saved" | "waiting" | "saving" | "kept";

/** How it stands, in the words of the page. */
export const SAVED_WORDS: Readonly<Record<Standing, string>> = {
  saved: "Saved",
  waiting: "Saving…",
  saving: "Saving…",
  kept: "Kept in this browser",
};

interface Kept {
  source: string;
  stamp: string;
}

/** A text the server has sent, where it belongs, and the way to bring another there. */
export interface Written {
  proof: string;
  file: string;
  source: string;
  stamp: string;
  put: (source: string, stamp: string) => Promise<{ stamp: string }>;
}

/** What a window tells the others when it has saved. */
export interface Edit {
  proof: string;
  file: string;
  stamp: string;
  source: string;
}

const PAUSE = 600;
/** The channel on which windows tell each other. */
export const OTHERS = "mlestone.files";

export class Draft {
  /** What the editor holds. */
  source = $state("");
  standing = $state<Standing>("saved");
  /** The file's text, when it was changed elsewhere while this one was changed here. */
  conflict = $state.raw<{ source: string; stamp: string } | null>(null);
  /** Something happened to the text that its writer should know. */
  note = $state("");
  problem = $state("");
  stamp = "";
  readonly #put: Written["put"];
  readonly #proof: string;
  readonly #file: string;
  #saved = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;
  readonly #channel = new BroadcastChannel(OTHERS);

  constructor({ proof, file, source, stamp, put }: Written) {
    this.#proof = proof;
    this.#file = file;
    this.#put = put;
    this.stamp = stamp;
    this.#saved = this.source = source;
    this.#takeUp();
  }

  /** Live for as long as the effect that calls this. */
  live(): () => void {
    const theirs = (edit: Edit): void => {
      if (edit.proof === this.#proof && edit.file === this.#file) this.meet(edit.source, edit.stamp);
    };
    const stops = [onEvent("file", theirs), connection.onReturn(() => void this.save())];
    this.#channel.onmessage = ({ data }) => theirs(data as never);
    const leave = (): void => {
      this.#keep();
      if (this.dirty) void this.save();
    };
    addEventListener("pagehide", leave);
    return () => {
      leave();
      removeEventListener("pagehide", leave);
      stops.forEach((stop) => stop());
      clearTimeout(this.#timer);
      void (this.#saving ?? Promise.resolve()).finally(() => this.#channel.close());
    };
  }

  get dirty(): boolean {
    return this.source !== this.#saved;
  }

  edited(): void {
    if (!this.dirty) return;
    this.note = "";
    this.#keep();
    if (this.standing !== "kept") this.standing = "waiting";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE);
  }

  /** Bring what is here to the file. One at a time; what was typed meanwhile follows. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    if (!this.dirty || this.conflict) return;
    this.#saving = this.#save();
    await this.#saving;
    this.#saving = undefined;
    if (this.dirty && this.standing === "saved") this.edited();
  }

  /** Nothing is on its way to the file: an attempt can bring the text there itself. */
  async settled(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
  }

  async #save(): Promise<void> {
    const source = this.source;
    this.standing = "saving";
    try {
      const { stamp } = await this.#put(source, this.stamp);
      this.wrote(source, stamp);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.standing = "kept";
      if (error.kind === "edited-outside") this.meet(String(error.body["source"] ?? ""), String(error.body["stamp"]));
      else if (error.kind !== "away") this.problem = error.message;
    }
  }

  /** This text is in the file now. */
  wrote(source: string, stamp: string): void {
    this.#saved = source;
    this.stamp = stamp;
    this.standing = "saved";
    this.problem = "";
    this.#channel.postMessage({ proof: this.#proof, file: this.#file, stamp, source } satisfies Edit);
    if (!this.dirty) forget(this.#key);
  }

  /** What the server has just sent takes the place of all that was here: a reset. */
  restart({ source, stamp }: { source: string; stamp: string }): void {
    this.stamp = stamp;
    this.#saved = this.source = source;
    this.conflict = null;
    this.standing = "saved";
    forget(this.#key);
  }

  /** Mine goes to the file; theirs is one undo away. */
  keepMine(put: (text: string) => void): void {
    if (!this.conflict) return;
    const mine = this.source;
    const { source, stamp } = this.conflict;
    this.stamp = stamp;
    this.#saved = source;
    this.conflict = null;
    put(source);
    put(mine);
    void this.save();
  }

  /** The file's text comes in; mine is one undo away. */
  takeTheirs(): void {
    if (!this.conflict) return;
    const { source, stamp } = this.conflict;
    this.conflict = null;
    this.#take(source, stamp);
  }

  /** Somebody else wrote the file. */
  meet(source: string, stamp: string): void {
    if (source === this.source) {
      this.conflict = null;
      this.#take(source, stamp);
    } else if (!this.dirty) {
      this.#take(source, stamp);
      this.note = "Taken over from the file, which was edited elsewhere.";
    } else {
      this.conflict = { source, stamp };
    }
  }

  #take(source: string, stamp: string): void {
    this.stamp = stamp;
    this.#saved = this.source = source;
    this.standing = "saved";
    forget(this.#key);
  }

  get #key(): string {
    return keyOf(this.#proof, this.#file);
  }

  #keep(): void {
    if (!this.dirty) return;
    try {
      localStorage.setItem(this.#key, JSON.stringify({ source: this.source, stamp: this.stamp } satisfies Kept));
    } catch {
      // Storage is closed or full: the file is where the text goes anyway.
    }
  }

  /** What a tab that was closed while the server was away had left behind. */
  #takeUp(): void {
    const kept = recall(this.#key);
    if (!kept || kept.source === this.#saved) return forget(this.#key);
    if (kept.stamp !== this.stamp) this.conflict = { source: this.#saved, stamp: this.stamp };
    this.source = kept.source;
    this.standing = "kept";
    this.note = "This is what you had typed when the server was away.";
    if (!this.conflict) this.#timer = setTimeout(() => void this.save(), 0);
  }
}

/** Whether something that was typed into a file has not come to it yet. */
export const isKept = (proof: string, file: string): boolean => recall(keyOf(proof, file)) !== null;

const keyOf = (proof: string, file: string): string => `mlestone.draft.${proof}.${file}`;

function recall(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return kept && typeof kept.source === "string" && typeof kept.stamp === "string" ? kept : null;
  } catch {
    return null;
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept, then.
  }
}
