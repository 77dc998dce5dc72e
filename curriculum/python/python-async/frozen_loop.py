"""The desk that freezes

The desk of a ferry line runs in one event loop and answers everybody within a moment. It did, until last week:

- Whenever somebody asks for a fare, nobody else is answered until it is found, and that takes seconds.
- In the morning, when the timetable is still being loaded, the desk hangs, and then says that it is not open. It never is.
- Passengers come with a receipt and are not in the journal. Once the journal's disk was full, and nobody was told.

The desk has three coroutine functions, and each has one fault. What they are meant to do:

- `fare(desk, route)` returns what `desk.look_up(route)` returns, and lets its error out. That is a driver that knows nothing of asyncio: it
  cannot be awaited, and returns when it has the fare. It may be called in any thread.
- `opened(desk, tries)` asks `desk.ready()` up to `tries` times, a quarter of a second apart. It returns `True` as soon as it hears a true value, and
  `False` if it never did.
- `book(desk, route, name)` finds the fare, takes a seat with `desk.seat()`, and has `desk.enter(f"{seat} {name} {route} {price}")`, a coroutine function, write that into the
  journal. It returns the seat when the line is in the journal. If writing fails, that error gets out.

While they wait, the loop never stands still, so that others are answered.

`Desk` is there to try it on, with an event loop whose clock jumps to the next timer when there is nothing else to do. When all is over, it tells how many seconds the longest
silence of the loop was, how many seconds everything took, what is in the journal, when somebody asked whether it is ready, and how many tasks were left. `time.sleep` goes by this clock too, on the loop and in other threads.

```python
told = []
desk = Desk({"Oslo": (3, 42.5)}, lambda *what: told.append(what), opens=0.7)    # the fare to Oslo is found in 3 s
asyncio.run(fare(desk, "Oslo"))    # 42.5
told[-1]    # (0.0, 3.0, [], [], 0)
asyncio.run(opened(desk, 9))    # True
told[-1]    # (0.0, 0.75, [], [0.0, 0.25, 0.5, 0.75], 0)
asyncio.run(book(desk, "Oslo", "Ida"))    # 1
told[-1]    # (0.0, 4.0, ["1 Ida Oslo 42.5"], [], 0)
```
"""

import asyncio
import selectors
import threading
import time

from mlestone.proving import altered, answer, bug, check, expect, given, hints, mistake

hints(
    "For each line that takes time: is there an `await` in front of it, and would one be possible? What does a line "
    "do that calls a coroutine function and has none?",
    "Try each function with a `Desk` and look at the longest silence. A call that blocks cannot be made to wait "
    "nicely, but it can be made elsewhere: what does `asyncio` offer for "
    "threads? Two of the three faults are mended with one word each, or nearly.",
    "`asyncio.to_thread` takes the function and its arguments, not its result, and is awaited. Pauses are those of "
    "`asyncio`. Whatever comes of a call of an `async def` function has to be "
    "awaited before its effect is counted upon.",
)


