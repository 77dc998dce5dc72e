/**
 * A lesson's cells and demos while they run.
 *
 * Promises: cells run in the lesson's order. To run one is to run first what stands before it and has not run, where
 * everybody can see it. The traps (`fails`) run when they are asked for or reached, and nothing depends on them.
 * What a cell showed before, after the same cells, is shown again unless it is this cell that was asked for.
 */
import { ApiError } from "../../app/api";
import { Session, type Part } from "../session.svelte";
import type { Block, CellBlock, DemoBlock, Setting } from "../types";
import { oneStepOn } from "./ahead";

export type Doing = "rest" | "waiting" | "running" | "done" | "failed";

export class Cell {
  code = $state("");
  doing = $state<Doing>("rest");
  parts = $state.raw<readonly Part[]>([]);
  seconds = $state(0);
  problem = $state.raw<ApiError | null>(null);
  /** How many other pages are at work, while it has to wait for one of them. */
  others = $state(0);
  /** The code as it ran last. */
  ran = $state<string | null>(null);

  /** It is to run once more when it has run. */
  again = false;
  /** As the lesson has it, without the end of its last line. */
  readonly original: string;

  constructor(readonly block: CellBlock) {
    this.code = this.original = block.code.trimEnd();
  }

  get edited(): boolean {
    return this.code !== this.original;
  }
  get stale(): boolean {
    return this.ran !== null && this.ran !== this.code;
  }
  get marks(): { line: number; message: string }[] {
    if (this.stale) return [];
    return this.parts.flatMap((part) =>
      part.kind === "error" && part.line !== null ? [{ line: part.line, message: `${part.type}: ${part.message}` }] : [],
    );
  }
}

export class Demo {
  settings = $state<Record<string, Setting>>({});
  parts = $state.raw<readonly Part[]>([]);
  busy = $state(false);
  problem = $state.raw<ApiError | null>(null);
  drawn = $state(false);
  #again = false;
  #before: Record<string, Setting> | null = null;

  constructor(
    readonly block: DemoBlock,
    readonly session: Session,
  ) {
    this.settings = Object.fromEntries(block.controls.map(({ name, start }) => [name, start]));
  }

  /** Draw for the settings as they are. One call at a time: when it is answered, the newest settings follow. */
  async draw(): Promise<void> {
    if (this.busy) return void (this.#again = true);
    this.busy = true;
    try {
      do {
        this.#again = false;
        const settings = { ...this.settings };
        const { displayed, printed } = await this.session.demo(this.block.function, settings);
        if (!this.#again) this.#drawAhead(settings);
        this.parts = printed ? [{ kind: "printed", text: printed }, ...displayed] : displayed;
        this.drawn = true;
        this.problem = null;
      } while (this.#again);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind !== "overtaken") this.problem = error;
    } finally {
      this.busy = false;
    }
  }

  /** Who has moved a slider by one step, with its keys or slowly, is likely to move it on. */
  #drawAhead(now: Record<string, Setting>): void {
    const next = oneStepOn(this.block.controls, this.#before, now);
    this.#before = now;
    if (next) void this.session.drawAhead(this.block.function, next).catch(() => undefined); // only a favour
  }
}

export class Lesson {
  readonly session: Session;
  readonly cells: readonly Cell[];
  readonly demos: ReadonlyMap<string, Demo>;
  readonly #byName: ReadonlyMap<string, Cell>;
  #queue: Promise<void> = Promise.resolve();

  constructor(skill: string, blocks: readonly Block[], theme: "light" | "dark") {
    this.session = new Session(skill, theme);
    this.cells = blocks.filter((block) => block.kind === "cell").map((block) => new Cell(block));
    this.#byName = new Map(this.cells.map((cell) => [cell.block.name, cell]));
    this.demos = new Map(
      blocks.filter((block) => block.kind === "demo").map((block) => [block.name, new Demo(block, this.session)]),
    );
  }

  cell(name: string): Cell | undefined {
    return this.#byName.get(name);
  }

  get busy(): boolean {
    return this.cells.some(({ doing }) => doing === "running" || doing === "waiting");
  }

  /** The code of the cells before this one, for names. */
  before(cell: Cell): string {
    const until = this.cells.indexOf(cell);
    return this.cells
      .slice(0, until)
      .filter(({ block }) => !block.fails)
      .map(({ code }) => `${code}\n`)
      .join("");
  }

  /** Run a cell, and before it those it may need. `anew`: also if it has run as it is. */
  run(cell: Cell, anew = true): Promise<void> {
    const until = this.cells.indexOf(cell);
    const needed = this.cells.slice(0, until).filter((each) => !each.block.fails && each.doing === "rest");
    if (anew && cell.doing === "running") cell.again = true; // as it is now, after what runs
    const wanted = anew ? cell.doing !== "waiting" && cell.doing !== "running" : cell.doing === "rest";
    const those = wanted ? [...needed, cell] : needed;
    for (const each of those) each.doing = "waiting";
    for (const each of those) {
      const kept = !anew || each !== cell;
      this.#queue = this.#queue.then(() => this.#run(each, kept));
    }
    return this.#queue;
  }

  runAll(): Promise<void> {
    const last = this.cells.at(-1);
    for (const cell of this.cells) if (cell.block.fails) void this.run(cell, false);
    return last ? this.run(last, false) : Promise.resolve();
  }

  async stop(): Promise<void> {
    for (const cell of this.cells) {
      cell.again = false;
      if (cell.doing === "waiting") cell.doing = "rest";
    }
    await this.session.stop();
  }

  /** Figures for another theme: everything that ran runs again, in order, and each output stays until the new one is there. */
  async useTheme(theme: "light" | "dark"): Promise<void> {
    if (theme === this.session.theme) return;
    this.session.theme = theme;
    await this.#queue;
    const ran = this.cells.filter(({ doing }) => doing === "done" || doing === "failed");
    const drawn = [...this.demos.values()].filter((demo) => demo.drawn);
    await this.session.restart();
    for (const cell of ran) this.#queue = this.#queue.then(() => this.#run(cell, true, true));
    await this.#queue;
    await Promise.all(drawn.map((demo) => demo.draw()));
  }

  /** The server is another one: what ran there is gone, what is shown stays. */
  async forget(): Promise<void> {
    await this.session.restart();
    for (const cell of this.cells) if (cell.doing !== "waiting" && cell.doing !== "running") cell.doing = "rest";
  }

  async #run(cell: Cell, kept: boolean, again = false): Promise<void> {
    if (cell.doing !== "waiting" && !again) return; // stopped before its turn
    const { code } = cell;
    cell.doing = "running";
    cell.problem = null;
    let first = true;
    try {
      const source = code === cell.original ? cell.block.code : code;
      const tell = (parts: Part[]): void => {
        cell.parts = parts;
        first = false;
      };
      const { failed, seconds } = await this.session.run(cell.block.name, source, true, tell, { kept, waits: (others) => (cell.others = others) });
      if (first) cell.parts = [];
      cell.seconds = seconds;
      cell.ran = code;
      cell.doing = failed ? "failed" : "done";
      if (failed && !cell.block.fails) this.#holdBack();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      cell.problem = error;
      cell.doing = "rest";
      cell.again = false;
      this.#holdBack();
    }
    cell.others = 0;
    if (!cell.again) return;
    cell.again = false;
    await this.#run(cell, false, true);
  }

  /** What waits for a cell that failed would only fail too. */
  #holdBack(): void {
    for (const cell of this.cells) if (cell.doing === "waiting") cell.doing = "rest";
  }
}
