/**
 * A lab's folder: its files as they are on disk, the texts being written, and which one is shown.
 *
 * Promises: each text is kept as any draft is (`proof/draft.svelte.ts`). A file is renamed or deleted only as it is
 * shown here. What other programs and windows do to the folder appears; a file they deleted while it was being written
 * here is there until its writer decides.
 */
import { untrack } from "svelte";
import { ApiError, post, put, remove } from "../../app/api";
import { connection } from "../../app/connection.svelte";
import { onEvent, type ServerEvents } from "../../app/events.svelte";
import type { ProofAddress } from "../proof/address";
import { Draft, isKept, OTHERS, type Edit } from "../proof/draft.svelte";
import type { FileContent, ProofPage } from "../types";
import { rowsOf } from "./tree";

type Changes = ServerEvents["folder"];

export interface Opened {
  readonly path: string;
  readonly draft: Draft;
}

interface OnDisk {
  readonly content: FileContent;
  readonly stamp: string;
}

/** The channel on which windows tell each other of files that are made, renamed and deleted. */
const FOLDERS = "mlestone.folders";
/** Where learners are told what is theirs to write. */
const PART = "Your part:";

export class LabFolder {
  /** Whether there is a folder; until then its files are those one begins with. */
  begun = $state(false);
  chosen = $state("");
  /** What happened to the folder that its owner should know. */
  note = $state("");
  opened = $state.raw<readonly Opened[]>([]);
  #files = $state.raw<ReadonlyMap<string, OnDisk>>(new Map());
  readonly #proof: string;
  readonly #name: string;
  readonly #address: ProofAddress;
  readonly #stops = new Map<string, () => void>();
  #channel: BroadcastChannel | undefined;

