r"""Four encoders

Write four ways to make numbers of a column of categories. A column is a list of texts. What an encoder has to learn, it
learns in `fit`, which forgets what was learned before and returns the encoder.

**`OneHot(min_count)`** has a column for every level that occurs at least `min_count` times in the column it was fitted
on, in the order of `sorted`, and one more at the end for everything else: levels that were rarer, and levels never
seen. The last one is there even if nothing was rare. `transform(column)` returns an array of 0 and 1, with one 1 in
each row.

**`ordinal(column, order)`** returns the place of each text in `order`, a list of the levels from low to high, counted
from 0, as an array of floats. A text that is not in it, as it is written there, becomes `nan`.

**`hashed(rows, width)`** needs no `fit`. Each row is a dict from names of columns to levels. Of each item the text
`name=level` is hashed: $h$ is `zlib.crc32` of its bytes in UTF-8. The item adds to column $h \bmod \text{width}$ of its
row 1 if $\lfloor h / \text{width} \rfloor$ is even, and $-1$ if it is odd. The array has `len(rows)` rows, also if some
have no items, and `width` columns.

**`Target(m)`** replaces a level by what its rows answered, together with $m$ rows that answer like the average:

$$t_k = \frac{s_k + m \bar y}{n_k + m}$$

with $n_k$ the rows of level $k$, $s_k$ the sum of their answers, and $\bar y$ the mean of all answers, in what it was
fitted on. A level that does not occur there has the code $\bar y$; $m$ is 0 or more, and need not be whole.

- `fit(column, y)`, with an array `y` of numbers, one for each row;
- `transform(column)` returns an array of codes, one for each row;
- `fit_transform(column, y, fold)` is for training rows. `fold` is an array of whole numbers, 0 or more. The codes of the
  rows of one fold are those of an encoder that was fitted on the rows of all other folds and saw nothing of this one.
  Afterwards the encoder is fitted on all rows, for `transform`. There are at least two folds.

What is passed in stays as it is. No library is forbidden.

```python
forest = OneHot(2).fit(["oak", "ash", "oak", "elm", "elm"])
forest.transform(["oak", "ash", "fir"])    # [[0., 1., 0.], [0., 0., 1.], [0., 0., 1.]]
ordinal(["high", "low", "none"], ["low", "medium", "high"])    # [2., 0., nan]
hashed([{"tree": "oak", "soil": "clay"}, {"tree": "ash"}], 3)    # [[0., -1., 1.], [0., 0., -1.]]
Target(1.0).fit(["oak", "ash", "oak"], np.array([1, 1, 0])).transform(["oak", "fir"])    # [0.55555556, 0.66666667]
Target(0.0).fit_transform(["oak", "oak", "ash"], np.array([1, 0, 0]), np.array([1, 2, 2]))    # [0., 1., 1.]
```
"""

import zlib
from collections import Counter

import numpy as np

from mlestone.proving import altered, answer, check, equivalent, expect, hints, mistake

hints(
    "Which of the four has to remember something of the training rows, and what is the least that does? What of a text "
    "that is not among it?",
    "A dict with `get` has an answer for what is not in it. And a row's code in `fit_transform` is what `fit` and "
    "`transform` of another encoder say, if it was given the right rows.",
    "Loop over the folds: a fresh `Target` learns from the rows outside of the fold and encodes those inside. Only "
    "then does `self` learn from all of them.",
)


@answer
class OneHot:
    """A column for each level that is frequent enough, and one for everything else."""

    def __init__(self, min_count: int) -> None:
        self.min_count = min_count

    def fit(self, column: list[str]) -> "OneHot":
        """Learn which levels occur at least `min_count` times, and return the encoder."""
        counts = Counter(column)
        frequent = sorted(level for level in counts if counts[level] >= self.min_count)
        self.places = {level: place for place, level in enumerate(frequent)}
        return self

    def transform(self, column: list[str]) -> np.ndarray:
        """Return a row of 0 and 1 for each text."""
        rest = len(self.places)
        return np.eye(rest + 1)[[self.places.get(level, rest) for level in column]]


@answer
def ordinal(column: list[str], order: list[str]) -> np.ndarray:
    """Return the place of each text in `order`, or nan."""
    places = {level: float(place) for place, level in enumerate(order)}
    return np.array([places.get(level, np.nan) for level in column])


