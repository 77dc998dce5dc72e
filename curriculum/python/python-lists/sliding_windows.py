"""Windows of the past, and what came next

To forecast a series of values, it is cut into examples: a *window* of neighbouring values, and the *target*, the later value that is to
be forecast from them. Write two functions.

- `examples(series, width, ahead)` returns a list of tuples `(window, target)`. A window is a list of `width` neighbouring values of the
  list `series`. Its target is the value `ahead` places after the last value of the window, so that with `ahead=1` it is the very next
  one. There is a window at every place where window and target both fit in, in the order of the series; if they fit in nowhere, the
  list is empty. `width` and `ahead` are whole numbers, 1 or more. Values may be anything, and may occur more than once.
- `split(pairs, held_out, gap)` cuts the list `pairs` by position and returns two lists as a tuple `(train, validation)`. Validation
  holds the last `held_out` elements of `pairs`. Of the elements before these, the last `gap` are left out altogether, and train holds
  the rest, all in their order. Where there are fewer elements than asked for, all there are go into validation, or are left out.
  `held_out` and `gap` are whole numbers, 0 or more.

Neither function changes the list that it is given.

```python
examples([3, 5, 8, 6, 9], 2, 1)    # [([3, 5], 8), ([5, 8], 6), ([8, 6], 9)]
examples([3, 5, 8, 6, 9], 2, 3)    # [([3, 5], 9)]
split(["a", "b", "c", "d", "e", "f"], 2, 1)    # (["a", "b", "c"], ["e", "f"])
split(["a", "b", "c"], 5, 1)    # ([], ["a", "b", "c"])
```
"""

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "How many windows of 2 have a target that is the next value, in a series of 5? And in a series of 3, or of 2?",
    "Give the places names. If a window begins at `start`, at which place is the first value after it, and at which place is its target? "
    "What is the largest `start` for which that target is still there? And for `split`: at which place does validation begin, counted "
    "from the front?",
    "A slice that begins at `start` and ends before `start + width` is a window. `pairs[-n:]` is the whole list when `n` is 0, and a number below 0 counts from "
    "the end; places that are counted from the front, and never fall below 0, have neither trouble.",
)


@answer
def examples(series: list, width: int, ahead: int) -> list:
    """Return (window, target) for every place where both fit in."""
    pairs = []
    for start in range(len(series) - width - ahead + 1):
        after = start + width
        pairs.append((series[start:after], series[after + ahead - 1]))
    return pairs


@answer
def split(pairs: list, held_out: int, gap: int) -> tuple:
    """Return (train, validation): the beginning of `pairs`, and its last `held_out` elements."""
    begin = max(0, len(pairs) - held_out)
    end = max(0, begin - gap)
    return pairs[:end], pairs[begin:]


@mistake(
    examples,
    "The number of windows does not depend on `ahead`: towards the end, targets are asked for that lie beyond the series.",
)
def runs_past_the_end(series, width, ahead):
    return [(series[start : start + width], series[start + width + ahead - 1]) for start in range(len(series) - width)]


@mistake(
    examples,
    "The last example is missing. `range(n)` ends before `n` by itself: what is the last place where window and target fit in?",
)
def drops_the_last(series, width, ahead):
    return examples(series, width, ahead)[:-1]


@mistake(
    examples,
    "The target of `ahead=1` is the last value of the window itself, which is known already. At which place is the first value after "
    "the slice?",
)
def target_in_the_window(series, width, ahead):
    return [
        (series[start : start + width], series[start + width + ahead - 2]) for start in range(len(series) - width - ahead + 2)
    ]


@mistake(examples, "Here the target lies `ahead + 1` places after the window's last value: a slice ends *before* its second number.")
def one_too_far(series, width, ahead):
    return examples(series, width, ahead + 1)


@mistake(examples, "The windows do not overlap: the next one begins where the last one ended. There is one at *every* place.")
def without_overlap(series, width, ahead):
    return examples(series, width, ahead)[::width]


@mistake(examples, "Each target is a list. A slice of one value is a list with one value; the value itself is got by its place.")
def targets_in_lists(series, width, ahead):
    return [(window, [target]) for window, target in examples(series, width, ahead)]


