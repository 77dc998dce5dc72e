/**
 * Which page stands at which address. Pages are loaded when they are first opened; `learning/routes.ts` adds its own.
 *
 * A page is a component; the parts of the address with a colon are its props:
 * `/skills/:skill` gives `let { skill }: { skill: string } = $props()`. It sets its title with `titled()`.
 */
import type { Component } from "svelte";
import { learning } from "../learning/routes";

export type Page = Component<Record<string, string>>;

export interface Route {
  path: string;
  /** Shown in the tab until the page knows better. */
  title: string;
  load: () => Promise<{ default: unknown }>;
  /** The page wants the whole width (the map, a proof's editor). */
  wide?: boolean;
  /** Which entry of the navigation is lit. */
  under?: string;
}

export const routes: readonly Route[] = [
  { path: "/", title: "Today", load: () => import("../pages/Today.svelte"), under: "/" },
  { path: "/map", title: "Map", load: () => import("../pages/map/MapPage.svelte"), wide: true, under: "/map" },
  { path: "/plan", title: "Plan", load: () => import("../pages/plan/PlanPage.svelte"), under: "/plan" },
  { path: "/progress", title: "Progress", load: () => import("../pages/progress/ProgressPage.svelte"), under: "/progress" },
  { path: "/roadmaps", title: "Roadmaps", load: () => import("../pages/roadmaps/RoadmapsPage.svelte"), under: "/roadmaps" },
  { path: "/roadmaps/:roadmap", title: "Roadmap", load: () => import("../pages/roadmaps/RoadmapPage.svelte"), under: "/roadmaps" },
  { path: "/settings", title: "Settings", load: () => import("../pages/settings/SettingsPage.svelte"), under: "/settings" },
  ...learning,
];

export interface Found {
  route: Route;
  props: Record<string, string>;
}

export function find(address: string, among: readonly Route[] = routes): Found | null {
  for (const route of among) {
    const props = match(route.path, address);
    if (props) return { route, props };
  }
  return null;
}

/** The parts of an address that a route's path names, if it fits. */
export function match(path: string, address: string): Record<string, string> | null {
  const [pattern, parts] = [partsOf(path), partsOf(address)];
  if (pattern.length !== parts.length) return null;
  const props: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (wanted.startsWith(":")) props[wanted.slice(1)] = decode(part);
    else if (wanted !== part) return null;
  }
  return props;
}

const partsOf = (path: string): string[] => path.split("/").filter(Boolean);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % is no reason to show nothing
  }
}
