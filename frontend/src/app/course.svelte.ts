/** The course, asked for once: it does not change while a server runs. */
import { ApiError, get } from "./api";
import { onEvent } from "./events.svelte";
import type { CourseAnswer, Details, MapAnswer, Region, Skill, State, Track } from "./types";

export interface Need {
  from: Skill;
  to: Skill;
  /** The turns of its line on the map, between the two nodes. */
  turns: readonly number[];
}

/** Where a line turns, from how far it goes: alternately down and across. */
function turnsOf(steps: readonly number[], x: number, y: number): number[] {
  return steps.map((step, index) => (index % 2 === 0 ? (y += step) : (x += step)));
}

export class Course {
  readonly skill: ReadonlyMap<string, Skill>;
  readonly region: ReadonlyMap<string, Region>;
  readonly edges: readonly Need[];
  readonly #needs = new Map<string, string[]>();
  readonly #opens = new Map<string, string[]>();

  constructor(readonly answer: CourseAnswer) {
    this.skill = new Map(answer.skills.map((skill) => [skill.id, skill]));
    this.region = new Map(answer.regions.map((region) => [region.id, region]));
    this.edges = answer.layout.edges.flatMap(([start = -1, end = -1, ...steps]) => {
      const [from, to] = [answer.skills[start], answer.skills[end]];
      return from && to ? { from, to, turns: turnsOf(steps, from.x, from.y + answer.layout.node.height / 2) } : [];
    });
    for (const { from, to } of this.edges) {
      this.#opens.set(from.id, [...this.opens(from.id), to.id]);
      this.#needs.set(to.id, [...this.needs(to.id), from.id]);
    }
  }

  title(skill: string): string {
    return this.skill.get(skill)?.title ?? skill;
  }

  regionOf(skill: string): Region | undefined {
    return this.region.get(this.skill.get(skill)?.region ?? "");
  }

  /** Where the learner stands with a skill; what the map's answer does not name is as far as the course says. */
  stateOf(skill: string, standing: MapAnswer | undefined): State {
    return standing?.skills[skill] ?? (this.skill.get(skill)?.written ? "ahead" : "planned");
  }

  /** The skills that this one needs itself. */
  needs(skill: string): readonly string[] {
    return this.#needs.get(skill) ?? [];
  }

  /** The skills that need this one. */
  opens(skill: string): readonly string[] {
    return this.#opens.get(skill) ?? [];
  }

  /** All a skill rests on, near and far, without itself. */
  restsOn(skill: string, all = new Set<string>()): Set<string> {
    for (const need of this.needs(skill)) {
      if (all.has(need)) continue;
      all.add(need);
      this.restsOn(need, all);
    }
    return all;
  }

  /** The skills a track leads to. */
  targets(track: Track): string[] {
    return track.targets.flatMap((place) => this.answer.skills[place]?.id ?? []);
  }

  /** A track's targets and all they need. */
  way(track: Track): Set<string> {
    const all = new Set<string>();
    for (const target of this.targets(track)) this.restsOn(target, all).add(target);
    return all;
  }
}

class CourseShelf {
  value = $state.raw<Course | undefined>();
  error = $state.raw<ApiError | undefined>();
  #asking: Promise<void> | undefined;

  constructor() {
    onEvent("hello", ({ fingerprint }) => {
      if (fingerprint && this.value && this.value.answer.fingerprint !== fingerprint) void this.load(true);
    });
  }

  load(anew = false): Promise<void> {
    if (this.value && !anew) return Promise.resolve();
    return (this.#asking ??= this.#ask());
  }

  async #ask(): Promise<void> {
    try {
      this.value = new Course(await get<CourseAnswer>("/api/course"));
      this.error = undefined;
    } catch (error) {
      if (error instanceof ApiError) this.error = error;
    } finally {
      this.#asking = undefined;
    }
  }
}

const shelf = new CourseShelf();

/** The course as far as it is here (`.value`), and it is sent for if it is not. */
export function course(): CourseShelf {
  void shelf.load();
  return shelf;
}

let detailed: Promise<Details> | undefined;

/** Outcome, tools and proofs of every skill, and what each track is for. */
export function details(): Promise<Details> {
  detailed ??= get<Details>("/api/course/details");
  detailed.catch(() => (detailed = undefined));
  return detailed;
}