@mistake(examples, "Each target is the list of all values from the window to `ahead` places on. Only the last of these is asked for.")
def all_that_follows(series, width, ahead):
    return [
        (series[start : start + width], series[start + width : start + width + ahead])
        for start in range(len(series) - width - ahead + 1)
    ]


@mistake(
    examples,
    "`index` finds the *first* place of a value: where the same value comes twice, the window is cut out at the wrong place.",
)
def looks_values_up(series, width, ahead):
    pairs = []
    for value in series:
        start = series.index(value)
        if start + width + ahead <= len(series):
            pairs.append((series[start : start + width], series[start + width + ahead - 1]))
    return pairs


@mistake(
    examples,
    "The examples are right, and the caller's series has been used up on the way: `pop` takes values out of the list that was handed over, "
    "not out of a copy.",
)
def uses_the_series_up(series, width, ahead):
    pairs = []
    while len(series) >= width + ahead:
        pairs.append((series[:width], series[width + ahead - 1]))
        series.pop(0)
    return pairs


@mistake(examples, "The examples are printed, and `None` is handed back.")
def prints_the_examples(series, width, ahead):
    for pair in examples(series, width, ahead):
        print(pair)


@mistake(
    split,
    "With nothing held out, everything is in validation and nothing in train: `-0` is 0, so that `pairs[:-0]` is empty and "
    "`pairs[-0:]` is all.",
)
def minus_zero(pairs, held_out, gap):
    validation = pairs[-held_out:]
    before = pairs[:-held_out]
    return before[: max(0, len(before) - gap)], validation


@mistake(
    split,
    "Train is cut with a negative end, and with no gap that is `-0`, which is 0: nothing is left of it.",
)
def minus_zero_gap(pairs, held_out, gap):
    begin = max(0, len(pairs) - held_out)
    return pairs[:begin][:-gap], pairs[begin:]


@mistake(
    split,
    "When fewer elements are there than asked for, the place where a part ends falls below 0, and is counted from the end of the list: elements come "
    "back that should be left out, or are lost that should be there.",
)
def wraps_around(pairs, held_out, gap):
    begin = len(pairs) - held_out
    return pairs[: begin - gap], pairs[begin:]


@mistake(split, "The gap is taken out of the validation part. Asked for are the elements *before* it, so that train gets shorter.")
def gap_inside_validation(pairs, held_out, gap):
    begin = max(0, len(pairs) - held_out)
    return pairs[:begin], pairs[begin + gap :]


@mistake(
    split,
    "Elements are told apart by their values: one before the cut that equals one in validation is missing from train. The list is cut by position.",
)
def tells_apart_by_value(pairs, held_out, gap):
    validation = pairs[max(0, len(pairs) - held_out) :]
    before = [pair for pair in pairs if pair not in validation]
    return before[: max(0, len(before) - gap)], validation


@mistake(split, "Nothing is left out between the two parts: what is `gap` for?")
def forgets_the_gap(pairs, held_out, gap):
    begin = max(0, len(pairs) - held_out)
    return pairs[:begin], pairs[begin:]


@mistake(split, "The first elements are held out. A forecast is tried on what came *last*.")
def holds_out_the_first(pairs, held_out, gap):
    return pairs[held_out + gap :], pairs[:held_out]


@mistake(split, "These are the right parts in the wrong order: train comes first.")
def validation_first(pairs, held_out, gap):
    return split(pairs, held_out, gap)[::-1]


@mistake(split, "Each element of validation is taken off the caller's list, which is shorter afterwards. Who else uses it?")
def takes_from_the_caller(pairs, held_out, gap):
    validation = []
    for _ in range(min(held_out, len(pairs))):
        validation.insert(0, pairs.pop())
    return pairs[: max(0, len(pairs) - gap)], validation


@check("cuts windows of neighbours, each with the value that comes next", sizes=(1, 2, 3))
def next_values(learner, rng, size):
    series = _distinct(rng, size + int(rng.integers(3, 6)))
    got = learner.examples(series, size, 1)
    expect(got).is_a(list).equals(examples(series, size, 1))
    for pair in got:
        expect(pair).is_a(tuple)
        expect(pair[0]).is_a(list)


