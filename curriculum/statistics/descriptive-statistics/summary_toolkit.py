r"""Summaries from scratch

Write eight summaries of a list of numbers (`frequencies` and `modes` also take a list of texts). The list is not empty, its
order means nothing, and it stays as it is. Import what you like of what comes with Python, except `statistics`.

- `frequencies(values)` returns a list of rows `(value, count, share)`, one for each different value, shares adding up to 1.
  The most frequent value comes first; of equally frequent ones the smaller (or alphabetically first).
- `mean(values)`
- `median(values)`: the value in the middle, for an even number of values the mean of the two in the middle.
- `modes(values)` returns the list of all values that are the most frequent, from small to large.
- `quantile(values, q)`, with $0 \le q \le 1$. In the sorted values, counted from 0, it stands at position $q (n - 1)$, where
  $n$ is how many there are. Between two positions it lies on the straight line between their values: a position of 2.25
  means three parts of value 2 and one part of value 3.
- `variance(values, ddof=1)`: the sum of squared deviations from the mean, divided by $n - \text{ddof}$. If that is not
  positive, raise `ValueError`. It is also right for numbers around $10^9$ that differ by 1.
- `deviation(values, ddof=1)`: the square root of the variance.
- `mad(values)`, the median absolute deviation: the median of how far the values are from their median, without any factor.

```python
pages = [3, 1, 4, 1, 8]
frequencies(pages)       # [(1, 2, 0.4), (3, 1, 0.2), (4, 1, 0.2), (8, 1, 0.2)]
median(pages)            # 3
modes([3, 1, 3, 1, 8])   # [1, 3]
quantile(pages, 0.9)     # 6.4, position 3.6 of [1, 1, 3, 4, 8]
variance(pages)          # 8.3
mad(pages)               # 2
```
"""

import math
import sys
from collections import Counter

import numpy as np

from mlestone.proving import answer, check, expect, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-9)

hints(
    "Which of these need the values in order, and whose list is it that you sort?",
    "The median is a quantile, and two of the eight are medians of something. How far is 2.25 from the position below it?",
    "Squares of numbers around a billion agree in all the digits a float has. What is small, and is squared first?",
)


@answer
def frequencies(values: list) -> list[tuple]:
    """Return rows of value, count and share, the most frequent value first."""
    counts = Counter(values)
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    return [(value, counts[value], counts[value] / len(values)) for value in ordered]


@answer
def mean(values: list[float]) -> float:
    """Return the arithmetic mean."""
    return math.fsum(values) / len(values)


@answer
def median(values: list[float]) -> float:
    """Return the value in the middle, or the mean of the two in the middle."""
    ordered, half = sorted(values), len(values) // 2
    if len(values) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


@answer
def modes(values: list) -> list:
    """Return all values that are the most frequent, from small to large."""
    counts = Counter(values)
    highest = max(counts.values())
    return sorted(value for value in counts if counts[value] == highest)


@answer
def quantile(values: list[float], q: float) -> float:
    """Return the value at position `q * (n - 1)` of the sorted values, between two of them on a straight line."""
    ordered = sorted(values)
    position = q * (len(ordered) - 1)
    below = math.floor(position)
    above = math.ceil(position)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


@answer
def variance(values: list[float], ddof: int = 1) -> float:
    """Return the sum of squared deviations from the mean, divided by `n - ddof`."""
    if len(values) <= ddof:
        raise ValueError(f"{len(values)} values are too few for ddof={ddof}")
    centre = mean(values)
    return math.fsum((value - centre) ** 2 for value in values) / (len(values) - ddof)


@answer
def deviation(values: list[float], ddof: int = 1) -> float:
    """Return the standard deviation, the square root of the variance."""
    return math.sqrt(variance(values, ddof))


@answer
def mad(values: list[float]) -> float:
    """Return the median of the absolute deviations from the median."""
    centre = median(values)
    return median([abs(value - centre) for value in values])


@mistake(
    frequencies,
    "Where counts are equal, values come in the order in which they were met: a `Counter` does not know which is smaller, so "
    "the same data in another order gives another table.",
)
def leaves_ties_as_met(values):
    return [(value, count, count / len(values)) for value, count in Counter(values).most_common()]


@mistake(
    frequencies,
    "Values lose something on the way: as whole numbers, or as places in a list, 1.2 and 1.7 become one value, and -1.5 "
    "becomes another. What can a dict have as its keys?",
)
def counts_whole_numbers(values):
    return frequencies([value if isinstance(value, str) else int(value) for value in values])


@mistake(frequencies, "The shares are shares of the different values, not of all values: they do not add up to 1.")
def divides_by_the_different_ones(values):
    return [(value, count, count / len(set(values))) for value, count, _ in frequencies(values)]


@mistake(
    mean,
    "It averages the different values, each of them once: a `set` does not know how often a value was there.",
)
def averages_the_different_ones(values):
    return mean(list(set(values)))


