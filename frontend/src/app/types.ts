/** What the server's answers look like (its own description is at `/api/openapi.json`). Days are `YYYY-MM-DD`, times ISO 8601 UTC. */

export type State = "planned" | "ahead" | "open" | "begun" | "proved" | "placed" | "fading";
export type Kind = "code" | "question" | "data" | "debug" | "lab" | "write";
export type Status = "passed" | "failed" | "not_attempted" | "crashed" | "out_of_limits" | "not_graded";
/** What the log says of an attempt; one that was stopped has no verdict. */
export type AttemptStatus = Status | "stopped";

// ---- the course -------------------------------------------------------------------------------------------

export interface Region {
  id: string;
  title: string;
  colour: string;
  order: number;
}

export interface Skill {
  id: string;
  title: string;
  region: string;
  minutes: number;
  written: boolean;
  /** The middle of its place on the map. */
  x: number;
  y: number;
}

/** What is said of a skill when one points at it; it comes after the map is drawn. */
export interface SkillDetails {
  outcome: string;
  kit: string;
  tools: string[];
  proofs: { id: string; name: string; kind: Kind; written: boolean }[];
}

export interface Details {
  skills: Record<string, SkillDetails>;
  regions: Record<string, { about: string }>;
  tracks: Record<string, { description: string }>;
}

export interface Layout {
  width: number;
  height: number;
  node: { width: number; height: number };
  regions: { id: string; x: number; y: number; width: number; height: number; title: { x: number; y: number } }[];
  /**
   * Every need: the skill that is needed and the one that needs it, as places in the list of skills, and the way of
   * the line between them: how far down from the one, how far across, how far down…, up to the other's x.
   */
  edges: number[][];
}

export interface Track {
  id: string;
  title: string;
  roadmap: string | null;
  /** Places in the list of skills. */
  targets: number[];
}

export interface CourseAnswer {
  fingerprint: string;
  version: string;
  regions: Region[];
  /** In the order of travel. */
  skills: Skill[];
  layout: Layout;
  tracks: Track[];
  roadmaps: { id: string; title: string }[];
}

// ---- the learner ------------------------------------------------------------------------------------------

export interface Step {
  kind: "continue" | "review" | "proof" | "placement" | "plan" | "nothing";
  skill: string | null;
  proof: string | null;
  title: string;
  reason: string;
  more: string[];
  minutes: number | null;
  command: string;
}

export interface Today {
  step: Step;
  others: Step[];
  due: number;
  plan: string | null;
  on_date: string;
  workspace: string;
  unjudged: string[];
}

export interface MapAnswer {
  states: Partial<Record<State, number>>;
  plan: string[];
  /** Without those of which the course says all there is to say: see `Course.stateOf`. */
  skills: Record<string, State>;
  regions: Record<string, { done: number; written: number; total: number }>;
}

export interface Due {
  skill: string;
  title: string;
  proof: string | null;
  due: string;
  recall: number;
  reason: string;
}

export interface PlanSkill {
  skill: string;
  title: string;
  starts: string | null;
  ends: string | null;
  minutes: number;
  written: boolean;
  state: State;
}

export interface PlanDay {
  on: string;
  skills: string[];
  minutes: number;
  reviews: string[];
  review_minutes: number;
}

export interface Plan {
  track: string | null;
  title: string;
  targets: string[];
  hours_a_week: number;
  days_off: string[];
  weekdays_off: number[];
  skills: number;
  done: number;
  remaining_minutes: number;
  review_minutes: number;
  path: PlanSkill[];
  coming: PlanDay[];
  finish: string | null;
  earliest: string | null;
  latest: string | null;
  pace: number;
  kept: number;
  sentences: string[];
  unwritten: number;
}

export interface ProgressAnswer {
  states: Partial<Record<State, number>>;
  skills: number;
  proofs_passed: number;
  proofs_written: number;
  attempts: number;
  seconds: number;
  /** Of these, spent on lessons. */
  reading: number;
  first_day: string | null;
  active_days: number;
  streak: number;
  days: { on: string; attempts: number; passed: number; minutes: number }[];
  regions: { id: string; title: string; done: number; written: number; total: number }[];
  recent: { at: string; proof: string; status: AttemptStatus | null; purpose: string }[];
}

export interface RoadmapTopic {
  id: string;
  name: string;
  done: boolean;
  proved: boolean;
  written: boolean;
  depth: number;
  leaf: boolean;
  skills: string[];
}

export interface RoadmapSection {
  id: string;
  title: string;
  done: number;
  proved: number;
  written: number;
  total: number;
  topics: RoadmapTopic[];
}

export interface Roadmap {
  id: string;
  title: string;
  done: number;
  proved: number;
  written: number;
  total: number;
  sections: RoadmapSection[];
}

export interface ProofStanding {
  id: string;
  title: string;
  kind: Kind;
  state: "planned" | "untouched" | "begun" | "passed";
  attempts: number;
  passed_at: string | null;
  gave_up: boolean;
  hints: number;
  best_score: number | null;
  file: string | null;
}

export interface SkillStanding {
  id: string;
  title: string;
  region: string;
  state: State;
  written: boolean;
  recall: number | null;
  due: string | null;
  proofs_passed: number;
  proofs_written: number;
  proofs: number;
  on_plan: boolean;
  minutes: number;
}

// ---- settings ---------------------------------------------------------------------------------------------

export interface SettingsAnswer {
  version: string;
  python: string;
  log: string;
  workspace: string;
  entries: number;
  unjudged: string[];
  warm: boolean;
  isolation: { fully: boolean; findings: { name: string; grade: string; sentence: string }[] } | null;
}

export interface KitStanding {
  name: string;
  title: string;
  state: "included" | "installed" | "outdated" | "broken off" | "not installed" | "planned";
  holds: string[];
  /** On this disk; the other two are about what it will be. All in bytes. */
  size: number | null;
  download: number | null;
  installed_size: number | null;
  folder: string | null;
  skills: number;
}

export interface KitsAnswer {
  kits: KitStanding[];
  installing: { kit: string; stage: string; done: number | null; total: number | null } | null;
}

export interface SearchResult {
  kind: "skill" | "lesson" | "proof" | "roadmap" | "region" | "page";
  id: string;
  title: string;
  where: string;
  excerpt: string;
  href: string;
  state?: State;
}