@check("takes targets from further ahead", sizes=(2, 3, 4))
def further_ahead(learner, rng, size):
    series = _distinct(rng, size + int(rng.integers(4, 7)))
    for width in (1, 2, 3):
        expect(learner.examples(series, width, size)).equals(examples(series, width, size))


@check("finds one example where just one fits in, and none where nothing does")
def hardly_any(learner, rng):
    for width, ahead in ((1, 1), (3, 1), (1, 3), (2, 4)):
        series = _distinct(rng, width + ahead + 1)
        for length in (width + ahead, width + ahead - 1, width, 0, width + ahead + 1):
            expect(learner.examples(series[:length], width, ahead)).equals(examples(series[:length], width, ahead))


@check("cuts by places, whatever the values are")
def any_values(learner, rng):
    for series in (
        rng.integers(0, 2, size=9).tolist(),
        [int(rng.integers(9))] * 6,
        ["rye", None, "rye", "oat", "", None, "rye"],
        [[1], [2], [1], [3]],
    ):
        width, ahead = int(rng.integers(1, 3)), int(rng.integers(1, 3))
        expect(learner.examples(series, width, ahead)).equals(examples(series, width, ahead))


@check("cuts series of any length", sizes=(5, 8, 13, 30))
def any_length(learner, rng, size):
    series = rng.normal(size=size).round(2).tolist()
    for _ in range(4):
        width, ahead = int(rng.integers(1, 6)), int(rng.integers(1, 5))
        expect(learner.examples(series, width, ahead)).equals(examples(series, width, ahead))


@check("splits off the last elements, and leaves out the gap before them")
def splits(learner, rng):
    pairs = _distinct(rng, 12)
    for held_out, gap in ((3, 2), (2, 4), (1, 1), (4, 3)):
        got = learner.split(pairs, held_out, gap)
        expect(got).is_a(tuple).equals(split(pairs, held_out, gap))
        for part in got:
            expect(part).is_a(list)
    pairs = examples(_distinct(rng, 9), 2, 1)
    expect(learner.split(pairs, 2, 1)).equals(split(pairs, 2, 1))


@check("splits by position, also where elements are equal")
def equal_elements(learner, rng):
    one, other, third = _distinct(rng, 3)
    for pairs in ([one, other, third, one, other, third], [one] * 5, examples([one, other] * 4, 2, 1)):
        for held_out, gap in ((1, 0), (2, 1), (1, 2)):
            expect(learner.split(pairs, held_out, gap)).equals(split(pairs, held_out, gap))


@check("splits without a gap, and with nothing held out")
def zeros(learner, rng):
    pairs = _distinct(rng, int(rng.integers(5, 9)))
    for held_out, gap in ((2, 1), (2, 0), (0, 2), (0, 0), (len(pairs), 0), (0, len(pairs))):
        expect(learner.split(pairs, held_out, gap)).equals(split(pairs, held_out, gap))


@check("splits lists that are shorter than what is asked for")
def shorter(learner, rng):
    pairs = _distinct(rng, 6)
    for length in (5, 3, 2, 1, 0):
        for held_out, gap in ((2, 2), (4, 3), (6, 0), (3, 1), (2, 9), (7, 1), (0, 4), (length, 1), (length + 1, 2)):
            expect(learner.split(pairs[:length], held_out, gap)).equals(split(pairs[:length], held_out, gap))


@check("leaves the lists that it is given as they were")
def unchanged(learner, rng):
    series = _distinct(rng, 8)
    expect(learner.examples).leaves_unchanged(series, 2, 1)
    expect(learner.examples).leaves_unchanged(series, 1, 3)
    for held_out, gap in ((3, 1), (2, 0), (0, 2), (0, 0), (9, 1)):
        expect(learner.split).leaves_unchanged(series, held_out, gap)


def _distinct(rng, length):
    return rng.choice(range(100), size=length, replace=False).tolist()
