r'''One round by hand

Work out single rounds of boosting, as the lesson defines them: with scores $F$, residuals $r$, and a rate $\eta$ by which a leaf is multiplied when it is added to $F$. With the log loss,
$F$ is the logarithm of the odds. Numbers need three digits; fractions may stay as they are, but logarithms and powers of $e$ have to be worked out. Paper, a calculator or Python are welcome.
'''

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "What is the residual of each row under this loss, and which rows share a leaf?",
    "A leaf is one number for all of its rows, and it is chosen for the loss: a mean, a median, or first derivative divided by second. Only then comes the rate, once.",
    "With the log loss a leaf is $\\sum r / \\sum p(1 - p)$, and it is added to $\\ln\\frac{p}{1 - p}$. With AdaBoost, rows that are right are multiplied by $e^{-\\alpha}$, rows that are wrong by "
    "$e^{\\alpha}$, and then all are divided by their sum.",
)

RATES = (0.1, 0.2, 0.25, 0.4, 0.5)


@question
def squared_round(rng):
    """A round in the middle: what counts are the scores so far, not the mean."""
    left = int(rng.integers(2, 4))
    n = left + int(rng.integers(2, 4))
    rate = float(rng.choice(RATES))
    while True:
        F = np.where(np.arange(n) < left, *rng.integers(4, 15, size=2)) + rng.integers(0, 2, size=n) * 1.0
        y = (F + rng.integers(-6, 7, size=n)).astype(int)
        r = y - F
        sides = [np.arange(n) < left, np.arange(n) >= left]
        means = [r[side].mean() for side in sides]
        if all(abs(mean) > 0.4 for mean in means) and abs(means[0] - means[1]) > 1:
            break

    def moved(leaves, scale, start=F):
        return start + scale * np.where(sides[0], *leaves)

    sums = [r[side].sum() for side in sides]
    restart = [(y - y.mean())[side].mean() for side in sides]
    return ask.array(
        f"Squared loss, rate {rate:g}. Before a round, with $x$ already sorted:\n\n{_table(x=range(1, n + 1), y=y, F=F)}\n\nThe stump of this round parts the rows at $x \\le {left}.5$. What are the "
        f"scores of the {n} rows after the round?",
        right=moved(means, rate),
        atol=0.005,
        mistakes=[
            (moved(means, rate**2), "The rate is in these twice. Once, where a leaf is added to a score."),
            (moved(means, 1), "The leaves are added whole. By what are they multiplied first?"),
            (F + rate * r, "Each row moves by its own residual. All rows of a leaf move by the same number."),
            (moved(sums, rate), "A leaf is the mean of its residuals, not their sum."),
            (moved(means, -rate), "The scores move away from $y$. What is the sign of a residual?"),
            (moved(restart, rate, y.mean()), "These begin with the mean of $y$. There have been rounds before: begin with $F$."),
            (moved([y[side].mean() for side in sides], rate), "The leaves are means of $y$. A round is fitted to what is left of it."),
            (np.where(sides[0], *(rate * mean for mean in means)), "That is what is added. What are the scores then?"),
        ],
    )