@answer
def hashed(rows: list[dict[str, str]], width: int) -> np.ndarray:
    """Return `width` columns in which the items of each row are added up by their hashes."""
    table = np.zeros((len(rows), width))
    for at, row in enumerate(rows):
        for name, level in row.items():
            quotient, place = divmod(zlib.crc32(f"{name}={level}".encode()), width)
            table[at, place] += 1 if quotient % 2 == 0 else -1
    return table


@answer
class Target:
    """A level becomes the mean answer of its rows, drawn towards the mean of all."""

    def __init__(self, m: float) -> None:
        self.m = m

    def fit(self, column: list[str], y: np.ndarray) -> "Target":
        """Learn the codes from all rows, and return the encoder."""
        self.mean = np.mean(y)
        sums, counts = Counter(), Counter(column)
        for level, value in zip(column, y):
            sums[level] += float(value)
        self.codes = {level: (sums[level] + self.m * self.mean) / (counts[level] + self.m) for level in counts}
        return self

    def transform(self, column: list[str]) -> np.ndarray:
        """Return the code of each text."""
        return np.array([self.codes.get(level, self.mean) for level in column])

    def fit_transform(self, column: list[str], y: np.ndarray, fold: np.ndarray) -> np.ndarray:
        """Return codes of the training rows, each learned from the other folds, and learn from all rows."""
        texts, codes = np.array(column), np.zeros(len(column))
        for number in set(fold):
            inside = fold == number
            codes[inside] = Target(self.m).fit(texts[~inside], y[~inside]).transform(texts[inside])
        self.fit(column, y)
        return codes


equivalent("set(fold) -> fold", "A fold's codes are the same whenever they are computed.")
equivalent("np.zeros(len(column)) -> np.ones(len(column))", "Every row is in a fold, so that all are overwritten.")


@mistake(
    OneHot,
    "The columns are those of the levels `transform` is given, so that every table has others. Which method is to "
    "learn levels?",
)
class LearnsAgain(OneHot):
    def transform(self, column):
        return OneHot(self.min_count).fit(column).transform(column)


@mistake(
    OneHot,
    "A level that was never seen has a row of zeros. Rare levels come out right; what else belongs into the last "
    "column?",
)
class ZerosForTheUnseen(OneHot):
    def fit(self, column):
        self.seen = set(column)
        return super().fit(column)

    def transform(self, column):
        return super().transform(column) * np.array([[level in self.seen] for level in column])


@mistake(
    OneHot,
    "The last column is missing when nothing in training was rare: levels never seen have no place then. Whether "
    "anything was rare, `transform` cannot foresee what it will meet.",
)
class LastColumnOnlyIfNeeded(OneHot):
    def fit(self, column):
        super().fit(column)
        self.needed = len(self.places) < len(set(column))
        return self

    def transform(self, column):
        whole = super().transform(column)
        return whole if self.needed else whole[:, :-1]


@mistake(
    OneHot,
    "The first level has no column of its own: zeros stand for it. With one column for each and one for the rest, "
    "what was asked for is one 1 in every row.",
)
class DropsTheFirst(OneHot):
    def transform(self, column):
        return super().transform(column)[:, 1:]


@mistake(
    OneHot,
    "There is no column for what is rare or unknown: such rows are zeros, or come to nothing.",
)
class NoLastColumn(OneHot):
    def transform(self, column):
        return super().transform(column)[:, :-1]


in_the_order_met = mistake(
    OneHot,
    "The columns stand in the order in which the levels were met in training. Shuffle the rows, and every column means "
    "something else.",
)(altered({"sorted(level": "list(level"}))

one_more_is_asked = mistake(
    OneHot,
    "A level that occurs exactly `min_count` times is taken for rare. What does *at least* include?",
)(altered({"counts[level] >= self.min_count": "counts[level] > self.min_count"}))

all_are_frequent = mistake(
    OneHot,
    "Every level has a column, however rare it was: what is `min_count` for?",
)(altered({"counts[level] >= self.min_count": "counts[level] >= 1"}))


@mistake(
    ordinal,
    "The numbers are those of the alphabet: `high` comes before `low`, and `medium` after both. The order that is "
    "meant is handed in.",
)
def numbers_by_the_alphabet(column, order):
    return ordinal(column, sorted(order))


