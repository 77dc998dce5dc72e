import { expect, test } from "vitest";
import { Stopwatch } from "./stopwatch";

const MINUTE = 60_000;

test("time counts while somebody moves now and then", () => {
  const watch = new Stopwatch();
  for (let at = 0; at <= 10 * MINUTE; at += MINUTE) watch.moved(at);
  expect(watch.take(10 * MINUTE)).toBe(10 * MINUTE);
});

test("who does not move is no longer counted after a minute and a half", () => {
  const watch = new Stopwatch();
  watch.moved(0);
  expect(watch.take(60 * MINUTE)).toBe(1.5 * MINUTE);
  watch.moved(61 * MINUTE);
  expect(watch.take(62 * MINUTE)).toBe(MINUTE);
});

test("a page that is not looked at counts nothing", () => {
  const watch = new Stopwatch();
  watch.moved(0);
  watch.left(MINUTE);
  expect(watch.take(30 * MINUTE)).toBe(MINUTE);
  expect(watch.take(31 * MINUTE)).toBe(0);
});

test("nothing counts before anybody was there", () => expect(new Stopwatch().take(MINUTE)).toBe(0));

test("time that was taken in the middle is not counted again", () => {
  const watch = new Stopwatch();
  watch.moved(0);
  expect(watch.take(20_000)).toBe(20_000);
  expect(watch.take(50_000)).toBe(30_000);
  watch.put(50_000);
  watch.moved(60_000);
  expect(watch.take(60_000)).toBe(60_000);
});