  constructor(page: ProofPage, address: ProofAddress) {
    this.#proof = page.standing.id;
    this.#name = page.file;
    this.#address = address;
    this.#load(page);
    for (const path of this.#files.keys()) if (isKept(this.#proof, this.#idOf(path))) this.#open(path);
    this.choose(this.#first());
  }

  get paths(): string[] {
    return [...this.#files.keys()];
  }

  /** The draft of the file that is shown; `null`: it is no text, or there is none. */
  get draft(): Draft | null {
    return this.#draftOf(this.chosen);
  }

  /** All files with what they hold here, perhaps not yet saved. */
  get now(): (readonly [string, FileContent])[] {
    return [...this.#files].map(([path, { content }]) => [path, this.#draftOf(path)?.source ?? content] as const);
  }

  isText(path: string): boolean {
    return typeof this.#files.get(path)?.content === "string";
  }

  /** Bytes of a file that is no text. */
  sizeOf(path: string): number {
    const content = this.#files.get(path)?.content;
    if (content === undefined || typeof content === "string") return 0;
    return (content.base64.length / 4) * 3 - (/=*$/.exec(content.base64)?.[0].length ?? 0);
  }

  choose(path: string): void {
    this.chosen = path;
    this.note = "";
    remember(this.#proof, path);
    if (this.isText(path)) this.#open(path);
  }

  /** Live for as long as the effect that calls this. */
  live(): () => void {
    const mine = ({ proof, file }: Changes): boolean => proof === this.#proof && file === this.#name;
    const take = (changes: Changes): void => void (mine(changes) && this.#take(changes.files, changes.stamps));
    const saved = new BroadcastChannel(OTHERS);
    saved.onmessage = ({ data }) => this.#hear(data as Edit);
    const channel = (this.#channel = new BroadcastChannel(FOLDERS));
    channel.onmessage = ({ data }) => take(data as Changes);
    const stop = onEvent("folder", take);
    for (const { path, draft } of untrack(() => this.opened)) this.#stops.set(path, draft.live());
    return () => {
      stop();
      saved.close();
      channel.close();
      this.#channel = undefined;
      for (const stopDraft of this.#stops.values()) stopDraft();
      this.#stops.clear();
    };
  }

  /** Bring all that was typed into the folder, which is made where there is none. Why it could not be; or nothing. */
  async settle(): Promise<string> {
    return await this.#tried(async () => {
      for (const { path, draft } of this.opened) {
        await draft.save();
        if (!draft.conflict && draft.standing !== "kept") continue;
        this.choose(path);
        const why = draft.conflict ? "First choose between your text and the file's." : draft.problem;
        throw new ApiError(409, "waiting", why || `${path} could not be saved.`);
      }
      await this.#begin();
    });
  }

  /** Have the folder made, for whoever works on it elsewhere. Why it could not be; or nothing. */
  async begin(): Promise<string> {
    return await this.#tried(() => this.#begin());
  }

  /** Make an empty file. What is wrong with that; or nothing. */
  async create(path: string): Promise<string> {
    return await this.#tried(async () => {
      this.#refuseTaken(path);
      const { stamp } = await this.#put(path, "", "");
      this.#change({ [path]: "" }, { [path]: stamp });
      this.choose(path);
    });
  }

  async rename(path: string, to: string): Promise<string> {
    if (path === to) return "";
    return await this.#tried(async () => {
      this.#refuseTaken(to);
      const draft = this.#draftOf(path);
      await draft?.save();
      if (draft?.dirty) throw new ApiError(409, "waiting", draft.problem || `${path} has to be saved first.`);
      const content = draft?.source ?? this.#files.get(path)?.content ?? "";
      const body = { path, to, stamp: this.#stampOf(path) };
      const { stamp } = await post<{ stamp: string }>(this.#address.to("files/rename"), body);
      this.begun = true;
      this.#change({ [path]: null, [to]: content }, { [path]: "", [to]: stamp });
      this.choose(to);
    });
  }

  async remove(path: string): Promise<string> {
    return await this.#tried(async () => {
      const draft = this.#draftOf(path);
      await draft?.settled();
      await remove(this.#address.to("files", { path, stamp: this.#stampOf(path) }));
      this.begun = true;
      draft?.restart({ source: draft.source, stamp: "" }); // what was typed goes with it
      this.#change({ [path]: null }, { [path]: "" });
      if (!this.#files.has(this.chosen)) this.choose(this.#first());
    });
  }

  /** A page the server has just sent: a fresh folder. */
  restart(page: ProofPage): void {
    const before = this.paths;
    for (const { path, draft } of this.opened) {
      draft.restart({ source: draft.source, stamp: draft.stamp });
      this.#close(path);
    }
    this.#load(page);
    const gone = Object.fromEntries(before.map((path) => [path, null]));
    this.#tell({ ...gone, ...page.files }, page.stamps ?? {});
    this.choose(this.#files.has(this.chosen) ? this.chosen : this.#first());
  }

  /** Files that were deleted elsewhere, and whose text here was then given up. */
  dropGone(): void {
    for (const { path, draft } of this.opened) {
      if (draft.conflict || draft.dirty || draft.stamp) continue;
      this.#forget(path);
    }
  }

  // ---- what is on disk --------------------------------------------------------------------------------------

  #load(page: ProofPage): void {
    const { files, stamps } = page;
    this.begun = page.begun;
    this.#files = new Map(Object.entries(files ?? {}).map(([path, content]) => [path, { content, stamp: stamps?.[path] ?? "" }]));
  }

  /** Changed here: other windows show the same folder. */
  #change(files: Changes["files"], stamps: Changes["stamps"]): void {
    this.#take(files, stamps);
    this.#tell(files, stamps);
  }

  #tell(files: Changes["files"], stamps: Changes["stamps"]): void {
    this.#channel?.postMessage({ proof: this.#proof, file: this.#name, files, stamps } satisfies Changes);
  }

  #take(files: Changes["files"], stamps: Changes["stamps"]): void {
    this.begun = true;
    for (const [path, content] of Object.entries(files)) {
      if (content === null) this.#lose(path);
      else this.#set(path, content, stamps[path] ?? "");
    }
  }

  #set(path: string, content: FileContent, stamp: string): void {
    const draft = this.#draftOf(path);
    this.#files = new Map(this.#files).set(path, { content, stamp });
    if (typeof content === "string") {
      draft?.meet(content, stamp);
      if (path === this.chosen) this.#open(path); // what was no text before
    } else if (draft && !draft.dirty) this.#close(path);
  }

