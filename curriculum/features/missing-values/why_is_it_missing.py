r"""Why is it missing?

Tables with gaps, and what is done about them. Shares and means are of so many rows that chance is out of the question,
unless chance is what the question is about. A calculator or Python are welcome.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Whatever is missing in a group, is it like what is there in the same group?",
    "A mean over groups weighs each group by the rows it has. After the gaps are dropped, or filled, which weights are those?",
    "Values that are all filled with one number add nothing to a sum of squared deviations, nor to a sum of products of deviations. And what is "
    "known to lie above all others has a place in the order, even without a value.",
)

RANDOM = "at random: for no reason that has to do with the group or the size"
GROUP = "by group: the share depends on the group, and within a group it is chance"
SIZE = "by their own size: within a group, other values go missing than stay"


@question(times=2)
def reason(rng):
    """The gaps were all measured again, so that nothing has to be guessed."""
    story = _pick(rng, _STORIES)
    why = _pick(rng, (RANDOM, GROUP, SIZE, SIZE))
    shares = _shares(rng, equal=why == RANDOM or (why == SIZE and rng.random() < 0.6))
    means = _spread_means(rng)
    up = int(rng.choice([-1, 1]))
    rows = []
    for share, mean in zip(shares, means):
        n = 100 * int(rng.integers(40, 90))
        missing = round(n * (share + rng.uniform(-0.002, 0.002)))
        again = mean + (up * int(rng.integers(8, 15)) if why == SIZE else 0)
        jitter = rng.uniform(-0.15, 0.15, size=2)
        rows.append((n, missing, mean + jitter[0], again + jitter[1]))
    n, missing, there, again = (np.array(column, dtype=float) for column in zip(*rows))
    rows.append((n.sum(), missing.sum(), np.average(there, weights=n - missing), np.average(again, weights=missing)))
    rows = [
        (name, f"{n:,.0f}", f"{missing:,.0f}", f"{there:.1f}", f"{again:.1f}")
        for name, (n, missing, there, again) in zip((*story["groups"], "all together"), rows)
    ]
    table = _table(
        (
            story["by"],
            "rows",
            "missing",
            f"mean {story['what']} where it is there",
            "where it was missing, measured again",
        ),
        rows,
    )
    sentences = {
        RANDOM: {
            GROUP: "What share of the rows is missing in each group? They are all alike.",
            SIZE: "Compare what was there with what was missing, within one row of the table: do they differ?",
        },
        GROUP: {
            RANDOM: "What share of the rows is missing in each group? They differ too much for chance.",
            SIZE: "All together, the two means differ. Do they within one group, or is it that some groups lost more than others?",
        },
        SIZE: {
            RANDOM: "What was missing has another mean than what was there, in each of the groups.",
            GROUP: "Within a group it would be chance then; but there, what was missing has another mean than what was there.",
        },
    }[why]
    return ask.choice(
        f"{story['told']} All gaps were measured again later:\n\n{table}\n\nWhy were they missing?",
        right=why,
        decoys=sentences,
    )


@question
def mended_mean(rng):
    """By group: each group's mean is right, and only the weights have to be mended."""
    story = _pick(rng, _STORIES)
    rows, total, there = [], 0.0, []
    for group, share, mean in zip(story["groups"], _shares(rng, equal=False), _spread_means(rng)):
        n = 20 * int(rng.integers(2, 30))
        left = n - round(n * share / 5) * 5
        rows.append((group, n, left, mean))
        there.append((n, left, mean))
    n, left, means = (np.array(column, dtype=float) for column in zip(*there))
    right = float(n @ means / n.sum())
    table = _table((story["by"], "rows", "of these not missing", f"mean {story['what']} of these"), rows)
    return ask.number(
        f"{story['told']} Within each group it is chance which ones are missing.\n\n{table}\n\nWhat is the best estimate of the mean "
        f"{story['what']} of all rows?",
        right=right,
        rtol=0.002,
        mistakes=_others(
            right,
            [
                (
                    float(left @ means / left.sum()),
                    "That is the mean of what is left: a group that lost much counts for too little.",
                ),
                (float(means.mean()), "All groups count alike here, however many rows they have."),
                (
                    float((n - left) @ means / (n - left).sum()),
                    "That is weighted by what is missing: it would be the mean of the gaps alone.",
                ),
                (
                    float(left @ means / n.sum()),
                    "The sum of what is left is divided by all rows, as if the gaps were zeros.",
                ),
            ],
        ),
    )


