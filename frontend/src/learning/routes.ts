/** The pages where one learns: skill, proof, review, placement. */
import { askAhead } from "../app/ahead";
import type { Route } from "../app/routes";

/** A page's code and the answer it begins with come at the same time. */
function withAnswer<T>(load: () => Promise<T>): () => Promise<T> {
  return () => {
    askAhead(`/api${location.pathname}${location.pathname.startsWith("/proofs/") ? location.search : ""}`);
    return load();
  };
}

export const learning: readonly Route[] = [
  { path: "/skills/:skill", title: "Skill", load: withAnswer(() => import("./SkillPage.svelte")), under: "/map" },
  { path: "/proofs/:skill/:name", title: "Proof", load: withAnswer(() => import("./ProofPage.svelte")), wide: true, under: "/map" },
  { path: "/review", title: "Review", load: withAnswer(() => import("./ReviewPage.svelte")), under: "/review" },
  { path: "/place", title: "Place me", load: () => import("./PlacePage.svelte"), under: "/" },
];
