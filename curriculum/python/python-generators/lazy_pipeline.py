"""A pipeline that holds one record

Weather stations write one line for each measurement into a log that grows for ever. Write four generators that can be chained, and a
function that chains them.

- `read(lines)` yields every line without the white space at its ends, except lines that are then empty or begin with `#`.
- `parsed(lines)` yields a tuple `(station, value)` for each line. A line is the station's name, a semicolon and a number, such as
  `oslo;-3.5`; the name is a text without semicolons, the value a float.
- `plausible(records, low, high)` yields those records whose value is at least `low` and at most `high`, as they are.
- `means(records)` yields, after each record, a tuple `(station, mean)`: the mean of all values of this station so far.
- `first_above(lines, low, high, limit)` reads lines, parses them, leaves out what is not plausible, and returns the first `(station,
  mean)` whose mean is above `limit`. If there is none, it returns `None`.

`lines` and `records` are any iterables, also endless ones, and are gone through once. Each of the five fetches an element only when it
needs it to yield, or return, the next thing, and none after that. Nothing is fetched before the first thing is asked for.

```python
log = ["# station;degrees", "oslo;4.0", " rome;20.5", "oslo;99.9", "", "oslo;7.0"]
list(parsed(read(log)))    # [("oslo", 4.0), ("rome", 20.5), ("oslo", 99.9), ("oslo", 7.0)]
list(means([("oslo", 4.0), ("rome", 20.5), ("oslo", 7.0)]))    # [("oslo", 4.0), ("rome", 20.5), ("oslo", 5.5)]
first_above(log, -60, 60, 5)    # ("rome", 20.5)
first_above(log, -60, 10, 5)    # ("oslo", 5.5)
```
"""

import itertools

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "Which of the four needs to know anything of the lines before?",
    "Each is one loop over what it is given, with `yield` in it. None of them may make a list, sort, or go through its argument "
    "twice: it gets whatever the one before yields, at the moment when it is yielded.",
    "For a mean that goes on, a sum and a count for each station are enough. The last function nests the calls, "
    "`means(plausible(…))`, goes through the result, and returns in the middle of the loop.",
)


@answer
def read(lines):
    """Yield lines without white space at their ends, leaving out empty ones and comments."""
    for line in lines:
        line = line.strip()
        if line and not line.startswith("#"):
            yield line


@answer
def parsed(lines):
    """Yield (station, value) for each line."""
    for line in lines:
        station, _, value = line.partition(";")
        yield station, float(value)


@answer
def plausible(records, low, high):
    """Yield the records whose value is from `low` to `high`."""
    for station, value in records:
        if low <= value <= high:
            yield station, value


@answer
def means(records):
    """Yield (station, mean so far) after each record."""
    sums, counts = {}, {}
    for station, value in records:
        sums[station] = sums.get(station, 0.0) + value
        counts[station] = counts.get(station, 0) + 1
        yield station, sums[station] / counts[station]


@answer
def first_above(lines, low, high, limit):
    """Return the first (station, mean) with a mean above `limit`, or None."""
    for station, mean in means(plausible(parsed(read(lines)), low, high)):
        if mean > limit:
            return station, mean


@mistake(
    read,
    "All lines are fetched before the first is handed on: there is a list in the way. A log that grows for ever never gets through.",
)
def reads_everything(lines):
    yield from [line for line in read(list(lines))]


@mistake(read, "Empty lines are handed on, and the next in the chain has to make a number of nothing.")
def keeps_empty_lines(lines):
    for line in lines:
        line = line.strip()
        if not line.startswith("#"):
            yield line


@mistake(read, "A comment that is indented gets through: the `#` is looked for before the white space is off.")
def misses_indented_comments(lines):
    for line in lines:
        if not line.startswith("#") and line.strip():
            yield line.strip()


@mistake(read, "A line with a `#` anywhere is dropped. Only those that *begin* with one are comments.")
def drops_any_hash(lines):
    for line in lines:
        line = line.strip()
        if line and "#" not in line:
            yield line


@mistake(read, "At the first empty line, or comment, everything ends. Which word goes on with the next round?")
def ends_at_a_gap(lines):
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            return
        yield line


@mistake(parsed, "The value is still a text.")
def leaves_texts(lines):
    for line in lines:
        station, _, value = line.partition(";")
        yield station, value


@mistake(parsed, "All lines are parsed before the first record is handed on. A list is returned: what makes a function a generator?")
def parses_everything(lines):
    return list(parsed(lines))


