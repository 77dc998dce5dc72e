/**
 * Replies to a paper: here, in its file, and in this browser while the server is away.
 *
 * Replies are merged question by question: what was changed here since the last save stays, all else follows the file.
 */
import { ApiError, put } from "../../app/api";
import { connection } from "../../app/connection.svelte";
import { onEvent } from "../../app/events.svelte";
import type { ProofAddress } from "../proof/address";
import type { ProofPage } from "../types";

const PAUSE = 500;
const LINE = /^(\d+)[ \t]*:[ \t]*(.*)$/gm;

export class Replies {
  now = $state<Record<string, string>>({});
  standing = $state<"saved" | "saving" | "kept">("saved");
  problem = $state("");
  stamp: string;
  #saved: Record<string, string>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;
  readonly #key: string;

  constructor(
    readonly page: ProofPage,
    readonly address: ProofAddress,
  ) {
    const questions = page.paper?.questions ?? [];
    const given = page.paper?.replies ?? {};
    this.stamp = page.stamp;
    this.#key = `mlestone.replies.${page.standing.id}.${page.file}.${page.paper?.seed ?? ""}`;
    this.#saved = Object.fromEntries(questions.map(({ number }) => [number, given[number] ?? ""]));
    const kept = recall(this.#key);
    this.now = { ...this.#saved, ...kept };
    if (kept && this.dirty) this.#timer = setTimeout(() => void this.save(), 0);
  }

  live(): () => void {
    const { id } = this.page.standing;
    const stops = [
      onEvent("file", ({ proof, file, stamp, source }) => {
        if (proof === id && file === this.page.file) this.#merge(source, stamp);
      }),
      connection.onReturn(() => void this.save()),
    ];
    const leave = (): void => void this.save();
    addEventListener("pagehide", leave);
    return () => {
      leave();
      removeEventListener("pagehide", leave);
      stops.forEach((stop) => stop());
      clearTimeout(this.#timer);
    };
  }

  get dirty(): boolean {
    return Object.entries(this.now).some(([number, reply]) => reply !== this.#saved[number]);
  }

  edited(): void {
    this.#keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE);
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    if (!this.dirty) return;
    this.#saving = this.#save();
    await this.#saving;
    this.#saving = undefined;
  }

  async #save(again = true): Promise<void> {
    const replies = { ...this.now };
    this.standing = "saving";
    try {
      const { stamp } = await put<{ stamp: string }>(this.address.to("replies"), { replies, stamp: this.stamp });
      this.wrote(replies, stamp);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.standing = "kept";
      if (error.kind === "edited-outside" && again) {
        this.#merge(String(error.body["source"]), String(error.body["stamp"]));
        await this.#save(false);
      } else if (error.kind !== "away") this.problem = error.message;
    }
  }

  wrote(replies: Record<string, string>, stamp: string): void {
    this.#saved = replies;
    this.stamp = stamp;
    this.standing = "saved";
    this.problem = "";
    if (!this.dirty) write(this.#key, null);
  }

  #merge(source: string, stamp: string): void {
    this.stamp = stamp;
    for (const [, number = "", reply = ""] of source.matchAll(LINE)) {
      if (!(number in this.now)) continue;
      if (this.now[number] === this.#saved[number]) this.now[number] = reply.trim();
      this.#saved[number] = reply.trim();
    }
  }

  #keep(): void {
    write(this.#key, JSON.stringify(this.now));
  }
}

function recall(key: string): Record<string, string> | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Record<string, string> | null;
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is closed to this page: the file is where replies go anyway.
  }
}
