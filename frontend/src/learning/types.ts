/** Answers of the server that only the learning pages read. */
import type { AttemptStatus, Due, Kind, ProofStanding, SkillStanding, Status } from "../app/types";

// ---- what code shows ----------------------------------------------------------------------------------------

export interface ShownText {
  kind: "text";
  text: string;
}
export interface ShownTable {
  kind: "table";
  columns: string[];
  index: string[];
  rows: string[][];
  /** Of the whole table; `rows` may hold fewer. */
  shape: [number, number];
}
export interface ShownFigure {
  kind: "figure";
  format: string;
  data: string;
}
export interface ShownError {
  kind: "error";
  type: string;
  message: string;
  line: number | null;
  code: string | null;
}
export type Shown = ShownText | ShownTable | ShownFigure | ShownError;

export interface Ended {
  failed: boolean;
  seconds: number;
  lost?: boolean;
}

// ---- lessons ------------------------------------------------------------------------------------------------

export type Setting = number | string | boolean;

export type Control =
  | { kind: "slider"; name: string; start: number; low: number; high: number; step: number; whole: boolean }
  | { kind: "choice"; name: string; start: Setting; options: Setting[] }
  | { kind: "switch"; name: string; start: boolean };

export interface ProseBlock {
  kind: "html";
  html: string;
}
export interface CellBlock {
  kind: "cell";
  name: string;
  code: string;
  line: number;
  fails: boolean;
}
export interface DemoBlock {
  kind: "demo";
  name: string;
  code: string;
  line: number;
  function: string;
  controls: Control[];
}
export type Block = ProseBlock | CellBlock | DemoBlock;

export interface SkillPage {
  standing: SkillStanding;
  outcome: string;
  outcome_html: string;
  needs: string[];
  opens: string[];
  proofs: ProofStanding[];
  evidence: string[];
  kit: string;
  tools: string[];
  lesson: { written: boolean; blocks: Block[]; contents: { id: string; title: string; level: number }[]; words: number };
}

// ---- proofs -------------------------------------------------------------------------------------------------

export interface Question {
  number: string;
  text: string;
  text_html: string;
  form: "number" | "choice" | "text" | "array";
  choices: string[];
  choices_html: string[];
  letters: string[];
  unit: string;
  note: string;
}

export interface Paper {
  seed: number | null;
  questions: Question[];
  replies: Record<string, string>;
  complaint: string;
}

export interface Lacking {
  kit: string;
  title: string;
  planned: boolean;
  /** About, in bytes. */
  download: number | null;
  installed_size: number | null;
}

export interface NextProof {
  proof: string;
  title: string;
  kind: Kind;
}

/** A file of a lab: its text, or its bytes where it is none. */
export type FileContent = string | { base64: string };

export interface ProofPage {
  standing: ProofStanding;
  prompt_html: string;
  starter: string;
  required: string[];
  checks: string[];
  tolerance: string;
  hints: number;
  hints_html: string[];
  kind: Kind;
  skill: string;
  skill_title: string;
  region: string;
  kit: string;
  purpose: "proof" | "review";
  begun: boolean;
  file: string;
  path: string;
  source: string;
  stamp: string;
  /** A lab's, in the place of one source, and the stamp of each. */
  files: Record<string, FileContent> | null;
  stamps: Record<string, string> | null;
  /** Of a lab: what to type in a terminal to work on it there. */
  terminal: string[];
  paper: Paper | null;
  /** The kit it runs in, while that is not installed. */
  lacking: Lacking | null;
  next: NextProof | null;
}

export interface Value {
  text: string;
  type: string;
  shape: number[] | null;
  dtype: string | null;
}

export interface Recognised {
  name: string;
  sentence: string;
  target: string;
}

export interface Trouble {
  type: string;
  message: string;
  line: number | null;
  code: string | null;
}

type Numbers = (number | null)[];

export interface DrawnAxes {
  title: string;
  xlabel: string;
  ylabel: string;
  xlim: number[];
  ylim: number[];
  xscale: string;
  yscale: string;
  legend: string[];
  xticklabels: string[];
  yticklabels: string[];
  lines: { x: Numbers; y: Numbers; color: string; label: string; style: string; marker: string }[];
  bars: { x: number; bottom: number; width: number; height: number; color: string; label: string }[];
  points: { x: Numbers; y: Numbers; shades: Numbers; color: string; label: string }[];
  images: { columns: number; cells: Numbers; extent: number[] }[];
  texts: { x: number; y: number; text: string }[];
  fills: { x: Numbers; y: Numbers; color: string; label: string }[];
}

/** What a figure shows, to be drawn here. */
export interface Drawing {
  title: string;
  axes: DrawnAxes[];
  left_out: boolean;
}

export interface Check {
  sentence: string;
  status: "passed" | "failed" | "not_run";
  call: string | null;
  got: Value | null;
  expected: Value | null;
  difference: string | null;
  trouble: Trouble | null;
  mistake: Recognised | null;
  printed: string;
  note: string | null;
  /** Verdicts of earlier versions have neither. */
  figure?: Drawing | null;
  figure_expected?: Drawing | null;
}

export interface Score {
  metric: string;
  better: "lower" | "higher";
  value: number | null;
  bar: number;
  baseline: number;
  reference: number;
}

export interface Reply {
  number: string;
  right: boolean;
  got: string;
  sentence: string | null;
}

export interface Verdict {
  proof: string;
  kind: Kind;
  status: Status;
  seed: number;
  summary: string;
  mistake: Recognised | null;
  checks: Check[];
  score: Score | null;
  replies: Reply[];
  trouble: Trouble | null;
  limit: string | null;
  printed: string;
}

export interface News {
  first_pass: boolean;
  proved: string[];
  credited: string[];
  opens: string[];
  plan_done: boolean;
  sentences: string[];
}

export interface Checked {
  verdict: Verdict;
  purpose: "proof" | "review";
  logged: boolean;
  attempt: string | null;
  seconds: number;
  news: News;
  lines: { line: number; message: string; check: number | null }[];
  next: NextProof | null;
  /** When the skill is to be shown once more. */
  due: string | null;
  /** For whoever has passed: what the library people use does. */
  afterwards_html: string[];
}

export interface Solution {
  source: string;
  afterwards_html: string[];
}

export interface Attempt {
  id: string;
  at: string;
  proof: string;
  purpose: string;
  seed: number;
  status: AttemptStatus | null;
  spent: number | null;
}

export interface AttemptPage {
  attempt: Attempt;
  source: string | null;
  verdict: Verdict | null;
}

export interface Hinted {
  number: number;
  of: number;
  html: string;
  fresh: boolean;
}

// ---- review and placement -----------------------------------------------------------------------------------

export interface ReviewAnswer {
  due: Due[];
  /** While nothing is due: what comes next. */
  coming: { skill: string; title: string; due: string } | null;
}

export interface Opened {
  proof: string;
  file: string;
}

export interface PlacementQuestion {
  number: number;
  at_most: number;
  skill: string;
  title: string;
  proof: string;
  form: Question["form"] | "code";
  text: string;
  text_html: string;
  choices: string[];
  choices_html: string[];
  letters: string[];
  unit: string;
  note: string;
  starter: string;
}

export interface Placing {
  placement: string;
  answered: number;
  at_most: number;
  question: PlacementQuestion | null;
  finished: boolean;
  complaint: string;
  right: boolean | null;
  credited: string[];
  credited_titles: { id: string; title: string }[];
  certain: number;
  askable: number;
  skills: number;
}