@question
def spread_after_filling(rng):
    deviation = int(rng.integers(4, 40))
    return _after_filling(
        rng, [("standard deviation of the {one}", deviation, 0.5), ("variance of the {one}", deviation**2, 1)]
    )


@question
def relation_after_filling(rng):
    slope = int(rng.integers(12, 95)) / 10
    return _after_filling(
        rng,
        [
            ("correlation of the {one} with the {other}", int(rng.integers(30, 95)) / 100, 0.5),
            ("slope of a regression of the {other} on the {one}", slope, 0),
            ("slope of a regression of the {one} on the {other}", slope, 1),
        ],
    )


def _after_filling(rng, measures):
    """What filling with the mean does to a column: each measure shrinks by a power of the share that is there."""
    percent = int(rng.choice([19, 36, 51, 64, 75, 20, 30, 40, 60]))
    keep = 1 - percent / 100
    one, other = _pick(rng, _PAIRS)
    asked, before, power = _pick(rng, measures)
    asked = asked.format(one=one, other=other)
    text = (
        f"In a very large table, {percent} % of the {one} column are missing at random; nothing is missing of the {other}. Among the rows that "
        f"are complete, the {asked} is {before:g}. The gaps are filled with the mean of the column. What is the {asked} now, in "
        "all rows?"
    )
    right = before * keep**power
    said = {
        0: "Covariance and variance of the column shrink by the same factor. What is left of it in their ratio?",
        0.5: "A variance or a covariance shrinks by the share that is there; what is asked for is not one of these.",
        1: "Deviations of the filled rows are zero, and so are their squares and products. How do their means change?",
    }[power]
    mistakes = [
        (before, "The mean stays as it was, but a share of the rows now lies on one spot."),
        (before * keep, said),
        (before * np.sqrt(keep), said),
        (before * (1 - keep), "That is the share missing; what counts is the share that is there."),
        (before * np.sqrt(1 - keep), "That is the share missing; what counts is the share that is there."),
        (before * keep**2, said),
        (before / keep, "It does not grow: filled rows lie on one spot and add nothing."),
    ]
    return ask.number(text, right=right, mistakes=_others(right, mistakes))


