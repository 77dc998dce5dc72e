"""Workers that lose nothing

Orders come from several shops, wait in one line, and are packed by a few workers. Write the coroutine function
`serve(shops, pack, workers, room, closing)`.

- `shops` is a list. Each shop is gone through with `async for` and brings its orders one after the other. All shops are asked at the same time.
- An order that has come is put into the line, where at most `room` orders wait. If the line is full, the order waits in front of it. A shop is asked
  for its next order as soon as its last is in the line, and not before.
- `workers` workers (one at least, as `room`) take orders out of the line, first come, first served, and `await pack(order)`, one at a time each.
- Returned is a tuple of two lists, `(packed, failed)`. The first has a tuple `(order, result)` for each order that was packed, with what `pack` returned; the second has
  `(order, text)` for each order whose `pack` raised an `Exception`, with the text of the error. Both may be in any order. A failed order is not tried again, and
  its worker goes on with the next.
- `closing` is an `asyncio.Event`. From the moment when it is set, no shop is asked for another order. Whatever was asked for before is still waited for, and every order
  that has come is packed. Then `serve` returns, as it does when no shop has any more and everything is packed.
- If `serve` is cancelled, it cancels what is under way, and lets the `CancelledError` out when all of that has ended.
- When it returns or raises, none of its tasks is left.

An order may be anything, also `None` or `0`, and two may be equal. No shop raises an error.

To try it on there is `Market`, which has `shops`, `pack` and `closing`. With it comes an event loop whose clock jumps to the next timer when there is nothing else to do. If everybody waits
for something that will never happen, it says so.

```python
notes = []
shops = [[(1, "tea"), (1, "jam")], [(2.5, "oil")]]    # of each shop: how long it takes to bring each order
packing = [("tea", 5), ("jam", 1, "it leaks"), ("oil", 1)]    # of each order: how long packing takes, and an error
market = Market(shops, packing, lambda *note: notes.append(note))
result = asyncio.run(serve(market.shops, market.pack, 1, 1, market.closing))
sorted(result[0])    # [("oil", "box of oil"), ("tea", "box of tea")]
result[1]    # [("jam", "it leaks")]
notes[:3]    # [("pack", "jam", 6.0, 7.0, "failed"), ("pack", "oil", 7.0, 8.0, "packed"), ("pack", "tea", 1.0, 6.0, "packed")]
notes[3]    # ("shop 0", "tea", 0.0, 1.0, "came")
notes[4:6]    # [("shop 0", "jam", 1.0, 2.0, "came"), ("shop 0", "nothing", 2.0, 2.0, "came")]
```
"""

import asyncio
import contextlib
import selectors

from mlestone.proving import altered, answer, check, expect, given, hints, mistake

