"""Batches from a stream that never ends

Examples for training arrive one after the other, and nobody knows when they end, or whether they do. They cannot be shuffled as a
whole. Write `batches(source, size, room, choose)`, a generator that shuffles them in a waiting room and yields them in batches, that
is, lists of `size` items.

- The items of `source`, any iterable, are fetched one by one and wait in the order in which they were fetched. At most `room` of them
  wait at a time.
- As soon as `room` items are waiting, one of them goes out. When the source has ended, those that still wait go out one by one.
- Which one goes out is for the function `choose` to say: it is called with the number of items that are waiting, once for each item
  that goes out, and returns the place of the one to go, counted from 0. The others keep their order.
- Items that have gone out make up batches, in the order in which they went. A batch is yielded as soon as it has `size` items. When
  nothing is left, the items that have gone out since the last full batch are yielded as a last, shorter one. There are no empty
  batches.
- Nothing is fetched before the first batch is asked for. By the time a caller gets the k-th batch, at most `room + k * size` items have
  been fetched.

Each batch is a list of its own. `size` and `room` are whole numbers, 1 or more; an item may be anything, `None` included.

```python
list(batches("abcdefg", 3, 2, lambda n: 0))    # [["a", "b", "c"], ["d", "e", "f"], ["g"]]
list(batches("abcdefg", 3, 2, lambda n: n - 1))    # [["b", "c", "d"], ["e", "f", "g"], ["a"]]
list(batches([], 3, 2, lambda n: 0))    # []
```

`taken` is there for you to try it with a stream that does not end. Leave it in the file: the checks use it too.
"""

import itertools

from mlestone.proving import altered, answer, check, expect, given, hints, mistake

hints(
    "What has to be remembered between one batch and the next, and how much is that at most?",
    "`for item in source` fetches one item at a time, from lists and from streams alike. Two lists will do: who waits, and who has "
    "gone out since the last batch. `waiting.pop(place)` takes an item out and leaves the others in their order.",
    "There are two phases that do the same with another reason: while the source lasts, one goes out whenever the room is full; after "
    "it, one goes out for as long as anybody waits. What is left in the batch at the very end goes out too, if there is anything.",
)


@given
def taken(stream, number):
    """Return the first `number` things of a stream, as a list, and fetch no more than these."""
    return [thing for _, thing in zip(range(number), stream)]


@answer
def batches(source, size, room, choose):
    """Yield lists of `size` items of `source`, shuffled in a waiting room for `room` items."""
    waiting, batch = [], []
    for item in source:
        waiting.append(item)
        if len(waiting) == room:
            batch.append(waiting.pop(choose(len(waiting))))
            if len(batch) == size:
                yield batch
                batch = []
    while waiting:
        batch.append(waiting.pop(choose(len(waiting))))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@mistake(
    batches,
    "The whole source is made into a list before anything goes out. A stream that does not end never gets past this line, and of a "
    "long one all of it is held at once.",
)
def loads_everything(source, size, room, choose):
    yield from batches(list(source), size, room, choose)


@mistake(
    batches,
    "A list of all batches is made and returned: nothing comes out before everything has been fetched. What makes a function a "
    "generator?",
)
def returns_a_list(source, size, room, choose):
    return list(batches(source, size, room, choose))


@mistake(batches, "The last batch is missing when it is not full. What is in the list when the loop is over?")
def drops_the_short_batch(source, size, room, choose):
    for batch in batches(source, size, room, choose):
        if len(batch) == size:
            yield batch


forgets_who_waits = mistake(
    batches, "When the source has ended, those who still wait are forgotten: the last `room` items or so are never seen."
)(altered({"while waiting:": "while False:"}))

stops_asking_at_the_end = mistake(
    batches,
    "Those who still wait at the end go out in another order than `choose` says: ask it for each of them, with the number of those who "
    "wait then.",
)(altered({"    while waiting:\n        batch.append(waiting.pop(choose(len(waiting))))": "    for item in waiting:\n        batch.append(item)"}))


@mistake(
    batches,
    "The room is filled, emptied to the last item, and filled again: an item never meets those of the next filling. As soon as one "
    "has gone, the next may come in.",
)
def empties_the_room(source, size, room, choose):
    waiting, batch = [], []
    for item in itertools.chain(source, [_END]):
        if item is not _END:
            waiting.append(item)
        if len(waiting) == room or item is _END:
            while waiting:
                batch.append(waiting.pop(choose(len(waiting))))
                if len(batch) == size:
                    yield batch
                    batch = []
    if batch:
        yield batch


@mistake(
    batches,
    "The batches are cut first, in the order of the source, and each is shuffled by itself: an item can go no further than its own "
    "batch.",
)
def shuffles_each_batch(source, size, room, choose):
    batch = []
    for item in source:
        batch.append(item)
        if len(batch) == size:
            yield [batch.pop(choose(len(batch))) for _ in range(size)]
    if batch:
        yield [batch.pop(choose(len(batch))) for _ in range(len(batch))]


@mistake(
    batches,
    "The new item takes the place of the one that went out, instead of the last place. Those who wait are to stand in the order in "
    "which they came.",
)
def puts_the_new_one_in_the_gap(source, size, room, choose):
    waiting, batch = [], []
    for item in itertools.chain(source, [_END]):
        if item is not _END and len(waiting) < room - 1:
            waiting.append(item)
            continue
        if item is not _END:
            place = choose(room)
            batch.append(item if place == room - 1 else waiting[place])
            if place < room - 1:
                waiting[place] = item
        while item is _END and waiting:
            batch.append(waiting.pop(choose(len(waiting))))
            if len(batch) == size:
                yield batch
                batch = []
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@mistake(
    batches,
    "One more item waits than there is room for: an item goes out when there are `room` of them, not when there would be one more.",
)
def one_too_many(source, size, room, choose):
    yield from batches(source, size, room + 1, choose)


