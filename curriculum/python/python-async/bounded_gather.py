"""Many questions, few at a time

A program asks a service about hundreds of items, and the service bears only a few questions at a time. Now and then it drops a call, or takes
for ever. Write the coroutine function `ask_all(ask, items, limit, patience, pause)`.

- `await ask(item)` is one call. It returns an answer, or raises an error. `items` is a list, in which the same item may stand twice; each time, it is
  asked about.
- Returned is a list with a tuple for each item, in the order of `items`: `("answer", …)` with what `ask` returned, `("error", …)` with what `str`
  makes of the error that it raised, or `("late", None)`.
- There are `limit` places, one at least. The items take them in the order of `items`, each as soon as a place is free, and an item gives its place back when its
  result is known.
- A call has `patience` seconds from its own beginning. If it has not ended by then, it is cancelled, and the item is `"late"`. The service may need a moment
  for being cancelled; the item keeps its place until the call has ended.
- A call that raises a `ConnectionError` is made once more, `pause` seconds later, and this second call decides, with `patience` seconds of
  its own. The item keeps its place meanwhile. Any other `Exception` is the item's result at once.
- If `ask_all` itself is cancelled, it makes no further call, cancels those under way, once each, and lets the `CancelledError` out when all of them have ended.
- When it returns or raises, none of its tasks is left.

`ask` raises no `TimeoutError` of its own, and no call ends at the very moment when its time is over.

To try it on there is `service`, which makes an `ask`. With it comes an event loop whose clock jumps to the next timer when there is nothing else
to do, so that hours pass in no time; `time.sleep` stops this loop as it does any other. If everybody waits for something that will never happen, it says so.

```python
# Of each item: for its first call, its second and so on, how long it takes, the answer or the error's text, and which error.
plan = {"a": [(3, "tea")], "b": [(1, "cut off", "ConnectionError"), (1, "rye")], "c": [(9, "fig")], "d": [(1, "no d", "ValueError")]}
calls = []
ask = service(plan, lambda *call: calls.append(call))
results = asyncio.run(ask_all(ask, ["a", "b", "c", "d"], 2, 5, 0.5))
results[:2]    # [("answer", "tea"), ("answer", "rye")]
results[2:]    # [("late", None), ("error", "no d")]
calls[:2]    # [("a", 0.0, 3.0, "answered"), ("b", 0.0, 1.0, "failed")]
calls[2:4]    # [("b", 1.5, 2.5, "answered"), ("c", 2.5, 7.75, "cancelled")]
```
"""

import asyncio
import builtins
import selectors
import threading
import time

from mlestone.proving import altered, answer, check, expect, given, hints, mistake

hints(
    "What has to be counted: the calls, or the items that hold a place? From which moment does a call's patience "
    "run, and who is told when the whole is cancelled?",
    "`asyncio.Semaphore` hands out places in the order in which they were asked for, `asyncio.timeout` cancels what "
    "takes too long and waits until it "
    "has ended, `asyncio.sleep` lets the others go on. A `TaskGroup` cancels its tasks and waits for them when it is "
    "cancelled itself.",
    "An inner coroutine for one item: inside `async with` of the semaphore a `try` around the call, whose own "
    "`timeout` stands inside of the "
    "place; after a `ConnectionError` a sleep and the same call again. A task for each item, and their results in "
    "order.",
)