hints(
    "At which lines does an order change hands, and what becomes of it if that line is where somebody stops? How "
    "does the last worker learn that nothing more will come?",
    "`asyncio.Queue(room)` lets `put` wait while it is full. `task_done` after each `get`, whatever came of it, and "
    "`join` waits until all that was put in is done. A worker that waits in "
    "`get` for ever can be cancelled then, without loss.",
    "One task for each shop, which looks at `closing` before it asks again, never between the coming of an order and "
    "its `put`; one for each worker, with the `try` "
    "inside its endless loop. When the shops' tasks have ended: `join`, then cancel the workers, and wait for them.",
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
class Market:
    """Shops that bring orders, and a `pack` that packs them.

    When all is over, `note` is called with (what, order, begin, end, how) for everything that was begun. `close`: when
    `closing` is set, in seconds. `stop`: when `serve` is cancelled.
    """

    def __init__(self, shops, packing, note, close=None, stop=None):
        asyncio.events.new_event_loop = Clock
        self.shops = [Shop(f"shop {at}", orders, self) for at, orders in enumerate(shops)]
        self.packing, self.note, self.close, self.stop = packing, note, close, stop
        self.closing, self.loop, self.begun = asyncio.Event(), None, []
        if close == 0:
            self.closing.set()

    async def pack(self, order):
        seconds, *fault = next(rest for known, *rest in self.packing if known == order)
        with self.noting("pack", order) as note:
            note[4] = "cancelled"
            await asyncio.sleep(seconds)
            note[4] = "failed" if fault else "packed"
        if fault:
            raise ValueError(*fault)
        return f"box of {order}"

    @contextlib.contextmanager
    def noting(self, what, order):
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop = loop
            loop.main.add_done_callback(self.tell)
            if self.close:
                loop.call_at(self.close, self.closing.set)
            if self.stop is not None:
                loop.call_at(self.stop, loop.main.cancel)
        note = [what, str(order), loop.now, -1, "still running"]
        self.begun.append(note)
        try:
            yield note
        finally:
            note[3] = loop.now

    def tell(self, _):
        for note in sorted(self.begun, key=lambda one: (one[0], one[0] == "pack" and one[1], one[2:4])):
            self.note(*note)
        if tasks := len(asyncio.all_tasks(self.loop)):
            self.note("tasks", f"{tasks} left", 0.0, self.loop.now, "left")


@given
class Shop:
    """Brings its orders, each after some seconds."""

    def __init__(self, name, orders, market):
        self.name, self.orders, self.market = name, list(orders), market

    def __aiter__(self):
        return self

    async def __anext__(self):
        with self.market.noting(self.name, "nothing") as note:
            note[4] = "cancelled"
            seconds, *order = self.orders.pop(0) if self.orders else (0,)
            await asyncio.sleep(seconds)
            note[1], note[4] = str(*order) if order else "nothing", "came"
        if not order:
            raise StopAsyncIteration
        return order[0]


@answer
async def serve(shops, pack, workers, room, closing):
    """Pack what the shops bring until they have no more, or `closing` is set; return (packed, failed)."""
    line, packed, failed = asyncio.Queue(room), [], []

    async def bring(shop):
        if closing.is_set():
            return
        async for order in shop:
            await line.put(order)
            if closing.is_set():
                return

    async def work():
        while True:
            order = await line.get()
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))
            finally:
                line.task_done()

    async with asyncio.TaskGroup() as crew:
        at_work = [crew.create_task(work()) for _ in range(workers)]
        async with asyncio.TaskGroup() as bringing:
            for shop in shops:
                bringing.create_task(bring(shop))
        await line.join()
        for worker in at_work:
            worker.cancel()
    return packed, failed


@mistake(
    serve,
    "`None` is taken for the sign that all is over. It is an order like any other: what else could the sign be, or "
    "could one do without?",
)
async def none_is_the_end(shops, pack, workers, room, closing):
    line, packed, failed = asyncio.Queue(room), [], []

    async def bring(shop):
        if closing.is_set():
            return
        async for order in shop:
            await line.put(order)
            if closing.is_set():
                return

    async def work():
        while (order := await line.get()) is not None:
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))

    async with asyncio.TaskGroup() as crew:
        for _ in range(workers):
            crew.create_task(work())
        async with asyncio.TaskGroup() as bringing:
            for shop in shops:
                bringing.create_task(bring(shop))
        for _ in range(workers):
            await line.put(None)
    return packed, failed


@mistake(
    serve,
    "One sign that all is over is put into the line, and one worker takes it. The others wait for theirs to the end "
    "of time.",
)
async def one_sign_for_all(shops, pack, workers, room, closing):
    line, packed, failed, over = asyncio.Queue(room), [], [], object()

    async def bring(shop):
        if closing.is_set():
            return
        async for order in shop:
            await line.put(order)
            if closing.is_set():
                return

    async def work():
        while (order := await line.get()) is not over:
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))

    async with asyncio.TaskGroup() as crew:
        for _ in range(workers):
            crew.create_task(work())
        async with asyncio.TaskGroup() as bringing:
            for shop in shops:
                bringing.create_task(bring(shop))
        await line.put(over)
    return packed, failed


line_without_end = mistake(
    serve,
    "The line has no end: the shops are asked again and again while orders pile up, and whoever brings them never "
    "learns that the workers are behind.",
)(altered({"asyncio.Queue(room)": "asyncio.Queue()"}))