@given
class Clock(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer when there is nothing else to do, and no thread at work."""

    desk = None

    def __init__(self):
        self.now = self.came = self.silence = 0.0
        self.main, self.in_threads, self.asleep = None, 0, 0
        self.selector = selectors.DefaultSelector()
        self.select, self.selector.select = self.selector.select, self.jump
        super().__init__(self.selector)

    def time(self):
        return self.now

    def jump(self, timeout=None):
        self.silence = max(self.silence, self.now - self.came)
        ready = self.select(0)
        if not ready and timeout != 0:
            if self.in_threads > self.asleep:
                ready = self.select(None)  # a thread will speak up
            elif timeout is not None:
                self.now += timeout
            elif not (ready := self.select(5)):
                raise RuntimeError("everybody waits, and nothing will ever happen")
        self.came = self.now
        return ready

    def call_exception_handler(self, context):
        pass  # what is left of tasks is told at the end, not whenever one is thrown away

    def create_task(self, coroutine, **options):
        task = super().create_task(coroutine, **options)
        if self.main is None:
            self.main = task
            self.desk.begin(self)
        return task

    def run_in_executor(self, executor, function, *arguments):
        future = super().run_in_executor(executor, function, *arguments)
        self.in_threads += 1
        future.add_done_callback(self.back)
        return future

    def back(self, future):
        self.in_threads -= 1

    def lull(self, seconds, awake):
        """Set `awake` when so many seconds have gone by."""
        self.asleep += 1
        self.call_later(seconds, self.wake, awake)

    def wake(self, awake):
        self.asleep -= 1
        awake.set()


@given
def stand_still(seconds):
    """What `time.sleep` is on that clock."""
    awake = threading.Event()
    try:
        asyncio.get_running_loop().now += seconds
    except RuntimeError:  # another thread, or no loop at all
        if Clock.desk is None or Clock.desk.loop is None or Clock.desk.loop.is_closed():
            awake.wait(seconds)
        else:
            Clock.desk.loop.call_soon_threadsafe(Clock.desk.loop.lull, seconds, awake)
            awake.wait()


@given
class Desk:
    """Fares by route, as (seconds it takes to find out, fare); a journal that takes a second for a line, or fails."""

    def __init__(self, fares, note, opens=0, fault=""):
        asyncio.events.new_event_loop, time.sleep, Clock.desk = Clock, stand_still, self
        self.fares, self.note, self.opens, self.fault = fares, note, opens, fault
        self.loop, self.seats = None, 0

    def begin(self, loop):
        self.loop, self.is_open, self.journal, self.asked = loop, self.opens <= 0, [], []
        loop.call_at(self.opens, setattr, self, "is_open", True)
        loop.main.add_done_callback(self.tell)

    def tell(self, task):
        silence = max(self.loop.silence, self.loop.now - self.loop.came)
        self.note(silence, self.loop.now, list(self.journal), list(self.asked), len(asyncio.all_tasks(self.loop)))

    def look_up(self, route):
        seconds, price = self.fares[route]
        stand_still(seconds)
        return price

    def ready(self):
        self.asked.append(self.loop.now)
        return self.is_open

    def seat(self):
        self.seats += 1
        return self.seats

    async def enter(self, line):
        await asyncio.sleep(1)
        if self.fault:
            raise OSError(self.fault)
        self.journal.append(line)


@answer
async def fare(desk, route):
    """Return the fare of a route, and let others be answered meanwhile."""
    return await asyncio.to_thread(desk.look_up, route)


@answer
async def opened(desk, tries):
    """Return whether the desk is open, having asked up to `tries` times."""
    for _ in range(tries):
        if desk.ready():
            return True
        await asyncio.sleep(0.25)
    return False


@answer
async def book(desk, route, name):
    """Return the seat that was booked, when it is in the journal."""
    price = await fare(desk, route)
    seat = desk.seat()
    await desk.enter(f"{seat} {name} {route} {price}")
    return seat


@bug(
    fare,
    "The driver is called on the loop. It returns after seconds and hands nothing back meanwhile: an `async` in "
    "front of the function, a task around it or a pause before it do not change that.",
)
async def calls_the_driver(desk, route):
    price = desk.look_up(route)
    return price


@bug(
    opened,
    "The pause is that of `time`: the loop stands still, and with it whatever loads the timetable. What is waited "
    "for cannot happen while one waits like this.",
)
async def sleeps_on_the_loop(desk, tries):
    for _ in range(tries):
        if desk.ready():
            return True
        time.sleep(0.25)
    return False


@mistake(book, "When the journal cannot be written, the passenger gets a seat and nobody is told.")
async def nobody_is_told(desk, route, name):
    price = await fare(desk, route)
    seat = desk.seat()
    try:
        await desk.enter(f"{seat} {name} {route} {price}")
    except OSError:
        pass
    return seat


@bug(
    book,
    "The call of `enter` makes a coroutine, and nobody awaits it: none of its lines ever runs. Python says so in the "
    "error output, where nobody looked.",
)
async def never_writes(desk, route, name):
    price = await fare(desk, route)
    seat = desk.seat()
    desk.enter(f"{seat} {name} {route} {price}")
    return seat


calls_and_hands_over = mistake(
    fare,
    "The driver is called on the loop after all, and its *result* is given to the thread, which cannot call it. What "
    "does `to_thread` want, a call or a function?",
)(altered({"desk.look_up, route": "desk.look_up(route)"}))

returns_a_coroutine = mistake(
    fare,
    "What comes back is no fare but something that would have to be awaited once more.",
)(
    altered({"await asyncio": "asyncio"})
)


@mistake(
    fare,
    "An error of the driver does not get out: it is caught on the way, and the caller takes `None` for a fare.",
)
async def swallows_errors(desk, route):
    try:
        return await asyncio.to_thread(desk.look_up, route)
    except Exception:
        return None


without_pause = mistake(
    opened,
    "All tries are made within one moment: there is no pause between them, or one that nobody awaits.",
)(altered({"await asyncio.sleep(0.25)": "await asyncio.sleep(0)"}))

first_try_decides = mistake(opened, "The first answer decides: if the desk is not open then, nobody asks again.")(
    altered({
        "        await asyncio.sleep(0.25)\n    return False":
            "        await asyncio.sleep(0.25)\n        return False",
    })
)

one_try_too_many = mistake(
    opened,
    "The desk is asked once more often than it was to be.",
)(altered({"range(tries)": "range(tries + 1)"}))

pauses_first = mistake(
    opened,
    "There is a pause before the first question already: who comes to an open desk waits for nothing.",
)(
    altered({
        "        if desk.ready():\n            return True\n        await asyncio.sleep(0.25)\n": (
            "        await asyncio.sleep(0.25)\n        if desk.ready():\n            return True\n"
        )
    })
)

forgets_the_task = mistake(
    book,
    "The line is written by a task that nobody waits for: the seat is returned before it is in the journal, and an "
    "error in it reaches nobody.",
)(altered({
    "await desk.enter(f\"{seat} {name} {route} {price}\")":
        "asyncio.create_task(desk.enter(f\"{seat} {name} {route} {price}\"))",
}))

a_loop_within = mistake(
    book,
    "`asyncio.run` makes a loop of its own, and there is one running already: it refuses. Inside a coroutine there "
    "is a shorter word for waiting.",
)(
    altered({
        "await desk.enter(f\"{seat} {name} {route} {price}\")":
            "asyncio.run(desk.enter(f\"{seat} {name} {route} {price}\"))",
    })
)


@mistake(book, "The fare is looked up on the loop, by `book` itself or by what it calls: everybody waits for it here, too.")
async def looks_up_itself(desk, route, name):
    price = desk.look_up(route)
    seat = desk.seat()
    await desk.enter(f"{seat} {name} {route} {price}")
    return seat


@check("finds the fare, and lets others be answered meanwhile")
def fares(learner, rng):
    for route in _ROUTES[:2]:
        known = _fares(rng)
        told, note = _notebook()
        expect(learner.fare.awaited(learner.Desk(known, note), route)).close(known[route][1])
        _never_silent(told)


@check("lets an error of the driver out")
def no_such_route(learner, rng):
    _, note = _notebook()
    desk = learner.Desk(_fares(rng), note)
    expect.raises(KeyError, lambda: learner.fare.awaited(desk, "Atlantis"))


@check("says that the desk is open as soon as it is, and lets others be answered meanwhile")
def opens(learner, rng):
    for waits in (0, int(rng.integers(1, 4)), int(rng.integers(5, 12))):
        told, note = _notebook()
        desk = learner.Desk(_fares(rng), note, max(waits / 4 - 0.1, 0))
        expect(learner.opened.awaited(desk, 20)).equals(True)
        _never_silent(told)
        expect(told[0][3]).equals([at / 4 for at in range(waits + 1)])


@check("gives up after as many tries as it may make")
def stays_closed(learner, rng):
    for tries in (1, int(rng.integers(2, 9))):
        told, note = _notebook()
        desk = learner.Desk(_fares(rng), note, tries / 4 - 0.1)
        expect(learner.opened.awaited(desk, tries)).equals(False)
        _never_silent(told)
        expect(told[0][3]).equals([at / 4 for at in range(tries)])


@check("returns the seat when its line is in the journal, and lets others be answered meanwhile")
def books(learner, rng):
    known = _fares(rng)
    told, note = _notebook()
    desk = learner.Desk(known, note)
    for seat, route in enumerate(rng.permutation(_ROUTES).tolist(), start=1):
        name = str(rng.choice(["Ida", "Tom", "Zoë"]))
        expect(learner.book.awaited(desk, route, name)).equals(seat)
        expect(told[-1][2]).equals([f"{seat} {name} {route} {known[route][1]}"])
        _never_silent(told[-1:])


@check("lets an error of the journal out")
def disk_full(learner, rng):
    _, note = _notebook()
    desk = learner.Desk(_fares(rng), note, 0, "the disk is full")
    expect.raises(OSError, lambda: learner.book.awaited(desk, _ROUTES[0], "Ida"), message_contains="the disk is full")


def _never_silent(told):
    for silence, *_ in told:
        expect(silence == 0).is_true("the loop never stands still", f"For {silence} seconds nobody was answered.")


_ROUTES = ["Oslo", "Kiel", "Turku", "Riga"]


def _fares(rng):
    return {route: (float(rng.integers(4, 30)) / 4, float(rng.integers(40, 200)) / 2) for route in _ROUTES}


def _notebook():
    told = []

    def note(silence, took, journal, asked, tasks):
        told.append((silence, took, journal, asked, tasks))

    return told, note