@question
def best_stump(rng):
    """Which threshold, if sides count by their rows; the misconceptions choose another one."""
    while True:
        n = int(rng.integers(5, 7))
        x = np.sort(rng.choice(np.arange(1, 20), size=n, replace=False))
        r = rng.integers(-6, 7, size=n)
        r[-1] -= r.sum()
        parts = [(r[:at], r[at:]) for at in range(1, n)]
        squares = np.array([sum(((side - side.mean()) ** 2).sum() for side in part) for part in parts])
        unweighted = np.array([part[0].var() + part[1].var() for part in parts])
        apart = np.array([abs(part[0].mean() - part[1].mean()) for part in parts])
        best = int(squares.argmin())
        clear = np.sort(squares)[1] - squares.min() > 1 and abs(r).max() < 9
        if clear and best not in (unweighted.argmin(), apart.argmax()):
            break
    thresholds = (x[:-1] + x[1:]) / 2
    return ask.number(
        f"Residuals of a round:\n\n{_table(x=x, r=r)}\n\nA stump is fitted to them by least squares; its threshold is halfway between two neighbouring values. At which threshold?",
        right=float(thresholds[best]),
        rtol=0.0,
        mistakes=_first_of_equals(
            [
                (unweighted.argmin(), "There, the mean squares of both sides have the smallest sum: a side of one row counts as much as all the rest. Add up squares, not their means."),
                (apart.argmax(), "There, the two means are furthest apart. How many rows gain by that?"),
                (n // 2 - 1, "That parts the rows into halves. What is the sum of squares of each side, from its own mean?"),
                (abs(np.diff(r)).argmax(), "There, two neighbours differ most. What is the sum of squares of each side, from its own mean?"),
            ],
            thresholds,
        ),
    )


@question
def log_leaf(rng):
    """A leaf of the log loss: a Newton step."""
    while True:
        p = rng.choice([0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.8, 0.9], size=int(rng.integers(3, 6)))
        y = (rng.random(len(p)) < 0.5).astype(int)
        r, weight = y - p, (p * (1 - p)).sum()
        right = r.sum() / weight
        if 0.15 < abs(right) < 4 and len(set(p)) > 2 and 0 < y.sum() < len(y):
            break
    F = np.log(p / (1 - p))
    rate = float(rng.choice(RATES))
    return ask.number(
        f"Log loss. In one leaf of the tree are these rows, with the probabilities they have so far:\n\n{_table(y=y, p=p)}\n\nWhich number does the leaf get, before it is multiplied by the rate of {rate:g}?",
        right=right,
        mistakes=_first_of_equals([
            (r.mean(), "That is the mean of the residuals, the leaf of the squared loss. Divide their sum by the second derivative of the loss."),
            (rate * right, "The rate is in it already. It was to be the leaf before that."),
            (-right, "The leaf has to move the scores towards $y$."),
            (r.sum(), "That is the sum of the residuals. It is divided by what the rows' $p(1 - p)$ add up to."),
            (np.mean(r / (p * (1 - p))), "A mean of quotients: each row takes a step of its own. One step for all is the quotient of the sums."),
            (r.sum() / p.sum(), "Divided by the sum of the $p$. The second derivative of the log loss is $p(1 - p)$."),
            ((y - F).mean(), "$F$ is a logarithm of odds, and taken from $y$ it gives no residual. What is predicted for a row?"),
            (math.log(y.mean() / (1 - y.mean())), "That is the start of a model that has only these rows. The leaf adds to scores that are there."),
        ]),
    )


@question
def new_probability(rng):
    """From one probability to the next, by way of the odds."""
    while True:
        p = float(rng.choice([0.1, 0.2, 0.25, 0.3, 0.6, 0.7, 0.75, 0.8, 0.9]))
        leaf = float(rng.integers(-16, 17)) / 4
        rate = float(rng.choice(RATES))
        if 0.25 < abs(rate * leaf) < 1.7 and rate * abs(leaf) * (1 - rate) > 0.15:
            break
    F = math.log(p / (1 - p))
    return ask.number(
        f"Log loss. So far a row has the probability {p:g}. In the next round it falls into a leaf whose number is {leaf:g}, and the rate is {rate:g}. What is its probability after the round?",
        right=_sigmoid(F + rate * leaf),
        mistakes=_first_of_equals([
            (p + rate * leaf, "Leaves are added to scores, and a probability is none. What is the score of this row?"),
            (p + rate * leaf * p * (1 - p), "That is what a very small step would do. The score moves by the whole of it."),
            (_sigmoid(F + rate**2 * leaf), "The rate is in it twice."),
            (_sigmoid(F + leaf), "The leaf was added whole: where is the rate?"),
            (F + rate * leaf, "That is the score, the logarithm of the odds. What is the probability?"),
            (_sigmoid(rate * leaf), "It begins with a score of 0. Which score has a probability of so much?"),
            (_sigmoid(p + rate * leaf), "The leaf was added to the probability, and the sum taken for a score. Which score belongs to this probability?"),
            (_sigmoid(F - rate * leaf), "A positive leaf makes a 1 more probable, a negative one less."),
        ]),
    )


@question
def median_leaf(rng):
    """The absolute loss: signs choose the tree, a median fills the leaf."""
    while True:
        n = int(rng.choice([3, 5]))
        F = rng.integers(2, 12, size=n)
        y = F + rng.integers(-7, 8, size=n)
        y[int(rng.integers(n))] += 20
        gaps = y - F
        rate = float(rng.choice(RATES))
        right = rate * float(np.median(gaps))
        if len(set(gaps.tolist())) == n and right and 0 not in gaps and abs(np.median(y) - np.median(F) - np.median(gaps)) > 0.5:
            break
    return ask.number(
        f"The loss is $\\lvert y - F \\rvert$, and the rate {rate:g}. In one leaf of the tree are these rows:\n\n{_table(y=y, F=F)}\n\nBy how much do their scores move in this round?",
        right=right,
        rtol=0.005,
        mistakes=_first_of_equals([
            (np.median(gaps), "That is the leaf. By what is it multiplied when it is added?"),
            (rate**2 * np.median(gaps), "The rate is in it twice."),
            (rate * gaps.mean(), "That is the mean of the differences, which one row far out pulls along. Which number has the smallest sum of absolute distances from them?"),
            (rate * np.sign(gaps).mean(), "The signs are the residuals, to which the tree is fitted. The leaf is then chosen for the loss itself."),
            (rate * (np.median(y) - np.median(F)), "A difference of two medians is not the median of the differences."),
            (rate * np.sign(np.median(gaps)), "The signs are the residuals, to which the tree is fitted. The leaf is then chosen for the loss itself."),
            (rate * np.median(abs(gaps)), "The median of the differences, with their signs."),
        ]),
    )


@question
def rounds_to_go(rng):
    """What is left of a residual when a leaf is added again and again: (1 - rate) to the number of rounds."""
    while True:
        rate = float(rng.choice([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4]))
        gap, part = int(rng.integers(10, 60)), int(rng.integers(2, 31))
        exact = math.log(part / 100) / math.log(1 - rate)
        if 0.06 < exact % 1 < 0.94 and exact > 2.2:
            break

    def rounds(left):
        return math.ceil(math.log(part / 100) / math.log(left))

    return ask.number(
        f"Squared loss, rate {rate:g}. Some rows, with the same $y$ each, share a leaf in every round, and nobody else is in it. At the start their residual is {gap}. After how many rounds is it below "
        f"{gap * part / 100:g} for the first time?",
        right=math.ceil(exact),
        mistakes=_first_of_equals([
            (rounds(1 - rate**2), "That is with the rate applied twice in each round."),
            (math.ceil((1 - part / 100) / rate), "It would be so if each round took away the same amount. Of what does it take its part?"),
            (math.floor(exact), "One too few: it is not below yet."),
            (math.ceil(exact) + 1, "One too many: the start is not a round."),
            (1, "One round would be enough at a rate of 1. What does this rate leave of the residual?"),
            (rounds(rate), "The rate is what is taken away. What is left?"),
        ]),
    )


@question
def vote_of_a_stump(rng):
    _, _, w, wrong, error = _weighted(rng)
    y, h = _answers(rng, wrong)
    rows = len(w)
    return ask.number(
        f"AdaBoost. A stump answers $h$ on rows with weights $w$:\n\n{_table(y=y, h=h, w=w)}\n\nWhat is its vote $\\alpha$?",
        right=math.log((1 - error) / error) / 2,
        mistakes=_first_of_equals([
            (math.log((1 - error) / error), "Twice the vote: it is half of the logarithm."),
            (math.log(error / (1 - error)) / 2, "Upside down: a stump that is mostly right gets a positive vote."),
            (math.log((rows - wrong.sum()) / wrong.sum()) / 2, "That is with the share of rows that are wrong. Rows count by their weights."),
            (error, "That is the weight of the rows that it gets wrong. What is the vote made of it?"),
            (1 - error, "That is the weight of the rows that it gets right. What is the vote made of it?"),
            ((1 - error) / error, "The logarithm is missing, and its half."),
        ]),
    )


@question
def new_weights(rng):
    _, _, w, wrong, error = _weighted(rng)
    y, h = _answers(rng, wrong)
    alpha = math.log((1 - error) / error) / 2
    raw = w * np.exp(np.where(wrong, alpha, -alpha))
    other = w * np.exp(np.where(wrong, -alpha, alpha))
    double = w * np.exp(2 * np.where(wrong, alpha, -alpha))
    signs = w * np.exp(-alpha * h)
    share = wrong.mean()
    counted = w * np.where(wrong, 1, share / (1 - share))
    even = np.exp(np.where(wrong, alpha, -alpha))
    return ask.array(
        f"AdaBoost. A stump answers $h$ on rows with weights $w$:\n\n{_table(y=y, h=h, w=w)}\n\nWhat are the weights of the {len(w)} rows for the next stump?",
        right=raw / raw.sum(),
        atol=0.001,
        mistakes=[
            (raw, "These do not add up to 1 yet."),
            (other / other.sum(), "The rows that were right have become heavier. Which ones should the next stump look at?"),
            (double / double.sum(), "The vote is in them twice: with $\\alpha = \\frac12 \\ln(\\ldots)$, a wrong row is multiplied by $e^{\\alpha}$. The half belongs to it."),
            (counted / counted.sum(), "The vote was made of the number of wrong rows. Rows count by their weights."),
            (even / even.sum(), "The old weights are lost: they are multiplied, not replaced."),
            (signs / signs.sum(), "Rows are told apart by the stump's answer. It is answer and $y$ together that say whether it is wrong."),
            (w, "They are as they were. What does it mean for a row that the stump got it wrong?"),
        ],
    )


@question
def kept_round(rng):
    """Held losses, a patience, and which round is gone back to."""
    while True:
        patience = int(rng.integers(2, 5))
        best = int(rng.integers(3, 7))
        falling = np.sort(rng.choice(np.arange(520, 690), size=best + 1, replace=False))[::-1]
        losses = falling.copy()
        at = int(rng.integers(1, best - 1))
        losses[at], losses[at + 1] = losses[at + 1], losses[at]  # a rise before the lowest, which patience outlives
        lowest = losses[-1]
        waiting = lowest + rng.choice(np.arange(1, 60), size=patience, replace=False)
        later = lowest - rng.integers(5, 40)
        losses = np.array([*losses, *waiting, later, later + 9])
        first_rise = int(np.flatnonzero(np.diff(losses) > 0)[0])
        if first_rise + 1 < best:
            break
    shown = ", ".join(f"{loss / 1000:.3f}" for loss in losses)
    return ask.number(
        f"With all rounds there are, the loss on held rows after 0, 1, 2, … rounds would be\n\n{shown}.\n\nTraining stops as soon as {patience} rounds in a row have not been lower than the lowest before them, and goes back to the "
        "lowest so far. Of how many rounds is the model made in the end?",
        right=best,
        mistakes=_first_of_equals([
            (best + patience, "That is where it stops. The rounds in which it waited were of no use."),
            (best + patience + 1, "That is the lowest of all. Nobody gets to see it: where does training stop?"),
            (best + 1, "One too many: the first of these is the loss before any round."),
            (best - 1, "One too few: the first of these is the loss after 0 rounds."),
            (first_rise, "There it rises for the first time. How many such rounds does the patience allow?"),
            (len(losses) - 1, "Those are all rounds there are. When does the patience end?"),
        ]),
    )


def _sigmoid(F):
    return 1 / (1 + math.exp(-F))


def _weighted(rng):
    """Weights that add up to 1, as sixteenths and twentieths, and the rows that are wrong; rows weigh differently."""
    while True:
        rows = int(rng.integers(5, 7))
        parts = rng.integers(1, 7, size=rows)
        total = int(rng.choice([16, 20]))
        wrong = rng.permutation(rows) < int(rng.integers(1, 3))
        if parts.sum() == total and len(set(parts.tolist())) > 2 and 0.1 < parts[wrong].sum() / total < 0.45:
            w = parts / total
            if abs(wrong.mean() - w[wrong].sum()) > 0.03:
                return parts, total, w, wrong, float(w[wrong].sum())


def _answers(rng, wrong):
    """Truths and answers of -1 and 1; both truths occur."""
    while True:
        y = rng.choice([-1, 1], size=len(wrong))
        if abs(y.sum()) < len(y) - 1:
            return y, np.where(wrong, -y, y)


def _table(**columns):
    """Lines of a table in Markdown, one for each quantity."""
    lines = [f"| ${name}$ | " + " | ".join(f"{value:g}" for value in values) + " |" for name, values in columns.items()]
    return "\n".join([lines[0], "|" + " --- |" * (len(next(iter(columns.values()))) + 1), *lines[1:]])


def _first_of_equals(mistakes, names=None):
    """Foreseen replies in plain numbers; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        found.setdefault(round(float(value if names is None else names[int(value)]), 9), sentence)
    return found