@mistake(
    median,
    "It looks for the middle of the different values: a `set` does not know how often a value was there, and a value that is "
    "there three times takes up three places.",
)
def finds_the_middle_of_the_different_ones(values):
    return median(list(set(values)))


@mistake(median, "It takes what happens to stand in the middle of the list. In the middle of what order should it stand?")
def forgets_to_sort_for_the_median(values):
    n = len(values)
    if n % 2:
        return values[n // 2]
    return (values[n // 2 - 1] + values[n // 2]) / 2


@mistake(median, "With an even number of values two are in the middle, and it takes the upper one.")
def takes_the_upper_middle(values):
    return sorted(values)[len(values) // 2]


@mistake(
    median,
    "The result is right, but the caller's list is in another order now, and no longer fits the lists beside it: `.sort()` "
    "sorts the list itself.",
)
def sorts_the_callers_list(values):
    values.sort()
    return median(values)


@mistake(modes, "Several values can be the most frequent, and only one of them is returned.")
def names_one_mode(values):
    return [Counter(values).most_common(1)[0][0]]


@mistake(
    quantile,
    "It returns one of the values, as if there were nothing between two of them: the fraction of the position is thrown "
    "away.",
)
def throws_the_fraction_away(values, q):
    return sorted(values)[int(q * (len(values) - 1))]


@mistake(
    quantile,
    "Between two positions it takes the middle, as a median of two does. A position of 2.25 is nearer to 2 than to 3.",
)
def takes_the_middle_between_two(values, q):
    position = q * (len(values) - 1)
    ordered = sorted(values)
    return (ordered[math.floor(position)] + ordered[math.ceil(position)]) / 2


@mistake(
    quantile,
    "It counts the places of the different values: one that is there three times takes up three places.",
)
def counts_places_of_the_different_ones(values, q):
    return quantile(list(set(values)), q)


@mistake(
    quantile,
    "The position is q (n + 1) - 1. There is such a quantile, which leaves room for values beyond the smallest and the largest "
    "one; asked for is one at q (n - 1).",
)
def leaves_room_at_both_ends(values, q):
    position = min(max(q * (len(values) + 1) - 1, 0), len(values) - 1)
    return quantile(values, position / max(len(values) - 1, 1))


@mistake(
    quantile,
    "The position is counted as q times n. For q = 1 that is one behind the last value, which stands at n - 1.",
)
def counts_to_n(values, q):
    ordered = sorted(values)
    position = q * len(ordered)
    below = min(int(position), len(ordered) - 1)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


@mistake(
    quantile,
    "The result is right, but the caller's list is in another order now: `.sort()` sorts the list itself.",
)
def sorts_the_callers_list_for_the_quantile(values, q):
    values.sort()
    return quantile(values, q)


@mistake(
    variance,
    "Squares minus the square of the mean is right on paper. Around a billion, both have 18 digits, of which a float keeps 16, "
    "and the variance was in the others.",
)
def subtracts_large_squares(values, ddof=1):
    n = len(values)
    if n <= ddof:
        raise ValueError
    return (sum(value**2 for value in values) / n - (sum(values) / n) ** 2) * n / (n - ddof)


@mistake(
    variance,
    "It divides by n, whatever `ddof` says. Deviations from a mean that was made of the same values come out too small; what "
    "makes up for it?",
)
def divides_by_n(values, ddof=1):
    return variance(values, 0)


@mistake(variance, "It divides by n - 1, whatever `ddof` says.")
def divides_by_n_minus_1(values, ddof=1):
    return variance(values, 1)


@mistake(deviation, "`ddof` does not get through to the variance, which takes its default.")
def keeps_ddof_to_itself(values, ddof=1):
    return math.sqrt(variance(values))


@mistake(
    mad,
    "This is the mean of the absolute deviations. A single wild value moves it as far as it likes; which summary of the "
    "deviations would stand still?",
)
def averages_the_deviations(values):
    centre = median(values)
    return mean([abs(value - centre) for value in values])


@mistake(
    mad,
    "This is the mean distance from the mean, which some libraries call MAD as well: a wild value moves both of its means. Both "
    "are medians here.",
)
def averages_twice(values):
    centre = mean(values)
    return mean([abs(value - centre) for value in values])


@mistake(mad, "The deviations are taken from the mean, which a wild value has moved already.")
def deviates_from_the_mean(values):
    centre = mean(values)
    return median([abs(value - centre) for value in values])


@check("averages, and finds the middle of an odd number of values", sizes=(1, 3, 7))
def odd(learner, rng, size):
    values = _values(rng, size)
    expect(learner.mean(values)).close(mean(values))
    expect(learner.median(values)).close(median(values))


@check("finds the middle of an even number of values", sizes=(2, 4, 8))
def even(learner, rng, size):
    values = _values(rng, size)
    # Neither what stands in the middle of the list nor what lies between its ends is to be right by chance.
    while size > 2 and median(values) in (sum(values[size // 2 - 1 : size // 2 + 1]) / 2, (min(values) + max(values)) / 2):
        values = _values(rng, size)
    expect(learner.median(values)).close(median(values))


@check("takes a value that is there several times as several values")
def repeated(learner, rng):
    low, high = float(rng.integers(1, 5)), float(rng.integers(15, 30)) / 2
    for values in ([low, low, high, low], [high, low, high, 0.5, high]):
        for name, right in (("mean", mean), ("median", median), ("variance", variance), ("mad", mad)):
            expect(learner[name](values)).close(right(values))
        expect(learner.quantile(values, 0.6)).close(quantile(values, 0.6))


@check("counts numbers and texts, and shares out the whole")
def counted(learner, rng):
    visits = [0, 0, 0, 1, 1, 4]
    grades = ["good", "fair", "fair", "good", "Good", "good"]
    for values in (visits, grades, [1.2, 1.2, 1.2, -1.5, -1.5, 1.7]):
        values = _shuffled(rng, values)
        expect(learner.frequencies(values)).close(frequencies(values))


@check("spreads by n - 1, by n, or by what `ddof` says", sizes=(2, 5, 12))
def spread(learner, rng, size):
    values = _values(rng, size)
    for name, right in (("variance", variance), ("deviation", deviation)):
        expect(learner[name](values)).close(right(values))
        expect(learner[name](values, ddof=0)).close(right(values, ddof=0))
    values = _values(rng, size + 2)
    expect(learner.variance(values, 2)).close(variance(values, 2))
    expect(learner.deviation(values, 2)).close(deviation(values, 2))


@check("finds quantiles at positions, between them, and at both ends", sizes=(1, 3, 2, 5, 9))
def quantiles(learner, rng, size):
    values = _values(rng, size)
    for q in (0.3, 0.25, 0.5, 0.75, float(rng.uniform(0.05, 0.95)), 0, 1, 0.0, 1.0):
        expect(learner.quantile(values, q)).close(quantile(values, q))


@check("puts equally frequent values in order, and calls all of them modes")
def ties(learner, rng):
    # Whoever names a single mode of these names the 2, however they look for it.
    values = [2, *_shuffled(rng, [7, 7, 2, 5, 9])]
    expect(learner.modes(values)).equals(modes(values))
    texts = ["poor", *_shuffled(rng, ["poor", "good", "good", "fair", "fair", "bad", "bad", "late"])]
    for values in ([7, *_shuffled(rng, [7, 2, 2, 5, 9])], [9, 5, 1], [3, 3, -4, -4, -0.5], texts, [4]):
        expect(learner.frequencies(values)).close(frequencies(values))
        expect(learner.modes(values)).equals(modes(values))


@check("measures the usual distance from the middle, which a wild value does not move")
def usual_distance(learner, rng):
    for size in (5, 6, 9):
        values = [*_values(rng, size - 1), float(rng.integers(500, 900))]
        values = _shuffled(rng, values)
        expect(learner.mad(values)).close(mad(values))
    expect(learner.mad([float(rng.integers(1, 9))])).close(0.0)


@check("keeps the spread of large numbers that differ by little")
def large(learner, rng):
    values = [1_000_000_000.0 + step for step in rng.permutation([0, 1, 2, 5]).tolist()]
    expect(learner.variance(values)).close(variance(values))
    expect(learner.deviation(values, ddof=0)).close(deviation(values, ddof=0))
    expect(learner.variance([values[0]] * 3)).close(0.0)


@check("refuses to spread too few values")
def too_few(learner, rng):
    value = float(rng.integers(3, 9))
    for name, right in (("variance", variance), ("deviation", deviation)):
        expect(learner[name]([value, 2.0])).close(right([value, 2.0]))
        expect.raises("ValueError", lambda name=name: learner[name]([value]))
        expect.raises("ValueError", lambda name=name: learner[name]([value, 2.0], ddof=3))
        expect(learner[name]([value], ddof=0)).close(0.0)


@check("leaves the list as it is")
def unchanged(learner, rng):
    values = sorted(_values(rng, 6), reverse=True)
    for name in ("frequencies", "mean", "median", "modes", "variance", "deviation", "mad"):
        expect(learner[name]).leaves_unchanged(values)
    expect(learner.quantile).leaves_unchanged(values, 0.3)


@check("imports nothing but what comes with Python, and not `statistics`")
def from_scratch(learner, rng):
    expect(learner.source).only_imports(*(sys.stdlib_module_names - {"statistics"}))


def _values(rng, size):
    """Different numbers with one decimal, out of order, easy to read when a check shows them."""
    values = (rng.choice(np.arange(-100, 300), size=size, replace=False) / 10).tolist()
    return values if size < 3 or values not in (sorted(values), sorted(values)[::-1]) else values[1:] + values[:1]


def _shuffled(rng, values):
    return [values[at] for at in rng.permutation(len(values))]