@mistake(
    ordinal,
    "The numbers count only the levels that occur in this column. In another column the same level has another number.",
)
def counts_what_occurs(column, order):
    return ordinal(column, [level for level in order if level in column])


@mistake(ordinal, "The places are counted from 1.")
def counts_from_one(column, order):
    return ordinal(column, order) + 1


@mistake(
    ordinal,
    "What is not in the order becomes a number below the lowest level, and a model will take it for exactly that. "
    "Asked for is a value that says nothing.",
)
def unknown_is_lowest(column, order):
    return np.nan_to_num(ordinal(column, order), nan=-1.0)


level_alone = mistake(
    hashed,
    "The level is hashed without the name of its column: `no` in one column and `no` in another are the same thing "
    "then.",
)(altered({'f"{name}={level}"': "level"}))

without_sign = mistake(
    hashed,
    "Every item adds 1. Where two of them meet, they look like more of the same; what was the quotient for?",
)(altered({"1 if quotient % 2 == 0 else -1": "1"}))

sign_of_the_hash = mistake(
    hashed,
    "The sign goes by whether the hash itself is even, and of an even width all items of one column have the same sign "
    "then. What is left of the hash when its column is known?",
)(altered({"quotient % 2 == 0": "zlib.crc32(f'{name}={level}'.encode()) % 2 == 0"}))

the_last_one_wins = mistake(
    hashed,
    "Where two items of a row meet in a column, only one of them is left. They are to be added up; fancy indexing "
    "with `+=` also adds only once for each place.",
)(altered({"table[at, place] +=": "table[at, place] ="}))


leaves_it_half_fitted = mistake(
    Target,
    "After `fit_transform` the encoder knows only what it learned last, without one of the folds. What should "
    "`transform` go by, for rows that belong to none of them?",
)(
    altered(
        {
            "codes[inside] = Target(self.m).fit": "codes[inside] = self.fit",
            "        self.fit(column, y)\n        return codes": "        return codes",
        }
    )
)

only_its_own_fold = mistake(
    Target,
    "A row's code is learned from the rows of its own fold, and these alone. Which rows must a code know nothing of?",
)(altered({"fit(texts[~inside], y[~inside])": "fit(texts[inside], y[inside])"}))

unseen_are_zero = mistake(
    Target,
    "A level that training did not have gets 0, the code of a level where every answer was no. What is known of "
    "someone of whom nothing is known?",
)(altered({"self.codes.get(level, self.mean)": "self.codes.get(level, 0.0)"}))

unseen_are_missing = mistake(
    Target,
    "A level that training did not have gets `nan`. It may also be one that the other folds lack.",
)(altered({"self.codes.get(level, self.mean)": "self.codes.get(level, np.nan)"}))

pulls_to_a_half = mistake(
    Target,
    "Small levels are drawn towards one half, wherever the mean of all answers is.",
)(altered({"self.m * self.mean": "self.m * 0.5"}))

ignores_m = mistake(
    Target,
    "A level with a single row has that row's answer as its code, whatever `m` is.",
)(altered({"(sums[level] + self.m * self.mean) / (counts[level] + self.m)": "sums[level] / counts[level]"}))


@mistake(
    Target,
    "A row's own answer is part of its code: `fit_transform` does what `fit` and then `transform` would. With a level "
    "of one row, what does a model learn from that column?",
)
class KnowsItsOwnAnswer(Target):
    def fit_transform(self, column, y, fold):
        return self.fit(column, y).transform(column)


@mistake(
    Target,
    "The sums leave the row's fold out, and the mean they are drawn to does not: it was taken over all rows. An "
    "encoder that saw nothing of a fold does not know its answers in the mean either.",
)
class MeanOfAllRows(Target):
    def fit_transform(self, column, y, fold):
        texts, codes = np.array(column), np.zeros(len(column))
        for number in set(fold):
            inside = fold == number
            for at in np.flatnonzero(inside):
                others = y[~inside & (texts == texts[at])]
                total = len(others) + self.m
                codes[at] = (others.sum() + self.m * np.mean(y)) / total if len(others) else np.mean(y)
        self.fit(column, y)
        return codes


@mistake(
    Target,
    "Each row alone is left out, and the rest of its fold is not. Leave-one-out has a flaw of its own: among the rows "
    "of a level, those that said yes have the lower code.",
)
class LeavesOneOut(Target):
    def fit_transform(self, column, y, fold):
        return super().fit_transform(column, y, np.arange(len(column)))


