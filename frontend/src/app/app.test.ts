import { describe, expect, it } from "vitest";
import { answersAt } from "./ahead";
import { parseEvent } from "./api";
import { BEGINNINGS } from "./beginnings";
import { Course } from "./course.svelte";
import { find, type Route } from "./routes";
import type { CourseAnswer } from "./types";
import { bytes, count, day, minutes, weekday } from "./words";

const route = (path: string): Route => ({ path, title: path, load: () => Promise.resolve({ default: null }) });

describe("an address", () => {
  const routes = [route("/"), route("/map"), route("/proofs/:skill/:name")];

  it("finds its page", () => expect(find("/map", routes)?.route.path).toBe("/map"));
  it("may end in a slash", () => expect(find("/map/", routes)?.route.path).toBe("/map"));
  it("gives its parts to the page", () => expect(find("/proofs/svd/by%20hand", routes)?.props).toEqual({ skill: "svd", name: "by hand" }));
  it("with a stray % finds its page all the same", () => expect(find("/proofs/svd/100%", routes)?.props["name"]).toBe("100%"));
  it("that nothing stands at finds nothing", () => expect(find("/nowhere", routes)).toBeNull());
});

describe("what a page begins with", () => {
  it("belongs to a page that there is", () => expect(BEGINNINGS.filter(({ path }) => find(path)?.route.path !== path)).toEqual([]));
  it("is asked for with the parts of the address", () => expect(answersAt("/skills/by%20hand/", "?x=1")).toEqual(["/api/skills/by%20hand"]));
  it("takes the query along where it wants one", () =>
    expect(answersAt("/proofs/svd/by-hand", "?file=a.py")).toEqual(["/api/proofs/svd/by-hand?file=a.py"]));
  it("is nothing where nothing is known", () => expect(answersAt("/settings", "")).toEqual([]));
});

describe("a block of a stream", () => {
  it("is a named event with its data", () => expect(parseEvent('event: printed\ndata: {"text":"a"}')).toEqual({ name: "printed", data: { text: "a" } }));
  it("may have its data in several lines", () => expect(parseEvent("data: [1,\ndata: 2]")?.data).toEqual([1, 2]));
  it("is nothing when it is a heartbeat", () => expect(parseEvent(": still here")).toBeNull());
});

describe("the course", () => {
  const skill = (id: string) => ({ id, title: id.toUpperCase(), region: "r", minutes: 10, written: true, x: 0, y: 0 });
  const known = new Course({
    regions: [],
    skills: ["a", "b", "c", "d"].map(skill),
    tracks: [{ id: "t", title: "T", roadmap: null, targets: [2] }],
    layout: { node: { width: 10, height: 4 }, edges: [[0, 1, 5, 20, 5, -20], [1, 2], [0, 3]] },
  } as unknown as CourseAnswer);

  it("knows what a skill needs and opens from the lines of the map", () => {
    expect(known.needs("c")).toEqual(["b"]);
    expect(known.opens("a")).toEqual(["b", "d"]);
  });
  it("knows where lines turn", () => expect(known.edges[0]?.turns).toEqual([7, 20, 12, 0]));
  it("follows needs to the ground", () => expect([...known.restsOn("c")].sort()).toEqual(["a", "b"]));
  it("knows a track's whole way", () => {
    const [track] = known.answer.tracks;
    expect(track && [...known.way(track)].sort()).toEqual(["a", "b", "c"]);
  });
});

describe("words", () => {
  it("say times as people do", () => {
    expect([25, 60, 90, 845, 59.6].map(minutes)).toEqual(["25 min", "1 h", "1 h 30 min", "14 h", "1 h"]);
  });
  it("say sizes", () => expect([900, 1500, 610e6, 1.3e9].map(bytes)).toEqual(["900 B", "1.5 kB", "610 MB", "1.3 GB"]));
  it("say days that are nobody's time zone", () => {
    expect(day("2027-03-14")).toBe("14 March");
    expect(weekday("2026-11-21")).toBe("Saturday 21 November");
  });
  it("count", () => expect([count(1, "entry", "entries"), count(3, "skill")]).toEqual(["1 entry", "3 skills"]));
});
