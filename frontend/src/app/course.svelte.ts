/** The course, asked for once: it does not change while a server runs. */
import { ApiError, get } from "./api";
import { onEvent } from "./events.svelte";
import type { CourseAnswer, Region, Skill, SkillDetails, Track } from "./types";

export class Course {
  readonly skill: ReadonlyMap<string, Skill>;
  readonly region: ReadonlyMap<string, Region>;
  readonly #opens = new Map<string, string[]>();

  constructor(readonly answer: CourseAnswer) {
    this.skill = new Map(answer.skills.map((skill) => [skill.id, skill]));
    this.region = new Map(answer.regions.map((region) => [region.id, region]));
    for (const { id, needs } of answer.skills) for (const need of needs) this.#opens.set(need, [...this.opens(need), id]);
  }

  title(skill: string): string {
    return this.skill.get(skill)?.title ?? skill;
  }

  regionOf(skill: string): Region | undefined {
    return this.region.get(this.skill.get(skill)?.region ?? "");
  }

  /** The skills that need this one. */
  opens(skill: string): readonly string[] {
    return this.#opens.get(skill) ?? [];
  }

  /** All a skill rests on, near and far, without itself. */
  needsOf(skill: string): Set<string> {
    const all = new Set<string>();
    const reach = (id: string): void => {
      for (const need of this.skill.get(id)?.needs ?? []) {
        if (all.has(need)) continue;
        all.add(need);
        reach(need);
      }
    };
    reach(skill);
    return all;
  }

  /** A track's targets and all they need. */
  way({ targets }: Pick<Track, "targets">): Set<string> {
    return new Set(targets.flatMap((target) => [target, ...this.needsOf(target)]));
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

let detailed: Promise<Record<string, SkillDetails>> | undefined;

/** Outcome, tools and proofs of every skill. */
export function details(): Promise<Record<string, SkillDetails>> {
  detailed ??= get<{ skills: Record<string, SkillDetails> }>("/api/course/details").then(({ skills }) => skills);
  detailed.catch(() => (detailed = undefined));
  return detailed;
}