@mistake(batches, "When all batches were full, an empty one follows. Is there anything left?")
def ends_with_an_empty_batch(source, size, room, choose):
    last = None
    for last in batches(source, size, room, choose):
        yield last
    if last is None or len(last) == size:
        yield []


@mistake(
    batches,
    "`None` is passed over, or taken for the end of the source. It is an item like any other: `next(source, None)` and `if item` "
    "cannot tell.",
)
def stops_at_none(source, size, room, choose):
    yield from batches(itertools.takewhile(lambda item: item is not None, source), size, room, choose)


_END = object()


@check("yields batches in the order of the source when the first one always goes", sizes=(1, 2, 5))
def first_goes(learner, rng, size):
    items = rng.integers(0, 100, size=size * 3).tolist()
    for room in (1, 3):
        got = list(learner.batches(items, size, room, _first))
        expect(got).equals(list(batches(items, size, room, _first)))
        for batch in got:
            expect(batch).is_a(list)


@check("lets those go whom `choose` names, and leaves the others in their order")
def chosen(learner, rng):
    for size, room, length in ((2, 3, 12), (3, 5, 15), (4, 2, 8)):
        items = rng.permutation(length).tolist()
        places = _places(rng)
        wanted = list(batches(items, size, room, _recalled(places)))
        expect(list(learner.batches(items, size, room, _recalled(places)))).equals(wanted)


@check("yields what is left as a shorter batch, and no empty one")
def what_is_left(learner, rng):
    for size, room, length in ((4, 3, 10), (4, 3, 12), (5, 2, 3), (3, 4, 1), (2, 9, 5), (3, 3, 0), (1, 1, 2)):
        items = rng.permutation(length).tolist()
        places = _places(rng)
        wanted = list(batches(items, size, room, _recalled(places)))
        expect(list(learner.batches(items, size, room, _recalled(places)))).equals(wanted)


@check("asks `choose` once for each item, with the number of those who wait")
def asked(learner, rng):
    length, size, room = int(rng.integers(7, 12)), int(rng.integers(2, 4)), int(rng.integers(2, 6))
    mine, theirs = [], []
    wanted = list(batches(range(length), size, room, _noting(mine)))
    expect(list(learner.batches(list(range(length)), size, room, _noting(theirs)))).equals(wanted)
    said = f"It was called with {theirs}, expected {mine}."
    expect(theirs == mine).is_true("`choose` is called with the numbers of those who wait", said)


@check("begins with a stream that does not end, and holds no more than there is room for")
def endless(learner, rng):
    for size, room in ((3, 4), (1, 10), (5, 1), (2, 2)):
        fetched, places = [], _places(rng)
        wanted = taken(batches(itertools.count(), size, room, _recalled(places)), 4)
        stream = learner.batches(_stream(fetched, room + 4 * size), size, room, _recalled(places))
        expect(len(fetched) == 0).is_true("nothing is fetched before the first batch is asked for", f"{len(fetched)} were, before anybody asked.")
        for number, batch in zip(range(1, 5), stream):
            expect(batch).equals(wanted[number - 1])
            allowed = room + number * size
            said = f"With batch {number}, {len(fetched)} items have been fetched; at most {allowed} may be."
            expect(len(fetched) <= allowed).is_true(f"at most {allowed} items have been fetched with batch {number}", said)


@check("takes whatever can be gone through, and whatever is in it")
def any_items(learner, rng):
    places = _places(rng)
    mixed = rng.permutation(9).tolist()
    items = [None if one < 3 else "" if one < 4 else 0 if one < 5 else [one] for one in mixed]
    for source in (items, tuple(items), "".join(map(str, mixed))):
        wanted = list(batches(source, 2, 3, _recalled(places)))
        expect(list(learner.batches(source, 2, 3, _recalled(places)))).equals(wanted)
    wanted = list(batches(items, 3, 2, _recalled(places)))
    expect(list(learner.batches(iter(items), 3, 2, _recalled(places)))).equals(wanted)


@check("yields a list of its own each time")
def own_lists(learner, rng):
    items = rng.permutation(10).tolist()
    wanted = list(batches(items, 3, 4, _first))
    expect(learner.taken(learner.batches(items, 3, 4, _first), 9)).equals(wanted)


@check("leaves its source as it was, and remembers nothing")
def unchanged(learner, rng):
    items = rng.permutation(7).tolist()
    expect(learner.batches).leaves_unchanged(items, 3, 2, _first)
    for _ in range(2):
        expect(list(learner.batches(items, 3, 2, _first))).equals(list(batches(items, 3, 2, _first)))


def _first(n):
    return 0


def _places(rng):
    return rng.integers(0, 1000, size=200).tolist()


def _recalled(places):
    """A function that chooses by these numbers, one after the other."""
    left = iter(places)

    def choose(n):
        return next(left) % n

    return choose


def _noting(calls):
    def choose(n):
        calls.append(n)
        return len(calls) % n

    return choose


def _stream(fetched, enough):
    """0, 1, 2 and so on, which raises when somebody wants all of it."""
    for number in itertools.count():
        if len(fetched) > enough + 50:
            raise RuntimeError("far more items are fetched than were needed: this stream does not end")
        fetched.append(number)
        yield number