@mistake(
    Target,
    "Answers of an earlier `fit` are still counted in. What should a second one know of the first?",
)
class Remembers(Target):
    def fit(self, column, y):
        old_column, old_y = getattr(self, "old", ([], []))
        self.old = [*old_column, *column], [*old_y, *y]
        return super().fit(*self.old)


@check("gives each frequent level a column, in sorted order, as it was when fitted")
def columns(learner, rng):
    # Each of four levels occurs twice at least, and one level once.
    train = _shuffled(rng, [*_column(rng, 8, 4), *_column(rng, 6, 4), "a rare one"])
    new = _column(rng, 6, 4)
    encoder = learner.OneHot(2)
    encoder.fit(train)
    for column in (train, new, new[:1]):
        expect(encoder.transform(column)).close(OneHot(2).fit(train).transform(column))


@check("has the last column for rare levels and for those never seen", sizes=(1, 2, 4))
def rare_and_unseen(learner, rng, size):
    # The level at place k occurs k + 1 times.
    levels = _levels(rng, 6)
    train = _shuffled(rng, [level for place, level in enumerate(levels[:5]) for _ in range(place + 1)])
    new = _shuffled(rng, levels)
    encoder = learner.OneHot(size)
    encoder.fit(train)
    for column in (train, new, levels[5:]):
        expect(encoder.transform(column)).close(OneHot(size).fit(train).transform(column))


@check("tells levels apart that differ in a letter, in its case or in a blank, and takes no text for a sign of its own")
def alike(learner, rng):
    names = ["other", "rare", "unknown", "", "nan", "None", "Ulme", "ulme", "Äsche", "asche"]
    train = _shuffled(rng, [*names, *names, *names[::2], *names[::3], "Asche"])
    new = _shuffled(rng, [*names, "Asche", "unknowns", "unknow", " other", "OTHER", "ulme "])
    encoder = learner.OneHot(2)
    encoder.fit(train)
    for column in (train, new):
        expect(encoder.transform(column)).close(OneHot(2).fit(train).transform(column))


@check("numbers levels by the order that is meant, and knows no number for others")
def order_as_meant(learner, rng):
    order = _levels(rng, 5)
    column = _shuffled(rng, [*order[:-2], *order[:2], *_levels(rng, 1, "not "), order[0].upper(), f" {order[1]}"])
    expect(learner.ordinal(column, order)).close(ordinal(column, order))
    expect(learner.ordinal(order[1:4], order)).close(np.array([1.0, 2.0, 3.0]))


@check("finds an item its place and its sign", sizes=(2, 7, 64))
def one_item(learner, rng, size):
    rows = [{name: level} for name, level in zip(_levels(rng, 8), _levels(rng, 8))]
    expect(learner.hashed(rows, size)).close(hashed(rows, size))


@check("adds up what meets in a column, and tells the same level in two columns apart")
def items(learner, rng):
    names, answers = _levels(rng, 6), ["yes", "no", "weiß nicht", ""]
    rows = [
        {str(name): str(rng.choice(answers)) for name in rng.permutation(names)[: int(rng.integers(1, 7))]}
        for _ in range(12)
    ]
    rows.insert(int(rng.integers(12)), {})
    for width in (1, 3, 4):
        expect(learner.hashed(rows, width)).close(hashed(rows, width))


@check("draws the mean of a level towards the mean of all, the more so the fewer rows it has", sizes=(0, 15, 1))
def shrinks(learner, rng, size):
    train, y, m = _column(rng, 15, 5), _answers(rng, 15), size / 2
    encoder = learner.Target(m)
    encoder.fit(train, y)
    column = _shuffled(rng, sorted(set(train)))
    expect(encoder.transform(column)).close(Target(m).fit(train, y).transform(column))


@check("gives a level that was never seen the mean of all answers")
def unseen(learner, rng):
    train, y = _column(rng, 12, 4), _answers(rng, 12)
    new = [*_levels(rng, 2, "new "), *train[:2]]
    for m in (0.0, 8.0):
        encoder = learner.Target(m)
        encoder.fit(train, y)
        expect(encoder.transform(new)).close(Target(m).fit(train, y).transform(new))