@mistake(parsed, "Of a name with a blank in it, only a part is kept: the line is cut at white space. Where is it to be cut?")
def cuts_at_blanks(lines):
    for line in lines:
        station, _, value = line.partition(";")
        yield station.split()[0], float(value)


@mistake(plausible, "A value that equals one of the bounds is left out.")
def bounds_are_implausible(records, low, high):
    for station, value in records:
        if low < value < high:
            yield station, value


@mistake(plausible, "All records are gone through before the first is handed on.")
def filters_everything(records, low, high):
    return list(plausible(records, low, high))


@mistake(plausible, "At the first value that is not plausible, everything ends. It was to be left out.")
def ends_at_a_fault(records, low, high):
    for station, value in records:
        if not low <= value <= high:
            return
        yield station, value


@mistake(plausible, "An implausible value is moved to the bound and handed on. It was to be left out.")
def moves_to_the_bound(records, low, high):
    for station, value in records:
        yield station, min(max(value, low), high)


@mistake(means, "There is one mean for all stations together. Which records count for this one?")
def one_mean_for_all(records):
    total = 0.0
    for number, (station, value) in enumerate(records, 1):
        total += value
        yield station, total / number


@mistake(
    means,
    "All records are listed, or sorted, before the first mean comes out. A log that grows for ever never gets that far.",
)
def means_of_a_list(records):
    yield from means(list(records))


@mistake(
    means,
    "The records are gone through to the end, and each station's final mean comes out once. Asked for is one after *each* record, at "
    "once.",
)
def final_means(records):
    last = {}
    for station, mean in means(records):
        last[station] = mean
    yield from last.items()


@mistake(means, "The mean of the last mean and the new value is no mean of all values: the earlier ones count for less and less.")
def halves_each_time(records):
    known = {}
    for station, value in records:
        known[station] = (known[station] + value) / 2 if station in known else value
        yield station, known[station]


@mistake(means, "The sum is divided by the number of *all* records, also those of other stations.")
def divides_by_all(records):
    sums = {}
    for number, (station, value) in enumerate(records, 1):
        sums[station] = sums.get(station, 0.0) + value
        yield station, sums[station] / number


@mistake(first_above, "A mean that equals the limit is taken for one above it.")
def limit_is_above(lines, low, high, limit):
    for station, mean in means(plausible(parsed(read(lines)), low, high)):
        if mean >= limit:
            return station, mean


@mistake(first_above, "The whole log is gone through, and the choice is made afterwards: in an endless one, never.")
def looks_at_everything(lines, low, high, limit):
    found = [pair for pair in means(plausible(parsed(read(lines)), low, high)) if pair[1] > limit]
    return found[0] if found else None


@mistake(first_above, "It is the first *value* above the limit that is returned. Asked for is the mean so far.")
def first_value_above(lines, low, high, limit):
    for station, value in plausible(parsed(read(lines)), low, high):
        if value > limit:
            return station, value


@mistake(
    first_above,
    "Where no mean is above the limit, Python stops with `StopIteration`: `next` of what is used up. What does its second argument "
    "do?",
)
def runs_out(lines, low, high, limit):
    return next(pair for pair in means(plausible(parsed(read(lines)), low, high)) if pair[1] > limit)


@mistake(first_above, "Values that are not plausible are taken in as well.")
def forgets_to_filter(lines, low, high, limit):
    for station, mean in means(parsed(read(lines))):
        if mean > limit:
            return station, mean


@check("reads lines, and leaves out empty ones and comments")
def reads(learner, rng):
    lines = _log(rng, 5)
    expect(list(learner.read(lines))).equals(list(read(lines)))
    lines = ["# head", *lines[:2], "", "  ", "\t# note", f"  {lines[2]}\n", "no 1#;4", "#", "\n", lines[3]]
    expect(list(learner.read(lines))).equals(list(read(lines)))
    expect(list(learner.read([]))).equals([])


@check("makes a name and a number of each line")
def parses(learner, rng):
    lines = [*_log(rng, 4), "san jose;1e1", "bern;-0.25", "st. gallen am see;7", "no 1#;0"]
    got = list(learner.parsed(lines))
    expect(got).equals(list(parsed(lines)))
    expect(got[0]).is_a(tuple)
    expect(list(learner.parsed([]))).equals([])


@check("lets plausible records pass, bounds included")
def filters(learner, rng):
    for low, high in ((-10.0, 10.0), (0, 5), (3.5, 3.5)):
        records = [*_records(rng, 6), ("oslo", low), ("rome", high), ("bern", high + 0.5), ("oslo", low - 0.5), ("rome", low), ("bern", (low + high) / 2)]
        expect(list(learner.plausible(records, low, high))).equals(list(plausible(records, low, high)))