line_too_long = mistake(serve, "More orders wait in the line than there is room for.")(
    altered({"asyncio.Queue(room)": "asyncio.Queue(room + workers)"})
)

leaves_the_line = mistake(
    serve,
    "When the shops have no more, the workers are sent home at once: what still waits in the line, and what they "
    "have in hand, is lost. What has to be over first?",
)(altered({"        await line.join()\n": ""}))

@mistake(
    serve,
    "The first order that fails ends its worker, and nobody takes its place: fewer go on, or none. Where does the "
    "`try` stand, and where the loop?",
)
async def dies_of_an_error(shops, pack, workers, room, closing):
    line, packed, failed = asyncio.Queue(room), [], []

    async def bring(shop):
        if closing.is_set():
            return
        async for order in shop:
            await line.put(order)
            if closing.is_set():
                return

    async def work():
        try:
            while True:
                order = await line.get()
                packed.append((order, await pack(order)))
                line.task_done()
        except Exception as error:
            failed.append((order, str(error)))
            line.task_done()

    async with asyncio.TaskGroup() as crew:
        at_work = [crew.create_task(work()) for _ in range(workers)]
        async with asyncio.TaskGroup() as bringing:
            for shop in shops:
                bringing.create_task(bring(shop))
        await line.join()
        for worker in at_work:
            worker.cancel()
    return packed, failed


error_is_not_done = mistake(
    serve,
    "An order that failed is never reported as done, and `join` waits for it to the end of time. Whatever came of an "
    "order, one line has to be reached.",
)(
    altered({
        "packed.append((order, await pack(order)))": (
            "packed.append((order, await pack(order)))\n                line.task_done()"
        ),
        "            finally:\n                line.task_done()\n": "",
    })
)

tries_again = mistake(
    serve,
    "An order that failed is packed once more. It was to be noted, once, and the worker to go on with the next.",
)(
    altered({
        "failed.append((order, str(error)))": (
            "try:\n                    packed.append((order, await pack(order)))\n                except Exception:\n"
            "                    failed.append((order, str(error)))"
        ),
    })
)

one_shop_after_the_other = mistake(
    serve,
    "The second shop is asked when the first has no more: they are not asked at the same time.",
)(
    altered({"bringing.create_task(bring(shop))": "await bring(shop)"})
)

one_worker = mistake(
    serve,
    "One order is packed at a time, however many workers there are.",
)(altered({"range(workers)": "range(1)"}))

never_closes = mistake(serve, "`closing` is not looked at: the shops are asked as long as they have anything.")(
    altered({
        "        if closing.is_set():\n            return\n        async": "        async",
        "            await line.put(order)\n            if closing.is_set():\n                return\n": (
            "            await line.put(order)\n"
        ),
    })
)

drops_what_came = mistake(
    serve,
    "`closing` is looked at when an order has come and before it is in the line. The shop has given it away, and "
    "nobody has it: it is lost.",
)(
    altered({
        "            await line.put(order)\n            if closing.is_set():\n                return\n": (
            "            if closing.is_set():\n                return\n            await line.put(order)\n"
        ),
    })
)

workers_close = mistake(
    serve,
    "At closing time the workers stop taking orders, with the line still full: what has come was to be packed.",
)(
    altered({
        "            order = await line.get()\n": (
            "            order = await line.get()\n            if closing.is_set():\n                "
            "line.task_done()\n                continue\n"
        ),
    })
)

workers_go_too_early = mistake(
    serve,
    "At closing time each worker goes home as soon as the line is empty. A shop that was asked before may still bring "
    "something: who packs that?",
)(
    altered({"while True:": "while not (closing.is_set() and line.empty()):"})
)

asks_once_more = mistake(
    serve,
    "A closed market still asks each shop for a first order: `closing` is looked at only after one has come.",
)(
    altered({"        if closing.is_set():\n            return\n        async": "        async"})
)


