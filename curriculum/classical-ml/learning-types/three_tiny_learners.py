"""Three tiny learners

Three programs, and each is told less than the one before. `X` is an array of shape `(n, d)`: `n` people, `d` numbers
of each. Distances are Euclidean. What is passed in stays as it is.

- `classify(X, labels, new)` is told every answer: `labels` is an array of `n` classes, which are strings or whole
  numbers. It returns an array (or a list) with the class of each row of `new`, which has shape `(m, d)`: the class
  whose mean row is nearest. Of classes that are equally near, it is the one that comes first when they are sorted.
- `regroup(X, centres)` is told no answer, and takes one step of clustering. Each row joins the nearest of the `k`
  rows of `centres`; of equally near ones, that with the lowest number. Then each centre moves to the mean of the rows
  that have joined it. A centre that none has joined stays where it is. It returns two arrays (or lists): for each row
  the number of the centre it joined, counted from 0, and the moved centres, in their order. Numbers, also those in
  `centres`, may be whole or not.
- `explore(pay, actions, rounds, every)` is told only how good its own acts were. In each round it picks one of the
  actions `0` to `actions - 1` and calls `pay(action)`, once: each call is a real visitor, and returns the reward,
  which may be negative and differ from call to call. It begins with each action once, in order. From then on, in a
  round whose number, counted from 1, is divisible by `every`, it picks the action tried least often so far; in other
  rounds that with the highest mean reward so far. Of equals, it is the lowest number. It returns the list of the
  actions it picked. All three numbers are whole and at least 1, and there may be fewer rounds than actions.

```python
X = np.array([[1.0, 0.0], [3.0, 0.0], [9.0, 0.0]])
classify(X, np.array(["bus", "bus", "air"]), np.array([[5.0, 0.0], [6.0, 0.0]]))    # ["bus", "air"]
regroup(X, np.array([[2, 0], [4, 0]]))    # ([0, 0, 1], [[2.0, 0.0], [9.0, 0.0]])
explore(lambda action: [0.2, 0.5][action], actions=2, rounds=6, every=3)    # [0, 1, 0, 1, 1, 0]
```
"""

import numpy as np

from mlestone.proving import afterwards, altered, answer, check, equivalent, expect, helper, hints, mistake

hints(
    "Two of the three need the distances of some rows to some others. Which shape does that table have, and along "
    "which axis is the nearest found?",
    "`np.unique` gives the classes in order, a comparison such as `labels == one` picks the rows of one class, and "
    "`argmin` returns the first of equals. For the third, two lists with one entry for each action are all there is "
    "to remember.",
    "Stretch rows against centres with `None`, square, add up along the last axis. Each mean is one of some rows, or, "
    "for rewards, a sum that is divided by how often the action was tried.",
)

afterwards(
    "scikit-learn calls the first `NearestCentroid().fit(X, labels).predict(new)`. Its `KMeans` repeats the second "
    "until nothing changes, from several starts, and moves a centre that is left alone to a far-off row. The third is "
    "a *bandit*. Most people let chance decide when to explore, with a probability ε; a timetable like this one does "
    "as well and can be checked."
)


@helper
def _squares(rows, centres):
    return ((rows[:, None] - centres) ** 2).sum(axis=2)