@question
def behind_the_scale(rng):
    """Values above the end of a scale are lost, and known to be above it: the median does not mind."""
    device, what, step = _pick(rng, _METERS)
    n = int(rng.choice([9, 11, 13]))
    lost = int(rng.integers(2, n // 2 - 1))
    values = np.sort(rng.choice(np.arange(10, 60), size=n, replace=False)) * step
    left = values[: n - lost]
    end = int(left[-1] + step * int(rng.integers(1, 4)))
    shown = rng.permutation(np.append(left.astype(object), ["gap"] * lost))
    right = int(values[n // 2])
    mean = left.mean()
    filled = float(np.median(np.append(left, [mean] * lost)))
    text = (
        f"{device} shows {what} up to {end}; whatever is higher comes out as a gap, and nothing else does. In a row: "
        f"{', '.join(str(value) for value in shown)}. What is the median of all {n}?"
    )
    return ask.number(
        text,
        right=right,
        mistakes=_others(
            right,
            [
                (
                    float(np.median(left)),
                    "That is the median of what is left, as if the gaps were not there. But it is known where they lie.",
                ),
                (filled, "The gaps were filled with the mean, in the middle of the others. Where do they belong?"),
                (
                    float(np.median(np.append(left, [0] * lost))),
                    "The gaps are taken for zeros, the lowest of all. They are the highest.",
                ),
                (float(mean), "That is the mean of what is left."),
            ],
        ),
    )


@question(times=2)
def which_come_out_right(rng):
    """Four ways to the mean of all rows, and a reason why values are missing."""
    story = _pick(rng, _STORIES)
    equal_means = rng.random() < 0.35
    why = _pick(rng, (RANDOM, GROUP, GROUP, SIZE))
    groups, what = story["groups"], story["what"]
    few, many = sorted(int(share) for share in rng.choice(np.arange(5, 70, 5), size=2, replace=False))
    limit = _pick(rng, ("above", "below"))
    if why == RANDOM:
        said = f"In each group {few} % of the rows lack the {what}, for no reason but chance."
    elif why == GROUP:
        said = f"Of the {groups[0]}, {many} % lack the {what}, of the others {few} %; within a group it is chance which ones."
    else:
        said = f"The {what} was lost wherever it lay {limit} a certain limit, which it does in {few} % of the rows of each group."
    alike = (
        "In truth, the mean is the same in all groups."
        if equal_means
        else "In truth, the groups have quite different means."
    )
    ways = ["dropping the rows", "filling with the mean of the column", "filling with the mean of the group"]
    allowed = {
        RANDOM: (True, True, True),
        GROUP: (True, True, True) if equal_means else (False, False, True),
        SIZE: (False, False, False),
    }[why]
    options = {
        (True, True, True): "all three",
        (False, False, True): f"only {ways[2]}",
        (False, False, False): "none of them",
        (True, True, False): f"{ways[0]} and {ways[1]}",
        (True, False, False): f"only {ways[0]}",
    }
    sentences = {
        "all three": "Groups that lost more count for less when rows are dropped, and their means differ.",
        f"only {ways[2]}": "Does anything move the mean of the column here? Look at the shares, and at the means of the groups.",
        "none of them": "Within a group it is chance which ones are missing. Whose mean can be trusted, then?",
        f"{ways[0]} and {ways[1]}": "Where these two come out right, is there a reason why the mean of the group should not?",
        f"only {ways[0]}": "A column filled with its mean has that same mean: these two always agree.",
    }
    if why == SIZE:
        sentences["all three"] = (
            "What is missing is not like what is there: how could a mean of what is there be right?"
        )
        sentences[f"only {ways[2]}"] = "Within a group, too, what is there is not like what is missing."
        sentences[f"{ways[0]} and {ways[1]}"] = (
            "These two always agree, but here high values, or low ones, are not there at all."
        )
    right = options[allowed]
    return ask.choice(
        f"{story['told']} {said} {alike} There are very many rows. Wanted is the mean {story['what']} of all of them. Which of these come out "
        f"right, up to chance: {ways[0]}, {ways[1]}, {ways[2]}?",
        right=right,
        decoys={option: sentence for option, sentence in sentences.items() if option != right},
    )


@question
def complete_rows(rng):
    """What `dropna` leaves of a wide table."""
    columns, percent = int(rng.integers(6, 25)), int(rng.integers(2, 9))
    rows = 1000 * int(rng.integers(2, 30))
    there = 1 - percent / 100
    groups = int(rng.integers(2, 5))
    together = bool(rng.integers(2))
    per_device = columns
    columns = columns * groups if together else columns
    how = (
        f"They come from {groups} devices, {per_device} columns each. In each row, every device fails with a chance of {percent} %, each for itself, and "
        f"then all of its {per_device} columns are missing together"
        if together
        else f"In each of them {percent} % are missing, independently of all others"
    )
    right = rows * there ** (groups if together else columns)
    return ask.number(
        f"A table has {rows:,} rows and {columns} columns. {how}. How many rows does `dropna()` leave, on average? (To 2 percent.)",
        right=right,
        rtol=0.02,
        mistakes=_others(
            right,
            [
                (rows * there, "A row is dropped if it lacks a value anywhere, not in one certain column."),
                (
                    rows * max(0.0, 1 - (1 - there) * columns),
                    "Some rows lack several values, and are dropped only once.",
                ),
                (
                    rows * there**columns,
                    "Columns of one device are missing together: how many independent chances to fail has a row?",
                ),
                (rows * there**per_device, "How many things can fail in a row, each for itself?"),
                (rows * (1 - right / rows), "That is how many rows are dropped."),
            ],
            rtol=0.02,
        ),
    )


@question
def filled_in_service(rng):
    """Whose number is put into the gap of a new row?"""
    kind = str(_pick(rng, ("mean", "median")))
    train = [int(value) for value in rng.choice(np.arange(5, 60), size=5, replace=False)]
    new = [int(value) for value in rng.choice(np.arange(60, 120), size=3, replace=False)]
    compute = {"mean": np.mean, "median": np.median}
    other = "median" if kind == "mean" else "mean"
    right = float(compute[kind](train))
    shown = ", ".join(str(value) for value in rng.permutation(np.append(np.array(train, dtype=object), ["nan", "nan"])))
    later = ", ".join(["nan", *(str(value) for value in new)])
    return ask.number(
        f'`imputer = SimpleImputer(strategy="{kind}")` is fitted on training rows with these values in their only column: {shown}. Later, new rows '
        f"come: {later}. What does `imputer.transform` put into the gap among them?",
        right=right,
        mistakes=_others(
            right,
            [
                (
                    float(compute[kind](new)),
                    "That is learned from the new rows. A row that came alone would have nothing to learn from.",
                ),
                (
                    float(compute[kind](train + new)),
                    "That is learned from training and new rows together. When was `fit` called?",
                ),
                (float(compute[kind]([*train, 0, 0])), "The gaps among the training rows count as zeros here."),
                (float(compute[other](train)), f"That is the {other}."),
                (0.0, "Zero is a value like any other, and far from the others here."),
            ],
        ),
    )


_STORIES = [
    {
        "told": "Buoys report the height of waves, in centimetres, and many reports lack it.",
        "by": "coast",
        "groups": ("north coast", "west coast", "south coast"),
        "what": "height",
    },
    {
        "told": "A survey asks for working hours a month, and many leave it empty.",
        "by": "trade",
        "groups": ("farmers", "nurses", "drivers"),
        "what": "number of hours",
    },
    {
        "told": "A hospital notes how many minutes people wait, and in many lines it is missing.",
        "by": "shift",
        "groups": ("early shifts", "late shifts", "night shifts"),
        "what": "waiting time",
    },
    {
        "told": "Scales in three barns weigh the lambs, in hectograms, and many weights are missing.",
        "by": "barn",
        "groups": ("lambs of the old barn", "lambs of the new barn", "lambs of the hill barn"),
        "what": "weight",
    },
    {
        "told": "Cars of a rental firm report how far they were driven in a day, in kilometres, and many reports lack it.",
        "by": "model",
        "groups": ("small cars", "estate cars", "vans"),
        "what": "distance",
    },
]
_PAIRS = [
    ("height", "weight"),
    ("rainfall", "harvest"),
    ("income", "rent"),
    ("age of a machine", "cost of its repairs"),
    ("depth", "pressure"),
    ("price", "demand"),
]
_METERS = [
    ("A sound meter at a motorway", "decibels", 1),
    ("A rain gauge", "millimetres an hour", 1),
    ("A kitchen scale", "grams", 20),
    ("A counter at a gate", "people an hour", 10),
]


def _others(right, mistakes, rtol=0.01):
    """Those that are not right by chance."""
    return [(value, sentence) for value, sentence in mistakes if abs(value - right) > rtol * abs(right)]


def _shares(rng, *, equal):
    if equal:
        return [float(rng.choice([0.1, 0.2, 0.3, 0.4]))] * 3
    return [float(share) for share in rng.permutation([0.05, 0.25, 0.6]) + rng.choice([0.0, 0.05, 0.1])]


def _spread_means(rng):
    """Three means that are apart."""
    return [
        int(mean)
        for mean in rng.permutation([0, int(rng.integers(18, 30)), int(rng.integers(45, 70))])
        + int(rng.integers(60, 150))
    ]


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _pick(rng, things):
    return things[int(rng.integers(len(things)))]
