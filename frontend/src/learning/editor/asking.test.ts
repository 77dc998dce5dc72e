import { expect, test } from "vitest";
import { asker } from "./asking";

const LATER = { later: true };

/** A server that answers so, one after the other, and then always with the last. */
function server(...answers: unknown[]): { ask: (path: string) => Promise<unknown>; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: (path) => {
      asked.push(path);
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1]);
    },
  };
}

test("what is known is told, be it nothing", async () => {
  expect(await asker(server({ names: [] }).ask)("/api/complete", {})).toEqual({ names: [] });
  expect(await asker(server(null).ask)("/api/describe", {})).toEqual(null);
});

test("a server that reads a library is asked again, but not for ever", async () => {
  const soon = server(LATER, LATER, { names: [1] });
  expect(await asker(soon.ask)("/api/complete", {})).toEqual({ names: [1] });
  expect(soon.asked.length).toEqual(3);
  const never = server(LATER);
  expect(await asker(never.ask)("/api/complete", {})).toEqual(null);
  expect(never.asked.length).toEqual(100);
});

test("who has typed on is not held up by what was asked before", async () => {
  const busy = server(LATER, LATER, { names: [2] });
  const ask = asker(busy.ask);
  const [before, now] = await Promise.all([ask("/api/complete", 1), ask("/api/complete", 2)]);
  expect(before).toEqual(null);
  expect(now).toEqual({ names: [2] });
  expect(busy.asked.length).toEqual(3);
});

test("a server that is away knows nothing", async () => {
  expect(await asker(() => Promise.reject(new Error("away")))("/api/complete", {})).toEqual(null);
});
