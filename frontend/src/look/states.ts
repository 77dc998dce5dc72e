/** The seven states of a skill in words, in the order of the way. */
import type { AttemptStatus, Kind, State } from "../app/types";

export const STATE_WORDS: Readonly<Record<State, { name: string; means: string }>> = {
  proved: { name: "Proved", means: "Its proofs passed." },
  placed: { name: "Credited", means: "Placement believes it; a proof would prove it." },
  fading: { name: "Fading", means: "Proved, and due for a review." },
  begun: { name: "Begun", means: "Some work is done." },
  open: { name: "Open", means: "Everything it needs is there." },
  ahead: { name: "Ahead", means: "It needs other skills first." },
  planned: { name: "Planned", means: "Its lesson is not written yet." },
};

export const STATES = Object.keys(STATE_WORDS) as State[];

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  code: "Code",
  question: "Questions",
  data: "Data challenge",
  debug: "Mend a program",
  lab: "Lab",
  write: "Writing",
};

export const STATUS_WORDS: Readonly<Record<AttemptStatus, string>> = {
  passed: "Passed",
  failed: "Not yet",
  not_attempted: "Not attempted",
  crashed: "Crashed",
  out_of_limits: "Out of limits",
  not_graded: "Not graded",
  stopped: "Stopped",
};
