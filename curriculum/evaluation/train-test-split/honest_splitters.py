r"""Honest splitters

A hospital keeps a list of X-ray pictures: the id of each picture, what was found on it, whose it is. Write the three splits that its
models are tested with. Each returns a pair `(train, test)` of lists or arrays of positions, counted from 0, each in any order. Every
position is on exactly one side.

- `random_split(ids, share, seed)` draws rows. `ids` holds a text for each row, all different.
- `stratified_split(ids, classes, share, seed)` draws rows from each class separately. `classes` holds the class of each row, a text.
- `grouped_split(groups, share, seed)` draws whole groups: all rows of a patient are on one side. `groups` holds the patient of each
  row, a text.

All arguments but the last two are NumPy arrays of one length; `share` lies between 0 and 1; `seed` is a whole number from 0 to a million.

- **How many.** Of `n` rows, of the `n` rows of a class, or of `n` different groups, `share * n` are tested, rounded to the nearest whole
  number (halves do not occur), but at least 1 and at most `n - 1`. What there is only one of is for training.
- **Which.** Each is drawn for itself: all have the same chance, whatever their size or place, and neighbours are not drawn together
  more often than others. Another seed draws anew.
- **Again.** The same seed gives the same split, today and tomorrow, whatever was drawn in between, and *in whatever order the rows
  come*: the same ids, or the same patients, are tested again. For this, `random_split` and `stratified_split` go by the ids.

What is passed in stays as it is. Any library of the kit may be used.

```python
ids = np.array(["p7", "p2", "p9", "p4"])
train, test = random_split(ids, 0.25, 7)
len(train), len(test)                                                      # (3, 1)
ids[test] == ids[::-1][random_split(ids[::-1], 0.25, 7)[1]]                # [True]
train, test = stratified_split(ids, np.array(["ok", "ok", "mass", "ok"]), 0.4, 7)
len(train), len(test)                                                      # (3, 1)
train, test = grouped_split(np.array(["Ida", "Bo", "Ida", "Ida"]), 0.5, 7)
sorted([len(train), len(test)])                                            # [1, 3]
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import afterwards, altered, answer, check, expect, helper, hints, mistake

hints(
    "Which thing is drawn in each of the three: a row, a row of a class, a group? And of what should the draw not depend?",
    "A generator with a seed draws the same *places* again. What has to be done to the ids, or to the names of the groups, before places mean "
    "the same thing tomorrow?",
    "Sort what is to be drawn from, then permute it with a generator of your own and cut off the first few; `np.isin` and `np.flatnonzero` "
    "make positions of them. One such function serves all three.",
)

afterwards(
    """`sklearn.model_selection.train_test_split` draws rows by position: sort the table by its id first. Its `stratify=` rounds the
