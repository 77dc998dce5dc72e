/** The pages where one learns: skill, proof, review, placement. */
import type { Route } from "../app/routes";

export const learning: readonly Route[] = [
  { path: "/skills/:skill", title: "Skill", load: () => import("./SkillPage.svelte"), under: "/map" },
  { path: "/proofs/:skill/:name", title: "Proof", load: () => import("./ProofPage.svelte"), wide: true, under: "/map" },
  { path: "/review", title: "Review", load: () => import("./ReviewPage.svelte"), under: "/review" },
  { path: "/place", title: "Place me", load: () => import("./PlacePage.svelte"), under: "/" },
];
