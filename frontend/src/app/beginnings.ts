/**
 * What a page begins with: the modules of its code, and what it asks the server for first.
 *
 * The build hands this table on (`beginnings.json`), and the server names all of it in the head of the page it sends: so
 * code and answers come at the same time as the shell, not one after the other. Within the page `ahead.ts` follows it.
 */
export interface Beginning {
  /** As in `routes.ts`. */
  path: string;
  /** Below `src/`. */
  modules: readonly string[];
  /** With the parts of the address in the places of their names; `?` at the end takes its query along. */
  answers: readonly string[];
}

/** What the shell asks for on every page. */
export const EVERYWHERE: readonly string[] = ["/api/course"];

export const BEGINNINGS: readonly Beginning[] = [
  { path: "/", modules: ["pages/Today.svelte"], answers: ["/api/today", "/api/plan"] },
  { path: "/map", modules: ["pages/map/MapPage.svelte"], answers: ["/api/map"] },
  { path: "/skills/:skill", modules: ["learning/SkillPage.svelte"], answers: ["/api/skills/:skill"] },
  {
    path: "/proofs/:skill/:name",
    modules: ["learning/ProofPage.svelte", "learning/editor/codemirror.ts"],
    answers: ["/api/proofs/:skill/:name?"],
  },
  { path: "/review", modules: ["learning/ReviewPage.svelte"], answers: ["/api/review"] },
  { path: "/plan", modules: ["pages/plan/PlanPage.svelte"], answers: ["/api/plan"] },
  { path: "/roadmaps", modules: ["pages/roadmaps/RoadmapsPage.svelte"], answers: ["/api/roadmaps"] },
];