@mistake(
    serve,
    "At closing time the tasks that bring orders are cancelled wherever they are. One that had an order in hand and "
    "waited for room in the line takes it along.",
)
async def cancels_who_brings(shops, pack, workers, room, closing):
    line, packed, failed = asyncio.Queue(room), [], []

    async def bring(shop):
        async for order in shop:
            await line.put(order)

    async def work():
        while True:
            order = await line.get()
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))
            finally:
                line.task_done()

    at_work = [asyncio.create_task(work()) for _ in range(workers)]
    bringing = asyncio.gather(*map(bring, [] if closing.is_set() else shops))
    closed = asyncio.create_task(closing.wait())
    await asyncio.wait([bringing, closed], return_when=asyncio.FIRST_COMPLETED)
    bringing.cancel()
    await line.join()
    for task in [*at_work, closed]:
        task.cancel()
    await asyncio.gather(*at_work, closed, bringing, return_exceptions=True)
    return packed, failed


@mistake(
    serve,
    "The workers are never sent home: when all is packed, their tasks are still waiting for orders. Who tells them, "
    "and who waits until they have gone?",
)
async def workers_stay(shops, pack, workers, room, closing):
    line, packed, failed = asyncio.Queue(room), [], []

    async def bring(shop):
        if closing.is_set():
            return
        async for order in shop:
            await line.put(order)
            if closing.is_set():
                return

    async def work():
        while True:
            order = await line.get()
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))
            finally:
                line.task_done()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    await asyncio.gather(*map(bring, shops))
    await line.join()
    return packed, [*failed, *crew[:0]]


@check("packs each order of each shop, once", sizes=(0, 1, 2, 4))
def all_packed(learner, rng, size):
    shops, packing = _orders(rng, size, 3)
    for workers, room in ((1, 1), (4, 6)):
        got, _ = _served(learner, shops, packing, workers, room)
        _same_result(got, _right(shops, packing, workers, room)[0])


@check("notes the orders that fail, and goes on with the others")
def some_fail(learner, rng):
    for workers, faults in ((3, 1), (1, 5), (3, 5)):
        shops, packing = _orders(rng, 3, 4, faults=faults)
        got, _ = _served(learner, shops, packing, workers, 2)
        _same_result(got, _right(shops, packing, workers, 2)[0])


@check("asks all shops at the same time, and packs as many orders as there are workers", sizes=(1, 2, 5))
def at_once(learner, rng, size):
    shops, packing = _orders(rng, 3, 4, faults=2, quick=2)
    _plays(learner, shops, packing, size, 3)


@check("asks a shop again when its last order is in the line, where there is room for so many", sizes=(1, 2, 4))
def back_pressure(learner, rng, size):
    shops, packing = _orders(rng, 2, 7, quick=12)
    _plays(learner, shops, packing, 2, size)


@check("loses no order when it is closed, and asks for none after that")
def closed(learner, rng):
    for quick in (12, 1, 6):
        shops, packing = _orders(rng, 4, 6, faults=4, quick=quick)
        _plays(learner, shops, packing, 2, 2, close=_seconds(rng) + 3)
    one_is_late = [[(_seconds(rng) / 8, "tea")], [(_seconds(rng) + 9, "jam")]]  # closed while the tea is packed
    _plays(learner, one_is_late, [("tea", _seconds(rng) + 4), ("jam", _seconds(rng))], 1, 1, close=3)


@check("asks no shop if it is closed from the beginning")
def closed_at_once(learner, rng):
    shops, packing = _orders(rng, 3, 2)
    _plays(learner, shops, packing, 2, 2, close=0)


@check("takes any order, `None` and 0 as well, and the same one twice")
def any_order(learner, rng):
    kinds = [None, 0, "", "tea", "tea", None, "jam", False]
    orders = [kinds[at] for at in rng.permutation(len(kinds)).tolist()]
    packing = [(order, _seconds(rng)) for order in (None, 0, "", "tea", "jam")]
    shops = [[(_seconds(rng), order) for order in part] for part in (orders[:4], orders[4:])]
    got, _ = _served(learner, shops, packing, 2, 2)
    _same_result(got, _right(shops, packing, 2, 2)[0])