classes together, so that the whole test has the right size, and refuses classes of one row. Whole groups are `GroupShuffleSplit`;
`StratifiedGroupKFold` tries to keep classes in proportion as well. Where the table grows every day, people go one step further and
decide by a hash of the id (`zlib.crc32`), which leaves old rows on their side when new ones arrive; the share is then only about
right."""
)


@helper
def _drawn(things, share, seed):
    """Which of the different `things` are tested."""
    things = np.unique(things)
    count = min(max(round(share * len(things)), 1), len(things) - 1)
    return np.random.default_rng(seed).permutation(things)[:count]


@helper
def _sides(tested):
    return np.flatnonzero(~tested), np.flatnonzero(tested)


@answer
def random_split(ids: np.ndarray, share: float, seed: int) -> tuple:
    """Return positions for training and for the test; rows are drawn."""
    return _sides(np.isin(ids, _drawn(ids, share, seed)))


@answer
def stratified_split(ids: np.ndarray, classes: np.ndarray, share: float, seed: int) -> tuple:
    """Return positions for training and for the test; rows are drawn from each class."""
    drawn = [_drawn(ids[classes == name], share, [seed, at]) for at, name in enumerate(np.unique(classes))]
    return _sides(np.isin(ids, np.concatenate(drawn)))


@answer
def grouped_split(groups: np.ndarray, share: float, seed: int) -> tuple:
    """Return positions for training and for the test; whole groups are drawn."""
    return _sides(np.isin(groups, _drawn(groups, share, seed)))


@mistake(
    random_split,
    "Nothing is drawn: one end of the list is tested, whatever the seed. Lists are sorted by something more often than not, and then the two "
    "sides are different kinds of rows.",
)
def takes_one_end(ids, share, seed):
    at = np.argsort(ids)
    count = _count(share, len(ids))
    return at[:-count], at[-count:]


@mistake(
    random_split,
    "One run of neighbours is tested, from a place that is drawn. Neighbours in a list are often alike: each row was to be drawn for itself.",
)
def draws_a_block(ids, share, seed):
    at = np.roll(np.argsort(ids), np.random.default_rng(seed).integers(len(ids)))
    count = _count(share, len(ids))
    return at[count:], at[:count]


@mistake(
    random_split,
    "The seed fixes *positions*: when the same rows come in another order, other ids are tested, and rows that were in yesterday's training are in "
    "today's test.",
)
def goes_by_position(ids, share, seed):
    at = np.random.default_rng(seed).permutation(len(ids))
    count = _count(share, len(ids))
    return at[count:], at[:count]


@mistake(
    random_split,
    "The same rows are tested whatever the seed is: the generator has one of its own, and whoever asks for another draw gets the first one again.",
)
def has_its_own_seed(ids, share, seed):
    return random_split(ids, share, 42)


@mistake(
    random_split,
    "Each row is decided on by a coin of its own. That tests the right share on average, and now too many, now too few.",
)
def tosses_a_coin(ids, share, seed):
    tested = np.random.default_rng(seed).random(len(ids)) < share
    tested[np.argsort(ids)] = tested.copy()
    return np.flatnonzero(~tested), np.flatnonzero(tested)


@mistake(random_split, "The ids that were passed in are in another order afterwards: `shuffle` and `sort` work on the array itself.")
def shuffles_in_place(ids, share, seed):
    known = ids.copy()
    ids.sort()
    np.random.default_rng(seed).shuffle(ids)
    tested = np.isin(known, ids[: _count(share, len(ids))])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


@mistake(random_split, "What comes back are ids; asked for are positions, which any column of the table can be cut by.")
def returns_ids(ids, share, seed):
    train, test = random_split(ids, share, seed)
    return ids[train], ids[test]


@mistake(random_split, "The two sides are exchanged: `share` is what is tested, and the training part comes first.")
def exchanges_the_sides(ids, share, seed):
    return random_split(ids, share, seed)[::-1]


@mistake(
    stratified_split,
    "Classes are not looked at: a rare one has all its rows on one side sooner or later, and none of them on the other.",
)
def ignores_classes(ids, classes, share, seed):
    return random_split(ids, share, seed)


@mistake(
    stratified_split,
    "The counts are cut off after the point instead of rounded, class by class: small classes lose the most by that.",
)
def rounds_down(ids, classes, share, seed):
    return _by_class(ids, classes, seed, lambda n: min(max(int(share * n), 1), n - 1))


@mistake(
    stratified_split,
    "Counts are rounded and nothing more: a class of few rows can have none in the test, or all of them, and a class of a single row has nobody to "
    "learn from.",
)
def loses_rare_classes(ids, classes, share, seed):
    return _by_class(ids, classes, seed, lambda n: round(share * n))


@mistake(stratified_split, "A class of one row is tested without any row to learn it from. There is only one side for it to be on.")
def tests_the_only_one(ids, classes, share, seed):
    return _by_class(ids, classes, seed, lambda n: max(min(round(share * n), n - 1), 1))


@mistake(
    stratified_split,
    "As many rows are drawn from each class as from every other. The test has other proportions now than the list, and so than new pictures will have.",
)
def as_many_of_each(ids, classes, share, seed):
    smallest = min(np.unique(classes, return_counts=True)[1])
    return _by_class(ids, classes, seed, lambda n: min(_count(share, smallest), n - 1))


@mistake(
    stratified_split,
    "The rows of each class are drawn by position, so that another order of the list tests other pictures. What is it that a row keeps wherever it "
    "stands?",
)
def draws_positions_of_each_class(ids, classes, share, seed):
    train, test = [], []
    for at, name in enumerate(np.unique(classes)):
        rows = np.random.default_rng([seed, at]).permutation(np.flatnonzero(classes == name))
        count = _count(share, len(rows))
        train.extend(rows[count:].tolist())
        test.extend(rows[:count].tolist())
    return train, test


@mistake(grouped_split, "One patient is on both sides: rows were drawn, as if each picture came from somebody else.")
def draws_rows(groups, share, seed):
    at = np.random.default_rng(seed).permutation(np.argsort(groups, kind="stable"))
    count = _count(share, len(groups))
    return at[count:], at[:count]


@mistake(
    grouped_split,
    "Whoever has many pictures is tested more often: the draw is among rows, of which such a patient has many. Among what should it be?",
)
def prefers_large_groups(groups, share, seed):
    drawn = pd.unique(np.random.default_rng(seed).permutation(np.sort(groups)))
    tested = np.isin(groups, drawn[: _count(share, len(drawn))])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


@mistake(
    grouped_split,
    "Patients are drawn until a share of the *rows* is reached. It is the patients that are counted: one with many pictures would be half a test.",
)
def counts_rows(groups, share, seed):
    names, sizes = np.unique(groups, return_counts=True)
    at = np.random.default_rng(seed).permutation(len(names))
    count = int(np.searchsorted(np.cumsum(sizes[at]), share * len(groups))) + 1
    tested = np.isin(groups, names[at[: min(count, len(names) - 1)]])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


@mistake(
    grouped_split,
    "Patients are numbered in the order in which they turn up (as `pd.unique` and dictionaries do), and drawn by number. Another order of rows makes "
    "other numbers.",
)
def numbers_by_appearance(groups, share, seed):
    names = np.random.default_rng(seed).permutation(pd.unique(groups))
    tested = np.isin(groups, names[: _count(share, len(names))])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


no_single_group = mistake(
    grouped_split, "Where all rows are one patient's, they are all tested, and nothing is left to learn from. One group has one side."
)(altered({"_drawn(groups, share, seed)": "(_drawn(groups, share, seed) if len(set(groups)) > 1 else groups)"}))


@check("puts every row on one side, as many as asked for in the test")
def sizes_of_random(learner, rng):
    for n in (4, int(rng.integers(10, 40)), int(rng.integers(60, 90))):
        ids, share = _ids(rng, n), _share(rng, [n])
        _, test = _parts(learner.random_split(ids, share, _seed(rng)), n)
        expect(len(test)).equals(_count(share, n))
    for share, count in ((0.03, 1), (0.97, 8)):
        _, test = _parts(learner.random_split(_ids(rng, 9), share, _seed(rng)), 9)
        expect(len(test)).equals(count)


@check("tests rows of each class in proportion, and keeps rare ones on both sides")
def sizes_of_stratified(learner, rng):
    for share in (0.2, 0.45, 0.78):
        sizes = [n for n in [int(rng.integers(30, 60)), *range(2, 15)] if _clear(share, n)] + [1]
        classes = _repeated(rng, sizes)
        ids = _ids(rng, len(classes))
        _, test = _parts(learner.stratified_split(ids, classes, share, _seed(rng)), len(classes))
        names = np.unique(classes)
        tested = {str(name): int((classes[test] == name).sum()) for name in names}
        expect(tested).equals({str(name): _count(share, int((classes == name).sum())) for name in names})


@check("keeps all rows of a group on one side, as many groups as asked for")
def sizes_of_grouped(learner, rng):
    for count in (2, int(rng.integers(5, 9)), int(rng.integers(20, 40))):
        share = _share(rng, [count])
        groups = _repeated(rng, rng.integers(1, 12, size=count))
        train, test = _parts(learner.grouped_split(groups, share, _seed(rng)), len(groups))
        expect(sorted({str(name) for name in groups[train]} & {str(name) for name in groups[test]})).equals([])
        expect(len(set(groups[test]))).equals(_count(share, count))
    for _ in range(4):
        groups = _repeated(rng, [40, *[1] * 9])
        _, test = _parts(learner.grouped_split(groups, 0.32, _seed(rng)), len(groups))
        expect(len(set(groups[test]))).equals(3)
    _, test = _parts(learner.grouped_split(np.array(["Ada"] * 5), 0.4, _seed(rng)), 5)
    expect(test).equals([])
    groups = _repeated(rng, [3, 2, 4, 1, 1])
    for share, count in ((0.05, 1), (0.95, 4)):
        _, test = _parts(learner.grouped_split(groups, share, _seed(rng)), len(groups))
        expect(len(set(groups[test]))).equals(count)


@check("gives the same split for the same seed, whatever is drawn in between")
def again(learner, rng):
    seed = _seed(rng)
    for split, columns, _ in _cases(learner, rng):
        first = _parts(split(*columns, 0.3, seed), len(columns[0]))
        split(*columns, 0.3, seed + 1)
        second = _parts(split(*columns, 0.3, seed), len(columns[0]))
        expect([sorted(part) for part in second]).equals([sorted(part) for part in first])


@check("draws anew for another seed, be it the next one")
def another_seed(learner, rng):
    for split, columns, name in _cases(learner, rng):
        seed, n = int(rng.integers(9 * 10**5)), len(columns[0])
        tests = {tuple(sorted(_parts(split(*columns, 0.3, seed + more), n)[1])) for more in (0, 1, 2, 1000, 2**16)}
        expect(len(tests) == 5).is_true(f"five seeds test five different sets of {name}", f"{len(tests)} different ones")


@check("tests the same ids, or the same groups, in whatever order the rows come")
def other_orders(learner, rng):
    for split, columns, name in _cases(learner, rng):
        seed, n = _seed(rng), len(columns[0])
        _, test = _parts(split(*columns, 0.3, seed), n)
        for _ in range(3):
            order = rng.permutation(n)
            moved = [column[order] for column in columns]
            _, same = _parts(split(*moved, 0.3, seed), n)
            expect(sorted({str(it) for it in moved[0][same]})).equals(sorted({str(it) for it in columns[0][test]}))


@check("gives every row, and every group of whatever size, the same chance")
def chances(learner, rng):
    rows = _ids(rng, 14)
    draws = [_parts(learner.random_split(rows, 0.3, _seed(rng)), 14)[1] for _ in range(DRAWS)]
    _alike(np.bincount(np.concatenate(draws).astype(int), minlength=14), 4 / 14)
    classes = _repeated(rng, [9, 5])
    draws = [_parts(learner.stratified_split(rows, classes, 0.4, _seed(rng)), 14)[1] for _ in range(DRAWS)]
    often = np.bincount(np.concatenate(draws).astype(int), minlength=14)
    for name in np.unique(classes):
        size = int((classes == name).sum())
        _alike(often[classes == name], _count(0.4, size) / size)
    groups = _repeated(rng, [1, 1, 1, 1, 2, 2, 3, 60])
    draws = [_parts(learner.grouped_split(groups, 0.25, _seed(rng)), len(groups))[1] for _ in range(DRAWS)]
    firsts = [int(np.flatnonzero(groups == name)[0]) for name in np.unique(groups)]
    _alike(np.bincount(np.concatenate(draws).astype(int), minlength=len(groups))[firsts], 2 / 8)


@check("draws rows, and groups, each for itself and not neighbours together")
def combinations(learner, rng):
    ids = _ids(rng, 30)
    for split, columns, ranks in (
        (learner.random_split, (ids,), np.argsort(np.argsort(ids))),
        (learner.stratified_split, (ids, np.array(["ok"] * 30)), np.argsort(np.argsort(ids))),
        (learner.grouped_split, (ids,), np.argsort(np.argsort(ids))),
    ):
        pairs = [
            int((np.diff(np.sort(ranks[_parts(split(*columns, 0.2, _seed(rng)), 30)[1]])) == 1).sum()) for _ in range(24)
        ]
        # One pair of neighbours among 6 of 30 is what chance makes; a run of 6 has five.
        expect(float(np.mean(pairs))).between(0.2, 1.9)


@check("leaves what it is given as it was")
def unchanged(learner, rng):
    for split, columns, _ in _cases(learner, rng):
        expect(split).leaves_unchanged(*columns, 0.3, _seed(rng))


DRAWS = 40


def _cases(learner, rng):
    """Each split with its columns, and what is drawn in it."""
    classes = _repeated(rng, [40, 17, 6, 2, 1])
    return [
        (learner.random_split, [_ids(rng, 50)], "ids"),
        (learner.stratified_split, [_ids(rng, len(classes)), classes], "ids"),
        (learner.grouped_split, [_repeated(rng, rng.integers(1, 5, size=44))], "groups"),
    ]


def _parts(reply, n):
    """Both sides as lists of positions, of which each is there once."""
    expect(reply).is_a(tuple, list).has_length(2)
    parts = []
    for part in reply:
        expect(part).is_a(list, tuple, np.ndarray, "Series", "Index", range)
        at = list(part)
        whole = all(isinstance(it, (int, np.integer)) and not isinstance(it, bool) for it in at)
        expect(whole).is_true("both sides are positions, whole numbers", f"one side begins with {at[:2]}")
        parts.append([int(it) for it in at])
    expect(sorted(parts[0] + parts[1])).equals(list(range(n)))
    return parts


def _alike(counts, chance):
    """How often each was tested in all draws; five deviations of what chance does."""
    room = 5 * float(np.sqrt(chance * (1 - chance) / DRAWS))
    expect(counts / DRAWS).between(chance - room, chance + room)


def _count(share, n):
    return min(max(round(share * n), 1), n - 1)


def _clear(share, n):
    """No half that could be rounded one way or the other."""
    return abs(share * n % 1 - 0.5) > 0.02


def _share(rng, sizes):
    while True:
        share = round(float(rng.uniform(0.1, 0.6)), 3)
        if all(_clear(share, n) for n in sizes):
            return share


def _seed(rng):
    return int(rng.integers(10**6))


def _ids(rng, n):
    return np.array([f"p{number}" for number in rng.choice(10**5, size=n, replace=False)])


def _repeated(rng, sizes):
    """Names, each as often as its size says, in any order."""
    names = rng.permutation([f"{letter}{number}" for letter in "abcdefg" for number in range(10)])[: len(sizes)]
    return rng.permutation(np.repeat(names, sizes))


def _by_class(ids, classes, seed, count):
    drawn = []
    for at, name in enumerate(np.unique(classes)):
        mine = np.sort(ids[classes == name])
        drawn.extend(np.random.default_rng([seed, at]).permutation(mine)[: count(len(mine))])
    tested = np.isin(ids, drawn)
    return np.flatnonzero(~tested), np.flatnonzero(tested)