@given
class Clock(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer when there is nothing else to do."""

    def __init__(self):
        self.now, self.main, self.selector = 0.0, None, selectors.DefaultSelector()
        self.select, self.selector.select = self.selector.select, self.jump
        super().__init__(self.selector)

    def time(self):
        return self.now

    def jump(self, timeout=None):
        ready = self.select(0)
        if not ready and timeout is None:
            raise RuntimeError("everybody waits, and nothing will ever happen")
        self.now += 0 if ready else timeout
        return ready

    def call_exception_handler(self, context):
        pass  # what is left of tasks is told at the end, not whenever one is thrown away

    def create_task(self, coroutine, **options):
        task = super().create_task(coroutine, **options)
        self.main = self.main or task
        return task


@given
def stand_still(seconds):
    """What `time.sleep` is on that clock: time goes by, and nobody else gets a turn."""
    try:
        asyncio.get_running_loop().now += seconds
    except RuntimeError:  # no loop is running
        threading.Event().wait(seconds)


@given
def service(plan, note, stop=None):
    """Return an `ask` that answers by `plan`; when all is over, `note` hears (item, begin, end, how) of each call.

    A call needs a quarter of a second for being cancelled. `stop`: when `ask_all` is cancelled, in seconds.
    """
    asyncio.events.new_event_loop, time.sleep = Clock, stand_still
    left = {item: list(planned) for item, planned in plan.items()}
    loops, calls = [], []

    def tell(_):
        for item, begin, end, how in sorted(calls):
            note(item, begin, end, how)
        if tasks := len(asyncio.all_tasks(loops[-1])):
            note("tasks", 0.0, loops[-1].now, f"{tasks} left")

    async def ask(item):
        loop = asyncio.get_running_loop()
        if loop not in loops:
            loops.append(loop)
            loop.main.add_done_callback(tell)
            if stop is not None:
                loop.call_at(stop, loop.main.cancel)
        call = [item, loop.now, -1, "still running"]
        calls.append(call)
        seconds, text, *kind = left[item].pop(0) if left[item] else (0, "asked too often", "RuntimeError")
        how = "failed" if kind else "answered"
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            how = "cancelled"
            await asyncio.sleep(0.25)
            raise
        finally:
            call[2:] = loop.now, how
        if kind:
            raise getattr(builtins, kind[0])(text)
        return text

    return ask


@answer
async def ask_all(ask, items, limit, patience, pause):
    """Ask about all items, `limit` at a time; return what came of each."""
    places = asyncio.Semaphore(limit)

    async def call(item):
        async with asyncio.timeout(patience):
            return await ask(item)

    async def one(item):
        async with places:
            try:
                try:
                    return "answer", await call(item)
                except ConnectionError:
                    await asyncio.sleep(pause)
                    return "answer", await call(item)
            except TimeoutError:
                return "late", None
            except Exception as error:
                return "error", str(error)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]


@mistake(
    ask_all,
    "Each call is awaited before the next is made: there is `async` everywhere, and only one ever runs. What puts "
    "several into the loop at once?",
)
async def one_by_one(ask, items, limit, patience, pause):
    return [(await ask_all(ask, [item], 1, patience, pause))[0] for item in items]


@mistake(
    ask_all,
    "The items are asked about in batches: nobody of the next begins before the slowest of the last has ended, while "
    "places stand empty.",
)
async def in_batches(ask, items, limit, patience, pause):
    results = []
    for start in range(0, len(items), limit):
        results += await ask_all(ask, items[start : start + limit], limit, patience, pause)
    return results


@mistake(ask_all, "All calls are made at once, and the limit limits nothing. Who has to wait before a call is made?")
async def without_limit(ask, items, limit, patience, pause):
    return await ask_all(ask, items, len(items) + 1, patience, pause)


one_place_too_many = mistake(ask_all, "One more item than there are places is asked about at the same time.")(
    altered({"asyncio.Semaphore(limit)": "asyncio.Semaphore(limit + 1)"})
)

@mistake(
    ask_all,
    "The patience of a call runs while its item is still waiting for a place. Those at the end of a long line are late "
    "before anybody has asked about them.",
)
async def patience_in_the_line(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def one(item):
        try:
            async with asyncio.timeout(patience), places:
                try:
                    return "answer", await ask(item)
                except ConnectionError:
                    await asyncio.sleep(pause)
                    return "answer", await ask(item)
        except TimeoutError:
            return "late", None
        except Exception as error:
            return "error", str(error)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]


one_patience_for_both = mistake(
    ask_all,
    "Both calls of an item share one patience, and the pause counts as well. Each call has its own.",
)(
    altered({
        "        async with asyncio.timeout(patience):\n            return await ask(item)": (
            "        return await ask(item)"
        ),
        "async with places:": "async with places, asyncio.timeout(None) as time_left:",
        "            try:\n                try:": (
            "            try:\n                time_left.reschedule(asyncio.get_running_loop().time() + patience)\n"
            "                try:"
        ),
    })
)

sleeps_on_the_loop = mistake(
    ask_all,
    "During the pause nobody gets a turn: calls that are done wait to be noticed, and others begin late. Which sleep "
    "lets the loop go on?",
)(altered({"await asyncio.sleep(pause)": "time.sleep(pause)"}))

without_pause = mistake(ask_all, "The second call is made at once: there is no pause, or nobody waits for it.")(
    altered({"                    await asyncio.sleep(pause)\n": ""})
)

without_second_call = mistake(ask_all, "A call that raised a `ConnectionError` is not made again.")(
    altered({"await asyncio.sleep(pause)\n                    return \"answer\", await call(item)": "raise"})
)

repeats_every_error = mistake(
    ask_all,
    "Every error leads to a second call. Which kind alone is worth another attempt?",
)(
    altered({"except ConnectionError:": "except Exception:"})
)


@mistake(ask_all, "A late call is taken for one that failed, and is made again.")
async def repeats_late_calls(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def one(item):
        async with places:
            for number in range(2):
                try:
                    return "answer", await asyncio.wait_for(ask(item), patience)
                except OSError as error:  # TimeoutError is one, and so is ConnectionError
                    result = ("late", None) if isinstance(error, TimeoutError) else ("error", str(error))
                except Exception as error:
                    return "error", str(error)
                if number == 0:
                    await asyncio.sleep(pause)
        return result

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]


@mistake(
    ask_all,
    "The place is given back for the time of the pause, and somebody else takes it. The item was to keep it until "
    "its result is known.",
)
async def leaves_its_place(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def one(item, again=True):
        async with places:
            try:
                return "answer", await asyncio.wait_for(ask(item), patience)
            except TimeoutError:
                return "late", None
            except ConnectionError as error:
                if not again:
                    return "error", str(error)
            except Exception as error:
                return "error", str(error)
        await asyncio.sleep(pause)
        return await one(item, again=False)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]


@mistake(ask_all, "The results stand in the order in which they came, and nobody can tell which item each belongs to.")
async def as_they_come(ask, items, limit, patience, pause):
    places, results = asyncio.Semaphore(limit), []

    async def one(item):
        async with places:
            results.extend(await ask_all(ask, [item], 1, patience, pause))

    async with asyncio.TaskGroup() as group:
        for item in items:
            group.create_task(one(item))
    return results


@mistake(
    ask_all,
    "There is one result for each *different* item: what stands twice in the list is asked about once, or one of its "
    "results is lost.",
)
async def each_item_once(ask, items, limit, patience, pause):
    return await ask_all(ask, list(dict.fromkeys(items)), limit, patience, pause)


@mistake(
    ask_all,
    "A late call is no longer waited for, but goes on: the service still works on it, while the next is made "
    "already. Who cancels it, and who waits until it has ended?",
)
async def lets_late_calls_run(ask, items, limit, patience, pause):
    begun = []

    async def patient(item):
        begun.append(asyncio.create_task(ask(item)))
        return await asyncio.wait_for(asyncio.shield(begun[-1]), patience)

    results = await ask_all(patient, items, limit, patience * 2, pause)
    await asyncio.gather(*begun, return_exceptions=True)
    return results


@mistake(
    ask_all,
    "When the whole is cancelled, `gather` cancels all calls, and lets the error out as soon as the first of them "
    "has ended. The others are still hanging up, in tasks that nobody looks after.",
)
async def leaves_tasks_behind(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def one(item):
        async with places:
            return (await ask_all(ask, [item], 1, patience, pause))[0]

    return await asyncio.gather(*(one(item) for item in items))


no_answer_is_late = mistake(
    ask_all,
    "An answer that is empty, `None` or 0 is taken for none at all. What tells a call that has answered from one that "
    "is late?",
)(
    altered({
        "                    return \"answer\", await call(item)\n                except": (
            "                    answer = await call(item)\n"
            "                    return (\"answer\", answer) if answer else (\"late\", None)\n                except"
        ),
    })
)


@mistake(
    ask_all,
    "Being cancelled is treated as one more thing that can go wrong with a call: the `CancelledError` is caught, and "
    "the next item has its turn. Which `except` catches it?",
)
async def does_not_hear_the_stop(ask, items, limit, patience, pause):
    line, results = list(enumerate(items)), [None] * len(items)

    async def worker():
        while line:
            at, item = line.pop(0)
            try:
                results[at] = (await ask_all(ask, [item], 1, patience, pause))[0]
            except BaseException as error:
                results[at] = "error", str(error)

    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(worker())
    return results


@check("returns the answers in the order of the items, whichever comes first", sizes=(0, 1, 4, 9))
def in_order(learner, rng, size):
    items = _items(rng, size)
    plan = {item: [(float(seconds), f"{item} is in")] for item, seconds in zip(items, rng.permutation(size) + 1)}
    for item, nothing in zip(items[2:], (None, "", 0)):
        plan[item] = [(plan[item][0][0], nothing)]
    for limit in (1, size + 2):
        got, _ = _asked(learner, plan, items, limit, 20, 0.125)
        expect(got).is_a(list).equals(_right(plan, items, limit, 20, 0.125)[0])


@check("tells what was raised")
def errors(learner, rng):
    items = _items(rng, 5)
    plan = _answering(rng, items)
    for item, kind in zip(items[1:4], ("ValueError", "LookupError", "OSError")):
        plan[item] = [(_seconds(rng), f"nothing of {item}", kind)]
    plan[items[4]] = [(_seconds(rng), items[4], "KeyError")]
    got, _ = _asked(learner, plan, items, 2, 20, 0.125)
    expect(got).equals(_right(plan, items, 2, 20, 0.125)[0])


@check("has `limit` items asked about at a time, and the next as soon as one has ended", sizes=(1, 2, 4))
def bounded(learner, rng, size):
    items = _items(rng, 10)
    _plays(learner, _answering(rng, items), items, size, 20, 0.125)


@check("asks about an item as often as it stands in the list")
def twice(learner, rng):
    one, two, three = _items(rng, 3)
    items = [one, two, one, three, two, one]
    plan = {item: [(_seconds(rng), f"{item} {number}") for number in range(3)] for item in (one, two, three)}
    _plays(learner, plan, items, 1, 20, 0.125)


@check("gives up calls whose patience is over, each counted from its own beginning")
def late(learner, rng):
    items = _items(rng, 8)
    plan = {item: [(float(rng.integers(6, 11)) / 4, f"{item} is in")] for item in items}
    for item in items[2:8:3]:
        plan[item] = [(50, "too late")]
    _plays(learner, plan, items, 2, 3.125, 0.125)


@check("waits until a late call has ended before the next takes its place")
def ends_late_calls(learner, rng):
    items = _items(rng, 7)
    plan = {item: [(_seconds(rng) + (0 if at % 2 else 30), f"{item} is in")] for at, item in enumerate(items)}
    _plays(learner, plan, items, 2, 5.125, 0.125)


@check("makes a call once more after a `ConnectionError`, a pause later, and no third time")
def again(learner, rng):
    items = _items(rng, 7)
    plan = _dropping(rng, items)
    for item in items[:3]:
        plan[item][1] = (_seconds(rng), f"{item} cut off", "ConnectionResetError")
    plan[items[3]][1] = (_seconds(rng), f"nothing of {items[3]}", "ValueError")
    plan[items[4]][1] = (70, "too late")
    plan[items[5]][0] = (_seconds(rng), f"no way to {items[5]}", "OSError")
    _plays(learner, plan, items, len(items), 20, 0.125)


@check("gives the second call a patience of its own")
def patience_again(learner, rng):
    items = _items(rng, 6)
    plan = _dropping(rng, items)
    for item in items[:4]:
        drop = (float(rng.integers(9, 15)) / 4, "cut off", "ConnectionAbortedError")
        plan[item] = [drop, (float(rng.integers(9, 15)) / 4, f"{item} is in")]
    _plays(learner, plan, items, 3, 4.125, 0.125)


@check("keeps the place during the pause, and lets the others go on with their calls")
def pauses(learner, rng):
    items = _items(rng, 9)
    _plays(learner, _answering(rng, items) | _dropping(rng, items[::2]), items, 3, 20, 0.125)


@check("makes no further call when it is cancelled, and has ended those under way when the error gets out")
def cancelled(learner, rng):
    items = _items(rng, 9)
    for stop in (0.125, 0.5625, 3.0625):
        plan = {item: [(_seconds(rng) + 1, f"{item} is in")] for item in items}
        plan[items[0]] = [(0.5, "cut off", "ConnectionError"), (90, "far too late")]
        calls, note = _notebook()
        ask = learner.service(plan, note, stop)
        expect.raises("CancelledError", lambda: learner.ask_all.awaited(ask, items, 4, 120, 0.125))
        mine, note = _notebook()
        try:
            asyncio.run(ask_all(service(plan, note, stop), items, 4, 120, 0.125))
        except asyncio.CancelledError:
            _same_calls(calls, mine, 4)


def _plays(learner, plan, items, limit, patience, pause):
    """The results are right, and so is each call."""
    got, calls = _asked(learner, plan, items, limit, patience, pause)
    wanted = _right(plan, items, limit, patience, pause)
    expect(got).equals(wanted[0])
    _same_calls(calls, wanted[1], limit)


def _same_calls(calls, wanted, limit):
    left = [how for item, _, _, how in calls if item == "tasks"]
    expect(not left).is_true("no task is left", f"When it was over, there were tasks that had not ended: {left}.")
    most = _at_once(calls)
    said = f"{most} ran at the same time; {limit} are allowed."
    expect(most <= limit).is_true(f"at most {limit} calls run at a time", said)
    soonest, ended = (max((end for _, _, end, _ in those), default=0) for those in (wanted, calls))
    expect(ended <= soonest).is_true(f"all calls have ended after {soonest} s", f"The last call ended after {ended} s.")
    expect(_told(calls)).equals(_told(wanted))


def _told(calls):
    return [f"{item} from {begin} to {end} s: {how}" for item, begin, end, how in calls]


def _asked(learner, plan, items, limit, patience, pause):
    calls, note = _notebook()
    got = learner.ask_all.awaited(learner.service(plan, note), items, limit, patience, pause)
    return got, calls


def _right(plan, items, limit, patience, pause):
    calls, note = _notebook()
    got = asyncio.run(ask_all(service(plan, note), items, limit, patience, pause))
    return got, calls


def _notebook():
    """A list of the calls (item, begin, end, how), and the function that writes into it."""
    calls = []

    def note(item, begin, end, how):
        calls.append((item, begin, end, how))

    return calls, note


def _at_once(calls):
    """How many calls ran at the same time, at most."""
    return max((sum(other[1] <= call[1] < other[2] for other in calls) for call in calls), default=0)


def _answering(rng, items):
    return {item: [(_seconds(rng), f"{item} is in")] for item in items}


def _dropping(rng, items):
    return {item: [(_seconds(rng), "cut off", "ConnectionError"), (_seconds(rng), f"{item} is in")] for item in items}


def _items(rng, size):
    names = ["ash", "elm", "fir", "oak", "yew", "box", "bay", "fig", "may", "lime"]
    return rng.permutation(names).tolist()[:size]


def _seconds(rng):
    """From a quarter of a second to four: quarters, so that every sum is exact."""
    return float(rng.integers(1, 17)) / 4