@check("ends what is under way when it is cancelled, and leaves no task behind")
def cancelled(learner, rng):
    for quick in (12, 1):
        shops, packing = _orders(rng, 3, 6, faults=3, quick=quick)
        stop = _seconds(rng) + 2
        notes, note = _notebook()
        market = learner.Market(shops, packing, note, None, stop)
        expect.raises("CancelledError", lambda: learner.serve.awaited(market.shops, market.pack, 3, 2, market.closing))
        _same_notes(notes, _right(shops, packing, 3, 2, stop=stop)[1], 3)


def _plays(learner, shops, packing, workers, room, close=None):
    """The result is right, and so are the moments of everything that was done."""
    got, notes = _served(learner, shops, packing, workers, room, close)
    wanted = _right(shops, packing, workers, room, close)
    _same_result(got, wanted[0])
    _same_notes(notes, wanted[1], workers)


def _served(learner, shops, packing, workers, room, close=None):
    notes, note = _notebook()
    market = learner.Market(shops, packing, note, close)
    return learner.serve.awaited(market.shops, market.pack, workers, room, market.closing), notes


def _right(shops, packing, workers, room, close=None, stop=None):
    notes, note = _notebook()
    market = Market(shops, packing, note, close, stop)
    try:
        return asyncio.run(serve(market.shops, market.pack, workers, room, market.closing)), notes
    except asyncio.CancelledError:
        return None, notes


def _same_result(got, wanted):
    """Two lists of tuples, in any order."""
    expect(got).is_a(tuple).has_length(2)
    for name, part, right in zip(("packed", "failed"), got, wanted):
        expect(part).is_a(list)
        mine, theirs = sorted(map(repr, part)), sorted(map(repr, right))
        lost, extra = _without(theirs, mine), _without(mine, theirs)
        faults = (("missing", lost), ("too much", extra))
        said = "; ".join(f"{word}: {', '.join(those)}" for word, those in faults if those)
        expect(mine == theirs).is_true(f"`{name}` has {len(right)} entries, the right ones", f"`{name}`: {said}.")


def _without(some, others):
    left = list(others)
    return [one for one in some if one not in left or left.remove(one)]


def _same_notes(notes, wanted, workers):
    left = [order for what, order, *_ in notes if what == "tasks"]
    expect(not left).is_true("no task is left", f"When it was over, there were tasks that had not ended: {left}.")
    packs = [note for note in notes if note[0] == "pack"]
    most = max((sum(other[2] <= note[2] < other[3] for other in packs) for note in packs), default=0)
    expect(most <= workers).is_true(f"at most {workers} orders are packed at a time", f"{most} were, at the same time.")
    expect(_told(notes)).equals(_told(wanted))


def _told(notes):
    return [f"{what}, {order}: {begin:.3f} to {end:.3f} s, {how}" for what, order, begin, end, how in notes]


def _notebook():
    notes = []

    def note(what, order, begin, end, how):
        notes.append((what, order, begin, end, how))

    return notes, note


_GOODS = ["tea", "jam", "oil", "rye", "ham", "fig", "egg", "pie", "nut", "bun", "cod", "dip", "gin", "ice", "lid"]
_GOODS += [f"{one} {two}" for one in ("old", "new") for two in _GOODS]


def _orders(rng, shops, each, faults=0, quick=4):
    """Orders for some shops, and how they are packed; shops are so many times as quick as packing."""
    names = rng.permutation(_GOODS).tolist()[: shops * each]
    faulty = set(rng.permutation(names).tolist()[:faults])
    packing = [(name, _seconds(rng), f"{name} broke") if name in faulty else (name, _seconds(rng)) for name in names]
    return [[(_seconds(rng) / quick, name) for name in names[at::shops]] for at in range(shops)], packing


def _seconds(rng):
    """So fine that no two things happen at the same moment."""
    return float(rng.integers(1 << 18, 1 << 22)) / (1 << 20)