@check("yields the mean of a station after each of its records", sizes=(1, 4, 12, 150))
def running(learner, rng, size):
    for records in (_records(rng, size), [("oslo", 4.0), ("rome", 20.5), *_records(rng, size), ("oslo", 7.0)]):
        got = list(learner.means(records))
        expect(got).close(list(means(records)))
        expect(got[0]).is_a(tuple)


@check("returns the first mean above the limit, or `None`")
def chained(learner, rng):
    log = ["# head", "rome;20.5", "oslo;4.0", "", "oslo;99.9", "oslo;7.0", "bern;-80", "oslo;7.5"]
    for low, high, limit in ((-60, 60, 5), (-60, 10, 5), (-60, 60, 20.5), (-60, 99.9, 30), (-60, 10, 6), (-60, 10, 5.5), (0, 3, 1)):
        expect(learner.first_above(log, low, high, limit)).close(first_above(log, low, high, limit))
    for _ in range(4):
        lines, limit = _log(rng, 15), int(rng.integers(0, 9))
        expect(learner.first_above(lines, -15, 15, limit)).close(first_above(lines, -15, 15, limit))
    expect(learner.first_above([], 0, 1, 0)).equals(None)


@check("fetches a line only when it is needed, each generator by itself")
def lazy(learner, rng):
    lines, records = ["# head", "", "oslo;1.5", "# note", "rome;2"], [("oslo", 99.0), ("oslo", 1.5), ("rome", 2.0)]
    cases = (
        ("read", lambda make, source: make.read(source), lines),
        ("parsed", lambda make, source: make.parsed(source), ["oslo;1.5", "rome;2", "bern;0"]),
        ("plausible", lambda make, source: make.plausible(source, -5, 5), records),
        ("means", lambda make, source: make.means(source), records),
    )
    for name, begin, elements in cases:
        mine, theirs = [], []
        wanted = _HERE[name](_endless(elements, mine))
        stream = begin(learner, _endless(elements, theirs))
        expect(len(theirs) == 0).is_true(
            f"`{name}` fetches nothing before it is asked", f"`{name}` fetched {len(theirs)} elements before it was asked for anything."
        )
        for number, thing in zip(range(1, 8), stream):
            expect(thing).close(next(wanted))
            said = f"`{name}` has fetched {len(theirs)} elements to yield {number}; {len(mine)} are enough."
            expect(len(theirs) == len(mine)).is_true(f"`{name}` fetches {len(mine)} elements to yield {number}", said)


@check("finds the first mean above the limit in a log without end, and reads no further")
def endless_log(learner, rng):
    for limit in (5, 6.5, 20):
        mine, theirs = [], []
        log = ["# head", "rome;-3", "oslo;99.9", "", "oslo;4.0", "oslo;9.0", " oslo;11", "rome;59.5"]
        wanted = first_above(_endless(log, mine), -60, 60, limit)
        expect(learner.first_above(_endless(log, theirs), -60, 60, limit)).close(wanted)
        said = f"{len(theirs)} lines have been fetched; {len(mine)} are enough."
        expect(len(theirs) == len(mine)).is_true(f"{len(mine)} lines are fetched", said)


@check("can be chained in any way")
def any_chain(learner, rng):
    lines = ["# head", *_log(rng, 8), ""]
    chain = learner.means(learner.plausible(learner.parsed(learner.read(lines)), -15, 15))
    expect(list(chain)).close(list(means(plausible(parsed(read(lines)), -15, 15))))
    chain = learner.plausible(learner.means(learner.parsed(lines[1:-1])), -5, 5)
    expect(list(chain)).close(list(plausible(means(parsed(lines[1:-1])), -5, 5)))


_STATIONS = ("oslo", "rome", "bern")
_HERE = {"read": read, "parsed": parsed, "plausible": lambda records: plausible(records, -5, 5), "means": means}


def _records(rng, size):
    return [(str(rng.choice(_STATIONS)), float(rng.integers(-40, 41)) / 2) for _ in range(size)]


def _log(rng, size):
    return [f"{station};{value}" for station, value in _records(rng, size)]


def _endless(elements, fetched):
    """`elements` again and again, which raises when somebody wants all of it."""
    for element in itertools.cycle(elements):
        if len(fetched) > 200:
            raise RuntimeError("far more is fetched than was needed: this log does not end")
        fetched.append(element)
        yield element