  /** A file is gone; one that is being written here stays until its writer decides. */
  #lose(path: string): void {
    const draft = this.#draftOf(path);
    if (draft?.dirty) return draft.meet("", "");
    const shown = path === this.chosen;
    this.#forget(path);
    if (shown) this.note = `${path} is no longer there.`;
  }

  #forget(path: string): void {
    const files = new Map(this.#files);
    files.delete(path);
    this.#files = files;
    this.#close(path);
    if (path === this.chosen) this.choose(this.#first());
  }

  /** A window, perhaps this one, has saved a text. */
  #hear({ proof, file, source, stamp }: Edit): void {
    const path = file.startsWith(`${this.#name}/`) ? file.slice(this.#name.length + 1) : "";
    if (proof === this.#proof && path) this.#files = new Map(this.#files).set(path, { content: source, stamp });
  }

  // ---- what is written here ---------------------------------------------------------------------------------

  #open(path: string): void {
    const onDisk = this.#files.get(path);
    if (this.#draftOf(path) || typeof onDisk?.content !== "string") return;
    const draft = new Draft({
      proof: this.#proof,
      file: this.#idOf(path),
      source: onDisk.content,
      stamp: onDisk.stamp,
      put: (source, stamp) => this.#put(path, source, stamp),
    });
    this.opened = [...this.opened, { path, draft }];
    if (this.#channel) this.#stops.set(path, draft.live());
  }

  #close(path: string): void {
    this.#stops.get(path)?.();
    this.#stops.delete(path);
    this.opened = this.opened.filter((each) => each.path !== path);
  }

  async #begin(): Promise<void> {
    if (this.begun) return;
    await post(this.#address.to("start"));
    this.begun = true;
  }

  async #put(path: string, source: string, stamp: string): Promise<{ stamp: string }> {
    const saved = await put<{ stamp: string }>(this.#address.to("files"), { path, source, stamp });
    this.begun = true;
    return saved;
  }

  #draftOf(path: string): Draft | null {
    return this.opened.find((each) => each.path === path)?.draft ?? null;
  }

  #stampOf(path: string): string {
    return this.#draftOf(path)?.stamp ?? this.#files.get(path)?.stamp ?? "";
  }

  #idOf(path: string): string {
    return `${this.#name}/${path}`;
  }

  /** Where the work goes on, or begins. */
  #first(): string {
    const last = lastChosen(this.#proof);
    if (this.#files.has(last)) return last;
    const paths = rowsOf(this.#files.keys(), new Set()).filter(({ folder }) => !folder).map(({ path }) => path);
    const theirs = paths.find((path) => {
      const content = this.#files.get(path)?.content;
      return typeof content === "string" && content.includes(PART);
    });
    return theirs ?? paths[0] ?? "";
  }

  #refuseTaken(path: string): void {
    if (this.#files.has(path)) throw new ApiError(409, "taken", `There is already a file ${path}.`);
  }

  async #tried(work: () => Promise<void>): Promise<string> {
    if (connection.away) return "The server is away. What you type is kept; try again when it is back.";
    try {
      await work();
      return "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error.message;
    }
  }
}

const keyOf = (proof: string): string => `mlestone.lab.${proof}`;

function lastChosen(proof: string): string {
  try {
    return localStorage.getItem(keyOf(proof)) ?? "";
  } catch {
    return "";
  }
}

function remember(proof: string, path: string): void {
  try {
    localStorage.setItem(keyOf(proof), path);
  } catch {
    // Then the work is taken up with the first file.
  }
}