@answer
def classify(X: np.ndarray, labels: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Return, for each row of `new`, the class of `labels` whose mean row in `X` is nearest."""
    classes = np.unique(labels)
    means = np.array([X[labels == one].mean(axis=0) for one in classes])
    return classes[_squares(new, means).argmin(axis=1)]


@answer
def regroup(X: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which centre each row joins, and the centres after they have moved to the means of their rows."""
    groups = _squares(X, centres).argmin(axis=1)
    moved = centres.astype(float)
    for group in np.unique(groups):
        moved[group] = X[groups == group].mean(axis=0)
    return groups, moved


@answer
def explore(pay, actions: int, rounds: int, every: int) -> list[int]:
    """Return the actions picked in each round; `pay(action)` is called once a round, and returns a reward."""
    picked = []
    tried, paid = [0] * actions, [0.0] * actions
    for number in range(1, rounds + 1):
        if number <= actions:
            action = number - 1
        elif number % every == 0:
            action = tried.index(min(tried))
        else:
            means = [total / times for total, times in zip(paid, tried)]
            action = means.index(max(means))
        paid[action] += pay(action)
        tried[action] += 1
        picked.append(action)
    return picked


equivalent(
    "np.array([X[labels == one].mean(axis=0) for one in classes]) -> [X[labels == one].mean(axis=0) for one in "
    "classes]",
    "NumPy makes an array of the list when it is subtracted.",
)
equivalent("np.unique(groups) -> groups", "Each centre is moved to the same place several times.")
equivalent("tried[action] += 1 -> tried[action] += 2", "All counts are twice as large, so no order among them changes.")


@mistake(
    classify,
    "Equally near classes are told apart by who comes first in the rows. Put the same people in another order, and "
    "the reply changes; sorted classes do not.",
)
def first_seen(X, labels, new):
    classes = np.array(list(dict.fromkeys(labels.tolist())))
    means = np.array([X[labels == one].mean(axis=0) for one in classes])
    return classes[_squares(new, means).argmin(axis=1)]


@mistake(
    classify,
    "Each new row gets the class of the single nearest row. One stray person then decides for everybody around; what "
    "is to be near is the middle of a whole class.",
)
def asks_the_neighbour(X, labels, new):
    return labels[_squares(new, X).argmin(axis=1)]


numbers_the_classes = mistake(
    classify, "These are positions in a list of classes. What does the caller call the class at that position?"
)(altered({"classes[_squares(new, means).argmin(axis=1)]": "_squares(new, means).argmin(axis=1)"}))


adds_up = mistake(
    classify,
    "The rows of a class are added up, so a class moves away from zero with every person in it. What makes a middle of "
    "a sum?",
)(altered({".mean(axis=0)": ".sum(axis=0)"}))


averages_columns = mistake(
    classify,
    "All numbers of a class run into one mean, whatever column they stand in. A class's middle has as many numbers as "
    "a person.",
)(altered({".mean(axis=0)": ".mean() * np.ones(X.shape[1])"}))


@mistake(
    classify,
    "These distances add up absolute differences, as one walks in a city of blocks. By Pythagoras another class may "
    "be nearer.",
)
def walks_in_blocks(X, labels, new):
    classes = np.unique(labels)
    means = np.array([X[labels == one].mean(axis=0) for one in classes])
    return classes[np.abs(new[:, None] - means).sum(axis=2).argmin(axis=1)]


@mistake(
    regroup,
    "A centre that nobody has joined becomes `nan`: the mean of no rows. Where should it be after the step?",
)
def loses_the_lonely(X, centres):
    groups = _squares(X, centres).argmin(axis=1)
    counts = np.array([(groups == group).sum() for group in range(len(centres))])[:, None]
    sums = np.array([X[groups == group].sum(axis=0) for group in range(len(centres))])
    return groups, np.where(counts == 0, np.nan, sums / np.maximum(counts, 1))


@mistake(
    regroup,
    "A centre that nobody has joined is moved to zero, as if that were a mean. Where should it be after the step?",
)
def sends_the_lonely_to_zero(X, centres):
    groups, moved = regroup(X, centres)
    for group in set(range(len(centres))) - set(groups.tolist()):
        moved[group] = 0
    return groups, moved


@mistake(
    regroup,
    "A centre that nobody has joined is gone, and those after it have another number now. The groups refer to the old "
    "ones.",
)
def drops_the_lonely(X, centres):
    groups, moved = regroup(X, centres)
    return groups, moved[np.unique(groups)]


@mistake(
    regroup,
    "The groups are those by the moved centres: rows have joined, centres have moved, and rows have joined once more. "
    "That is a step and a half.",
)
def joins_again(X, centres):
    moved = regroup(X, centres)[1]
    return _squares(X, moved).argmin(axis=1), moved


keeps_whole_numbers = mistake(
    regroup,
    "Where centres are given as whole numbers, the means are cut off to whole numbers when they are put in their "
    "place. An array holds one kind of numbers: which, after a copy?",
)(altered({"centres.astype(float)": "centres.copy()"}))


moves_what_it_was_given = mistake(
    regroup,
    "The caller's own array of centres has moved too. They may want to know how far the centres went: what is written "
    "into?",
)(altered({"centres.astype(float)": "centres if centres.dtype == float else centres.astype(float)"}))


@mistake(
    regroup,
    "A centre moves while rows are still choosing, so later rows meet other centres than earlier ones. First "
    "everybody joins, then all move.",
)
def moves_at_once(X, centres):
    moved, groups, members = centres.astype(float), [], [[] for _ in centres]
    for row in X:
        groups.append(int(((row - moved) ** 2).sum(axis=1).argmin()))
        members[groups[-1]].append(row)
        moved[groups[-1]] = np.mean(members[groups[-1]], axis=0)
    return np.array(groups), moved


@mistake(
    explore,
    "Every round asks what each of the actions would have paid. Then nothing has to be tried; but each call is a "
    "visitor, and visitors get one offer. Who is told what the others would have brought?",
)
def asks_for_all(pay, actions, rounds, every):
    picked, paid, tried = [], np.zeros(actions), [0] * actions
    for number in range(1, rounds + 1):
        if number <= actions:
            action = number - 1
        elif number % every == 0:
            action = tried.index(min(tried))
        else:
            action = int(np.argmax(paid))
        paid += [pay(one) for one in range(actions)]
        tried[action] += 1
        picked.append(action)
    return picked


counts_the_total = mistake(
    explore,
    "The action with the largest total is picked. Whatever has been tried most often has collected most, and is tried "
    "again. How good is it for each time it was tried?",
)(altered({"total / times for": "total for"}))


remembers_the_last = mistake(
    explore,
    "Only the last reward of each action is remembered, so one lucky visitor is enough. What do all its rewards say "
    "together?",
)(altered({"paid[action] += pay(action)": "paid[action] = pay(action) * (tried[action] + 1)"}))


counts_from_zero = mistake(
    explore, "The rounds that explore come one too early or one too late: from which number are rounds counted?"
)(altered({"number % every == 0": "(number - 1) % every == 0"}))


@mistake(
    explore,
    "The means begin at 0 before anything was tried, so an action whose first rewards are negative looks worse than "
    "one that was never tried, and one with a good first reward is never compared. What are the first rounds for?",
)
def believes_in_zero(pay, actions, rounds, every):
    picked, tried, paid = [], [0] * actions, [0.0] * actions
    for number in range(1, rounds + 1):
        means = [total / max(times, 1) for total, times in zip(paid, tried)]
        action = tried.index(min(tried)) if number % every == 0 else means.index(max(means))
        paid[action] += pay(action)
        tried[action] += 1
        picked.append(action)
    return picked


@mistake(
    explore,
    "Rewards of the rounds that explore are not counted in, so what was tried out is never learned from. Only the "
    "visit was paid for.",
)
def learns_nothing_from_exploring(pay, actions, rounds, every):
    picked, tried = [], [0] * actions
    paid, counted = [0.0] * actions, [0] * actions
    for number in range(1, rounds + 1):
        exploring = number > actions and number % every == 0
        if number <= actions:
            action = number - 1
        elif exploring:
            action = tried.index(min(tried))
        else:
            means = [total / times for total, times in zip(paid, counted)]
            action = means.index(max(means))
        reward = pay(action)
        if not exploring:
            paid[action] += reward
            counted[action] += 1
        tried[action] += 1
        picked.append(action)
    return picked


takes_the_last_of_equals = mistake(
    explore, "Of actions with equal means, the one with the highest number is picked. Which was asked for?"
)(altered({"means.index(max(means))": "max(range(actions), key=lambda one: (means[one], one))"}))


@check("names the class whose middle is nearest", sizes=(2, 3, 5))
def nearest_middle(learner, rng, size):
    X, labels = _people(rng, 6 * size, size)
    new = rng.normal(scale=4.0, size=(12, X.shape[1])) + X.mean(axis=0)
    _same_classes(learner.classify(X, labels, new), classify(X, labels, new))


@check("keeps the classes' own names, whole numbers too, and classes of any size")
def own_names(learner, rng):
    codes = rng.choice(np.arange(-20, 90), size=4, replace=False)
    labels = rng.permutation(np.repeat(codes, [1, 2, 9, 4]))
    middles = dict(zip(codes.tolist(), rng.normal(scale=6.0, size=(4, 3)) + 10, strict=True))
    X = np.array([middles[code] for code in labels.tolist()]) + rng.normal(size=(16, 3))
    new = rng.normal(scale=6.0, size=(15, 3)) + 10
    _same_classes(learner.classify(X, labels, new), classify(X, labels, new))


@check("lets each row join its nearest centre and moves the centres to the means", sizes=(1, 2, 4))
def one_step(learner, rng, size):
    X = rng.normal(scale=3.0, size=(10 * size, 3)) + 5
    centres = X[rng.choice(len(X), size=size, replace=False)]
    _same_step(learner.regroup(X, centres), regroup(X, centres))


@check("tries each action once, then picks the best so far and the least tried in their turns", sizes=(2, 3, 5))
def in_turns(learner, rng, size):
    rewards = rng.normal(size=size)[:, None] + rng.normal(scale=1.5, size=(size, 100))
    for every in (3, 5):
        picked = learner.explore(_payer(rewards), size, 19, every)
        expect(picked).equals(explore(_payer(rewards), size, 19, every))


@check("calls `pay` once a round, with the action it picked")
def one_call_a_round(learner, rng):
    rewards, rounds = rng.normal(size=(4, 200)), int(rng.integers(12, 20))
    pay = expect.counting(_payer(rewards))
    picked = learner.explore(pay, 4, rounds, 5)
    expect(picked).equals(explore(_payer(rewards), 4, rounds, 5))
    expect(pay).called(exactly=rounds)


@check("finds the lesser evil where all rewards are negative, and explores always or never where that is asked")
def negative_rewards(learner, rng):
    rewards = -rng.uniform(1.0, 9.0, size=(3, 1)) - rng.random(size=(3, 200))
    for every in (5, 1, 100):
        picked = learner.explore(_payer(rewards), 3, 14, every)
        expect(picked).equals(explore(_payer(rewards), 3, 14, every))


@check("leaves a centre that nobody joins where it is, under its number")
def lonely_centre(learner, rng):
    X = rng.normal(size=(9, 2))
    centres = np.vstack([X[:2], rng.uniform(50, 60, size=(1, 2)), X[2:3], rng.uniform(-60, -50, size=(1, 2))])
    _same_step(learner.regroup(X, centres), regroup(X, centres))


@check("takes whole numbers too, and finds means between them")
def whole_numbers(learner, rng):
    X = rng.integers(0, 20, size=(11, 2))
    centres = rng.choice(np.arange(20), size=(3, 2), replace=False)
    _same_step(learner.regroup(X, centres), regroup(X, centres))
    labels = np.array(["train", "car", "bus"])[rng.permutation(np.arange(11) % 3)]
    new = rng.integers(0, 20, size=(6, 2)) + 0.37
    _same_classes(learner.classify(X, labels, new), classify(X, labels, new))


@check("breaks ties as was agreed: by sorted classes, lowest numbers")
def ties(learner, rng):
    at, step = rng.integers(-9, 10, size=2), rng.integers(1, 6, size=2)
    around = np.array([[1, 1], [-1, 1], [1, -1], [-1, -1]])
    X = at + 2 * step * np.vstack([around + 4, around - 4])
    for labels in (np.repeat(["b", "a"], 4), np.repeat(["a", "b"], 4), np.repeat([10, 9], 4)):
        _same_classes(learner.classify(X, labels, at[None]), classify(X, labels, at[None]))
    centres = at + step * around[rng.permutation(4)]
    _same_step(learner.regroup(at[None], centres), regroup(at[None], centres))
    level = np.array([0.0, 1.0, 1.0, 0.0, 1.0])[rng.permutation(5), None] * np.ones((1, 200))
    expect(learner.explore(_payer(level), 5, 24, 4)).equals(explore(_payer(level), 5, 24, 4))


@check("stops in time when there are fewer rounds than actions")
def few_rounds(learner, rng):
    rewards = rng.normal(size=(6, 50))
    for rounds in (1, 4, 6):
        expect(learner.explore(_payer(rewards), 6, rounds, 2)).equals(list(range(rounds)))


@check("leaves what it is given as it was")
def arguments(learner, rng):
    X, labels = _people(rng, 8, 2)
    expect(learner.classify).leaves_unchanged(X, labels, X[:3] + 0.5)
    expect(learner.regroup).leaves_unchanged(X, X[:3] + 0.5)


_WAYS = np.array(["train", "car", "bus", "plane", "ferry"])


def _people(rng, n, k):
    """Rows in `k` classes that overlap, each with at least two people."""
    labels = _WAYS[rng.permutation(np.arange(n) % k)]
    middles = dict(zip(_WAYS[:k].tolist(), rng.normal(scale=3.0, size=(k, 4)), strict=True))
    return np.array([middles[way] for way in labels.tolist()]) + rng.normal(scale=2.0, size=(n, 4)), labels


def _payer(rewards):
    """What each call of an action returns, in order; the same for whoever is asked with the same table."""
    calls = [0] * len(rewards)

    def pay(action):
        if action not in range(len(calls)):
            raise ValueError(f"there is no action {action}")
        calls[int(action)] += 1
        return float(rewards[int(action), (calls[int(action)] - 1) % rewards.shape[1]])

    return pay


def _plain(value):
    """Arrays and tuples as lists, however deep: lists are as good an answer."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    return [_plain(part) for part in value] if isinstance(value, (list, tuple)) else value


def _same_classes(got, wanted):
    expect(got).has_length(len(wanted))
    got = [one.item() if isinstance(one, np.generic) else one for one in _plain(got)]
    expect(got).equals(wanted.tolist())


def _same_step(got, wanted):
    expect(got).is_a(tuple, list).has_length(2)
    for mine, theirs in zip(got, wanted, strict=True):
        if isinstance(mine, np.ndarray):
            expect(mine).close(theirs)
        else:
            expect(_plain(mine)).close(theirs.tolist())