@check("gives a training row a code that nothing of its fold went into", sizes=(0, 5))
def out_of_fold(learner, rng, size):
    train, y, fold, m = _column(rng, 24, 6), _answers(rng, 24), _folds(rng, 24), size / 2
    train[int(rng.integers(24))] = "a level of one row"
    expect(learner.Target(m).fit_transform(train, y, fold)).close(Target(m).fit_transform(train, y, fold))


@check("encodes new rows by all training rows after `fit_transform`")
def afterwards_all(learner, rng):
    train, y, fold, new = _column(rng, 20, 4), _answers(rng, 20), _folds(rng, 20), _column(rng, 6, 5)
    encoder = learner.Target(5.5)
    encoder.fit_transform(train, y, fold)
    expect(encoder.transform(new)).close(Target(5.5).fit(train, y).transform(new))


@check("takes answers that are no yes and no, and of any size")
def other_answers(learner, rng):
    train, fold, new = _column(rng, 18, 4), _folds(rng, 18), _column(rng, 5, 5)
    for y in (rng.normal(-200.0, 50.0, size=18), rng.integers(-9, 99, size=18)):
        encoder = learner.Target(6.5)
        expect(encoder.fit_transform(train, y, fold)).close(Target(6.5).fit_transform(train, y, fold))
        expect(encoder.transform(new)).close(Target(6.5).fit(train, y).transform(new))


@check("returns the encoder from `fit`, which forgets an earlier one")
def again(learner, rng):
    first, second, new = _column(rng, 9, 3, "old "), _column(rng, 20, 6), _column(rng, 5, 5)
    y, other = _answers(rng, 9), _answers(rng, 20)
    for encoder, before, after in (
        (learner.OneHot(2), (first,), (second,)),
        (learner.Target(3.0), (first, y), (second, other)),
    ):
        fitted = encoder.fit(*before)
        returned = "None" if fitted is None else "something else"
        expect(fitted is encoder).is_true("`fit` returns the encoder", f"`fit` returns {returned}, not the encoder")
        encoder.fit(*after)
        reference = OneHot(2) if len(after) == 1 else Target(3.0)
        expect(encoder.transform([*new, *first[:2]])).close(reference.fit(*after).transform([*new, *first[:2]]))
    encoder = learner.Target(3.0)
    encoder.fit(first, y)
    encoder.fit_transform(second, other, _folds(rng, 20))
    expect(encoder.transform([*new, *first[:2]])).close(reference.transform([*new, *first[:2]]))


@check("leaves what it is given as it was")
def arguments(learner, rng):
    train, y, fold = _column(rng, 9, 3), _answers(rng, 9), _folds(rng, 9)
    one_hot, target = learner.OneHot(1), learner.Target(1.0)
    expect(one_hot.fit).leaves_unchanged(train)
    expect(one_hot.transform).leaves_unchanged(train)
    expect(learner.ordinal).leaves_unchanged(train, sorted(set(train), reverse=True))
    expect(learner.hashed).leaves_unchanged([{"a": level, "b": level} for level in train], 3)
    for answers in (y, y.astype(float)):
        expect(target.fit).leaves_unchanged(train, answers)
        expect(target.fit_transform).leaves_unchanged(train, answers, fold)
    expect(target.transform).leaves_unchanged(train)


def _levels(rng, number, start=""):
    """So many different texts, in no order."""
    letters = list("abcdefghijklmnopqrstuvwxyzäöü")
    texts = {start + "".join(rng.choice(letters, size=4)) for _ in range(number + 8)}
    return _shuffled(rng, sorted(texts))[:number]


def _column(rng, rows, number, start="level "):
    """A column of so many levels, each of which a column of as many levels has too."""
    places = [*range(number), *rng.integers(number, size=rows - number)]
    return [f"{start}{'DACBFE'[place]}" for place in _shuffled(rng, places)]


def _answers(rng, rows):
    """Zeros and ones, not half of each."""
    return np.array(_shuffled(rng, [1] * (rows // 3) + [0] * (rows - rows // 3)))


def _folds(rng, rows):
    """Three folds of different sizes, numbered in no order, one of them 0."""
    numbers = _shuffled(rng, [0, *rng.choice(np.arange(3, 30), size=2, replace=False)])
    return np.array(_shuffled(rng, [int(numbers[min(row % 4, 2)]) for row in range(rows)]))


def _shuffled(rng, things):
    return [things[at] for at in rng.permutation(len(things))]
