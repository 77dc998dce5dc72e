r"""The best first question

A tree asks the question that gains most. Which is it, and what does it gain? The tables are small enough for paper and a
calculator; Python is welcome. Gini impurity is $1 - \sum_k p_k^2$, entropy is in bits, and a variance divides by the number of rows.
A threshold lies midway between two neighbouring values, and who is at most at the threshold goes left.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "How many of the rows go to each side, and should a side of two rows count as much as one of twenty?",
    "The gain is the impurity before, minus the impurity of every side times its share of the rows that were there before.",
    "For thresholds, write the rows in the order of the column and move one row at a time from the right to the left. For a category, "
    "ask which values of it can stand on one side together.",
)


@question(times=2)
def how_impure(rng):
    kinds = int(rng.integers(2, 5))
    counts = _uneven(rng, kinds, 1, 10)
    in_bits = bool(rng.integers(2))
    listed = ", ".join(f"{count} {name}" for count, name in zip(counts, ("red", "white", "sparkling", "sweet")))
    shares = counts / counts.sum()
    text = f"A node holds these bottles: {listed}. What is its {'entropy' if in_bits else 'Gini impurity'}?"
    nats = _entropy(counts) * np.log(2)
    wrong = [(1 - shares.max(), "That is the share of errors if everybody is given the most frequent label.")]
    if in_bits:
        wrong += [
            (nats, "That is with the natural logarithm. Bits are counted by another one."),
            (-_entropy(counts), "Logarithms of shares are negative, and the entropy has a minus in front of them."),
            (_gini(counts), "That is the Gini impurity. Entropy weighs the logarithm of each share with the share."),
            (np.log2(kinds), "So much it would be if all kinds were equally frequent."),
        ]
    else:
        wrong += [
            (1 - _gini(counts), "That is the chance that two bottles, drawn one after the other, are of the same kind."),
            (_entropy(counts), "That is the entropy in bits. For Gini, square the shares."),
            (1 - 1 / kinds, "So much it would be if all kinds were equally frequent."),
        ]
    return ask.number(text, right=(_entropy if in_bits else _gini)(counts), mistakes=wrong)


@question
def what_it_gains(rng):
    measure, name = ((_gini, "Gini impurity"), (_entropy, "entropy"))[int(rng.integers(2))]
    other = _entropy if measure is _gini else _gini
    while True:
        left, right = rng.integers(1, 6, size=2), rng.integers(2, 22, size=2)
        gain = _gain(measure, left, right)
        plain = measure(left + right) - (measure(left) + measure(right)) / 2
        if right.sum() > 2 * left.sum() and gain > 0.03 and abs(plain - gain) > 0.02:
            break
    sides = list(zip(("left", "right"), (left, right)))
    if rng.integers(2):
        sides = [("left", right), ("right", left)]
    rows = "\n".join(f"| {side} | {counts[0]} | {counts[1]} |" for side, counts in sides)
    text = f"A question parts the rows of a node like this:\n\n| side | yes | no |\n| --- | --- | --- |\n{rows}\n\nWhat does it gain, in {name}?"
    return ask.number(
        text,
        right=gain,
        mistakes=[
            (plain, "Both sides were counted alike. They hold different numbers of rows."),
            (measure(left + right) - gain, "That is the impurity that is left. The gain is what it is less than before."),
            (measure(left + right), "That is the impurity before the question. What is left of it on the two sides?"),
            (measure(left) + measure(right), "Impurities of sides were added up. Weigh them, and compare with the impurity before."),
            (_gain(other, left, right), f"That is the gain in {'entropy' if measure is _gini else 'Gini impurity'}."),
        ],
    )


@question
def where_to_cut(rng):
    while True:
        x = np.cumsum(rng.integers(2, 9, size=8)) + int(rng.integers(3, 12))
        yes = rng.random(8) < 0.45
        if not 3 <= yes.sum() <= 5:
            continue
        gains = _gains(_gini_of, x, yes)
        unweighted = [-_gini_of(yes[: k + 1]) - _gini_of(yes[k + 1 :]) for k in range(7)]
        errors = [-_errors(yes[: k + 1]) - _errors(yes[k + 1 :]) for k in range(7)]
        best, plain = int(np.argmax(gains)), int(np.argmax(unweighted))
        if _is_alone(gains) and _is_alone(unweighted) and best != plain:
            break
    middle = (x[1:] + x[:-1]) / 2
    wrong = [
        (middle[plain], "This is best if both sides count alike. A side of one row is always pure: how much should it count?"),
        (float(x[best]), "These are the right sides. Where between its two neighbours is the threshold asked to lie?"),
        (float(x[best + 1]), "These are the right sides. Where between its two neighbours is the threshold asked to lie?"),
    ]
    wrong += [
        (middle[k], "With this threshold few rows are on the wrong side, but Gini asks how pure the sides are: another gains more.")
        for k in np.flatnonzero(np.isclose(errors, max(errors)))
        if k not in (best, plain)
    ]
    order = rng.permutation(8)
    rows = "\n".join(f"| {x[at]} | {'yes' if yes[at] else 'no'} |" for at in order)
    text = f"Which threshold of `age` gains most, in Gini impurity?\n\n| age | buys |\n| --- | --- |\n{rows}"
    return ask.number(text, right=float(middle[best]), mistakes=wrong)


@question
def beyond_the_last_row(rng):
    while True:
        x = np.cumsum(rng.integers(3, 10, size=6)) + int(rng.integers(10, 30))
        y = np.round(rng.uniform(0.5, 0.9) * x + rng.normal(0, 5, size=6)).astype(int)
        gains = _gains(np.var, x, y)
        best = int(np.argmax(gains))
        last = y[best + 1 :]
        if _is_alone(gains) and len(last) > 1 and y.min() > 5 and abs(last[-1] - last.mean()) > 2:
            break
    asked = int(x[-1] + rng.integers(20, 60))
    slope, offset = np.polyfit(x, y, 1)
    rows = "\n".join(f"| {x[at]} | {y[at]} |" for at in rng.permutation(6))
    text = (
        f"A tree learns prices from these rows. It asks one question, the one that gains most in variance.\n\n| square metres | price |\n"
        f"| --- | --- |\n{rows}\n\nWhat does it reply for {asked} square metres?"
    )
    return ask.number(
        text,
        right=float(last.mean()),
        mistakes=[
            (float(last[-1]), "That is the price of the nearest row. A leaf replies with the mean of all its rows."),
            (slope * asked + offset, "That goes on along a straight line. A leaf has one reply for all that come to it, however far out."),
            (float(y[: best + 1].mean()), "That is the reply of the left leaf."),
            (float(y.mean()), "That is the mean of all rows, before anything is asked."),
            (float(np.median(last)), "That is the median of the leaf. Which number has the smallest mean squared distance?"),
        ],
    )


@question
def a_side_for_each_value(rng):
    names = [str(name) for name in rng.permutation(["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine"])]
    while True:
        sizes = rng.permutation([1] * 5 + [2, 2, 3])
        street = np.repeat(np.arange(8), sizes)
        yes = rng.random(len(street)) < 0.5
        sides = [yes[street == at] for at in range(8)]
        left_over = sum(len(side) / len(yes) * _gini_of(side) for side in sides)
        plain = np.mean([_gini_of(side) for side in sides])
        if 4 <= yes.sum() <= 8 and left_over > 0.1 and abs(plain - left_over) > 0.02:
            break
    before = _gini_of(yes)
    rows = "\n".join(f"| {names[street[at]]} | {'yes' if yes[at] else 'no'} |" for at in rng.permutation(len(yes)))
    text = (
        f"Twelve customers and the streets they live in:\n\n| street | buys |\n| --- | --- |\n{rows}\n\n"
        "A question has a side for each street. What does it gain, in Gini impurity?"
    )
    return ask.number(
        text,
        right=before - left_over,
        mistakes=[
            (before - plain, "All streets were counted alike. They hold different numbers of customers."),
            (before, "Not every street is pure: in some of them there are both yes and no."),
            (left_over, "That is the impurity that is left. The gain is what it is less than before."),
            (0, "The name of a street may tell nothing about new customers. On the rows it was chosen by, the question gains a lot."),
        ],
    )


@question
def names_as_numbers(rng):
    towns = sorted(str(name) for name in rng.choice(_TOWNS, size=int(rng.integers(6, 9)), replace=False))
    n = len(towns)
    while True:
        chosen = rng.random(n) < 0.5
        runs, alone = 1 + int((chosen[1:] != chosen[:-1]).sum()), 1 + int(min(chosen.sum(), n - chosen.sum()))
        if 2 <= chosen.sum() <= n - 2 and runs != alone and runs > 2:
            break
    as_codes = bool(rng.integers(2))
    coded = ", ".join(f"{town} {code}" for code, town in enumerate(towns))
    buying = ", ".join(str(town) for town in rng.permutation(np.array(towns)[chosen]))
    stored = (
        f"The town is stored as one column of numbers: {coded}."
        if as_codes
        else f"The town is stored as a column of zeros and ones for each of {', '.join(towns)}."
    )
    text = (
        f"Customers from these towns buy, and no others do: {buying}. {stored} A tree asks whether one column is at most some threshold, as often as it "
        "likes. How many leaves has the smallest tree that is right about everybody?"
    )
    one_column = "One question parts the numbers at one place. Where, along the numbers, do those who buy and those who do not change places?"
    many_columns = "One question takes out one town. How many have to be taken out until the others are all alike?"
    wrong = [
        (alone if as_codes else runs, one_column if as_codes else many_columns),
        (n, "A leaf for each town will do. Which towns can share one?"),
        (2, "Two leaves are one question. Which question has all those who buy on one side?"),
        ((runs if as_codes else alone) - 1, "So many questions are needed. A tree has one leaf more than questions."),
    ]
    return ask.number(text, right=runs if as_codes else alone, mistakes=wrong)


@question
def what_a_limb_is_worth(rng):
    while True:
        leaves = rng.integers(0, 9, size=(3, 2)) + np.array([[3, 0], [0, 2], [1, 1]])[rng.permutation(3)]
        node, n = leaves.sum(axis=0), int(rng.integers(6, 13)) * 10
        gained = (_times(node) - sum(_times(leaf) for leaf in leaves)) / n
        if gained > 0.02 and n > node.sum() + 20:
            break
    rows = "\n".join(f"| {name} | {leaf[0]} | {leaf[1]} |" for name, leaf in zip("PQR", leaves))
    text = (
        f"A tree of {n} rows has a limb that ends in three leaves:\n\n| leaf | yes | no |\n| --- | --- | --- |\n{rows}\n\n"
        r"A tree costs the Gini impurity of its leaves, each weighted by its share of all rows, and $\alpha$ for each leaf. "
        r"At which $\alpha$ does it cost the same to keep this limb and to make one leaf of it?"
    )
    return ask.number(
        text,
        right=gained / 2,
        mistakes=[
            (gained / 3, "Three leaves go, and one comes. How many fewer are there?"),
            (gained, "So much impurity the limb takes away. How many leaves beyond the first does it cost?"),
            (gained * n / node.sum() / 2, "Shares are of all rows of the tree, not of those that come to this limb."),
            (gained * n / 2, "Rows were counted. Weigh each leaf with its share of all rows."),
            (
                (_gini(node) - sum(_gini(leaf) for leaf in leaves) / 3) / 2,
                "All leaves were counted alike. Weigh each with its share of all rows.",
            ),
        ],
    )


_TOWNS = ["Arles", "Basel", "Cadiz", "Delft", "Essen", "Faro", "Ghent", "Hull", "Izola", "Jaca", "Kiel", "Lyon", "Metz", "Namur"]


def _uneven(rng, kinds, low, high):
    while True:
        counts = rng.integers(low, high, size=kinds)
        if counts.max() >= 2 * counts.min():
            return counts


def _gini(counts):
    shares = np.asarray(counts) / np.sum(counts)
    return float(1 - (shares**2).sum())


def _entropy(counts):
    shares = np.asarray(counts)[np.asarray(counts) > 0] / np.sum(counts)
    return float(-(shares * np.log2(shares)).sum())


def _gini_of(yes):
    return _gini([yes.sum(), len(yes) - yes.sum()])


def _errors(yes):
    return min(yes.sum(), len(yes) - yes.sum())


def _times(counts):
    """Gini impurity times the number of rows."""
    return _gini(counts) * np.sum(counts)


def _gain(measure, left, right):
    n = np.sum(left) + np.sum(right)
    return measure(left + right) - (measure(left) * np.sum(left) + measure(right) * np.sum(right)) / n


def _gains(measure, x, y):
    """What each threshold along the sorted `x` gains."""
    n = len(x)
    return [measure(y) - (k * measure(y[:k]) + (n - k) * measure(y[k:])) / n for k in range(1, n)]


def _is_alone(values):
    """Whether the largest is larger than all others by a margin."""
    first, second = np.sort(values)[[-1, -2]]
    return first > second + 0.02 * abs(first) + 1e-9
