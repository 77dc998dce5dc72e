r"""Robust or not?

Data get changed: a value is typed wrongly, a unit is replaced, two groups are put together. Which summaries move, and where
to? Quantiles are as in NumPy: the one for $q$ stands at position $q (n - 1)$ of the sorted values, counted from 0, and on a
straight line between two positions. MAD is the median absolute deviation from the median. Paper, a calculator or Python are
welcome.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Does the summary use how large every value is, or only which value stands where when they are sorted?",
    "Moving all values together moves every middle and no distance between values; stretching them stretches both.",
    "A rate of two groups together lies between their rates, nearer to that of the larger group. Whose groups are how large?",
)


@question
def one_value_typed_wrongly(rng):
    n = int(rng.choice([5, 7, 9]))
    values = rng.choice(np.arange(10, 60), size=n, replace=False)
    while values[n // 2] == np.sort(values)[n // 2]:
        rng.shuffle(values)
    at = int(rng.integers(n))
    wrong = values.copy()
    wrong[at] *= 10
    name, summary = _pick(rng, [("mean", np.mean), ("median", np.median), ("range", np.ptp)])
    right = float(summary(wrong))
    text = (
        f"The values {_listed(values)} were meant, but {values[at]} was typed as {wrong[at]}. What is the {name} of the values "
        "as typed?"
    )
    before = {
        "mean": "That was the mean before. It is a sum of all values, so none can change without it.",
        "median": "That was the median before, and a value has crossed it now.",
        "range": "That was the range before. Is the largest value, or the smallest, still the same one?",
    }
    mistakes = [
        (float(summary(values)), before[name]),
        (float(np.median(wrong)), "That is the median: the value in the middle when they are sorted."),
        (float(np.mean(wrong)), f"That is the mean, not the {name}."),
        (float(wrong[n // 2]), "That stands in the middle of the list, which is not in order."),
        (float(wrong.sum() / (n - 1)), "A mean divides by the number of values; n - 1 is for variances."),
        (float(wrong.max()), "That is the largest value; a range is the distance from the smallest one to it."),
    ]
    return ask.number(text, right=right, rtol=0.002, mistakes=[pair for pair in mistakes if pair[0] != right])


@question(times=2)
def what_moves(rng):
    told, change, reason = _pick(rng, _CHANGES)
    while True:
        values = rng.choice(np.arange(2, 40), size=int(rng.choice([9, 11, 13])), replace=False).astype(float)
        values[1] = values[0]  # so that there is one mode
        after, amount = change(values, rng)
        pairs = {name: (float(summary(values)), float(summary(after))) for name, summary in _SUMMARIES.items()}
        moved = [name for name, (old, new) in pairs.items() if abs(old - new) > 0.02 * abs(old)]
        still = [name for name, (old, new) in pairs.items() if math.isclose(old, new, rel_tol=1e-9)]
        ways = [way for way, (asked, others) in enumerate([(still, moved), (moved, still)]) if asked and len(others) >= 3]
        if ways:
            break
    moves = bool(_pick(rng, ways))
    asked, others = (moved, still) if moves else (still, moved)
    right = _pick(rng, asked)
    decoys = {}
    for at in rng.choice(len(others), size=3, replace=False):
        name = others[int(at)]
        old, new = pairs[name]
        fact = f"It goes from {old:.4g} to {new:.4g}." if name in moved else f"It is {old:.4g} before and after."
        decoys[name] = f"{fact} {reason}"
    end = "Which of these is another number afterwards?" if moves else "Which of these is the same number afterwards?"
    text = f"The values are {_listed(np.sort(values))}. {told.format(amount)} {end}"
    return ask.choice(text, right=right, decoys=decoys)


@question
def how_many_to_break(rng):
    kind = str(rng.choice(["median", "trimmed", "quartile", "mad"]))
    n = 4 * int(rng.integers(3, 12)) + int(rng.integers(4))
    if kind == "quartile":
        n = 4 * (n // 4) + 1
    drop = int(rng.integers(2, n // 4))
    half = math.ceil(n / 2)
    right = {"median": half, "trimmed": drop + 1, "quartile": n // 4 + 1, "mad": half}[kind]
    name = {
        "median": "median",
        "trimmed": f"trimmed mean, which leaves out the {drop} smallest and the {drop} largest values,",
        "quartile": "third quartile (the quantile for 0.75)",
        "mad": "median absolute deviation from the median",
    }[kind]
    text = (
        f"A list holds {n} different values. Somebody may replace some of them by any numbers. How many have to be replaced, "
        f"at least, before the {name} can be made as large as they like?"
    )
    middle = [
        (half + 1, "One fewer is enough: which places of the sorted values does the middle use?"),
        (half - 1, "With so few, the middle is still between values that were there before."),
    ]
    mistakes = {
        "median": middle,
        "mad": middle,
        "trimmed": [
            (drop, f"These {drop} are left out, all of them, as the largest values."),
            (2 * drop, "Only one end matters for making it large, and only what is left in counts."),
            (2 * drop + 1, f"At the other end {drop} are left out too, but nobody has to put anything there."),
            (half, "That many break a median, which is made of the middle alone. More than the middle is left in here."),
        ],
        "quartile": [
            (n // 4, "With so few, the third quartile is still one of the old values, the largest of them."),
            (n // 4 + 2, "One fewer is enough: which place of the sorted values is the third quartile at?"),
            (half, "That many break a median. Above the third quartile there are fewer values than above the middle."),
            (n - n // 4, "That many can drag the third quartile down. Upwards, only those above it are in the way."),
        ],
    }[kind]
    mistakes += [
        (1, "That breaks a mean. Here a single value can only push its neighbours one place on."),
        (n, "Not all are needed: once the places that count are taken, the others do not matter."),
    ]
    return ask.number(text, right=right, mistakes=[pair for pair in mistakes if pair[0] != right])


@question
def another_unit(rng):
    told, slope, shift = _pick(rng, _UNITS)
    name, power, moves = _pick(rng, [
        ("mean", 1, True),
        ("median", 1, True),
        ("standard deviation", 1, False),
        ("variance", 2, False),
        ("median absolute deviation", 1, False),
        ("distance between the quartiles", 1, False),
    ])
    old = int(rng.integers(11, 49)) / 2
    right = slope**power * old + (shift if moves else 0)
    text = f"{told} Before, the {name} was {old:g}{' (in squared units)' if power == 2 else ''}. What is it now?"
    spread = "Adding the same to all values moves them together: no distance between them changes."
    mistakes = [
        (slope * old + shift, spread if not moves else ""),
        (slope**2 * old + shift, spread),
        (slope * old, "A variance is made of squares, so the factor counts twice." if power == 2 else
         "What is added to every value is added to its middle as well."),
        (slope**2 * old, "The square of the factor belongs to the variance; this is measured in the unit itself."),
        (old, "Every value has changed, and the distances between them too: they were multiplied."),
        (slope * (old + shift), "Multiplied first, then added to: the order matters."),
    ]
    kept = [(value, sentence) for value, sentence in mistakes if sentence and abs(value - right) > 0.02 * right]
    return ask.number(text, right=right, mistakes=kept)


@question
def two_libraries(rng):
    n, of_numpy = int(rng.integers(3, 11)), bool(rng.integers(2))
    squared = bool(rng.integers(2))
    given = int(rng.integers(21, 79)) / 10
    factor = n / (n - 1) if of_numpy else (n - 1) / n
    right = given * (factor if squared else math.sqrt(factor))
    word = "var" if squared else "std"
    calls = [f"`np.{word}(x)`", f"`pd.Series(x).{word}()`"]
    known, wanted = calls if of_numpy else calls[::-1]
    text = (
        f"A list `x` holds {n} numbers, and {known} is {given:g}. NumPy divides by n unless told otherwise, pandas by n - 1. "
        f"What is {wanted}? (Three digits will do.)"
    )
    mistakes = [
        (given, "With so few values, n and n - 1 make a difference."),
        (given / (factor if squared else math.sqrt(factor)), "The other way round: dividing by less gives more."),
        (given * (math.sqrt(factor) if squared else factor), "A variance is divided; of that, the deviation is the root."),
    ]
    return ask.number(text, right=right, rtol=0.004, mistakes=mistakes)


@question
def from_a_table(rng):
    asked = str(rng.choice(["median", "mean", "mode", "quartile"]))
    while True:
        values = np.sort(rng.choice(np.arange(12), size=5, replace=False))
        counts = rng.choice(np.arange(3, 30), size=5, replace=False)
        everyone = np.repeat(values, counts)
        most, half, cut = values[np.argmax(counts)], np.median(everyone), np.quantile(everyone, 0.75)
        of_rows = {"median": values[2], "quartile": values[3]}.get(asked)
        if cut == int(cut) and most not in (half, cut) and {"median": half, "quartile": cut}.get(asked, -1) != of_rows:
            break
    replies = {"median": half, "mean": np.mean(everyone), "mode": most, "quartile": cut}
    right = float(replies[asked])
    rows = "\n".join(f"| {value} | {count} |" for value, count in zip(values, counts))
    name = "third quartile" if asked == "quartile" else asked
    text = (
        f"How often did people see a doctor last year? What is the {name} of the number of visits of a person?\n\n"
        f"| visits | people |\n| --- | --- |\n{rows}"
    )
    mistakes = [
        (float(values[2]), "That is the middle of the table's rows. How many people stand behind each row?"),
        (float(values.mean()), "That is the mean of the rows, as if each stood for one person."),
        (float(np.quantile(values, 0.75)), "That is a quartile of the rows. How many people stand behind each row?"),
        (float(counts.max()), "That is how many people; asked for is how many visits."),
        (float(np.median(counts)), "That is a number of people; asked for is a number of visits."),
        (float(counts.mean()), "That is a number of people in a row; asked for is a number of visits."),
        *((float(value), f"That is the {other}." if other != "quartile" else "That is the third quartile.")
          for other, value in replies.items()),
    ]
    kept = [pair for pair in mistakes if abs(pair[0] - right) > 0.01 * abs(right)]
    return ask.number(text, right=right, rtol=0.005 if asked == "mean" else 0.0, atol=0.0, mistakes=kept)


@question(times=2)
def in_groups_and_overall(rng):
    story = _pick(rng, _STORIES)
    one, other = story["who"]
    reverses = bool(rng.integers(2))
    while True:
        sizes, wins = _two_by_two(rng)
        rates = wins / sizes
        total = wins.sum(axis=1) / sizes.sum(axis=1)
        better = np.sign(rates[0] - rates[1])
        apart = np.abs(rates[0] - rates[1]).min() > 0.03 and abs(total[0] - total[1]) > 0.03
        if apart and better[0] == better[1] and (np.sign(total[0] - total[1]) != better[0]) == reverses:
            break
    leader, trailer = (one, other) if better[0] > 0 else (other, one)
    choices = {
        (who, all_in_all): f"{who} in both groups, and {'also overall' if who == all_in_all else all_in_all + ' overall'}"
        for who in (one, other)
        for all_in_all in (one, other)
    }
    overall = leader if not reverses else trailer
    together = f"Put together: {one} {total[0]:.0%}, {other} {total[1]:.0%}."
    grouped = f"{story['groups'][0].capitalize()}: {one} {rates[0, 0]:.0%}, {other} {rates[1, 0]:.0%}."
    sentences = {
        (leader, trailer if overall == leader else leader):
            f"{together} {'The groups agree, and so does the whole.' if not reverses else _WHY_IT_REVERSES}",
        (trailer, overall): f"{grouped} The whole may say one thing and each of its parts the other.",
        (trailer, leader if overall == trailer else trailer): f"{grouped} {together}",
    }
    text = (
        f"{story['told']} Where is the share of {story['win']} higher?\n\n{_table(story, sizes, wins)}"
    )
    decoys = {choices[key]: sentence for key, sentence in sentences.items()}
    return ask.choice(text, right=choices[leader, overall], decoys=decoys)


@question
def with_the_same_mix(rng):
    story = _pick(rng, _STORIES)
    one, other = story["who"]
    while True:
        sizes, wins = _two_by_two(rng)
        rates = wins / sizes
        total = wins.sum(axis=1) / sizes.sum(axis=1)
        right = float(rates[0] @ sizes[1] / sizes[1].sum() * 100)
        wrong = [total[0] * 100, rates[0].mean() * 100, total[1] * 100, rates[1] @ sizes[0] / sizes[0].sum() * 100]
        if min(abs(right - value) for value in wrong) > 1.5:
            break
    text = (
        f"{story['told']} Suppose {one} had had as many of each group as {other} had, with its own share of {story['win']} in "
        f"each group unchanged. What would its overall share of {story['win']} have been?\n\n{_table(story, sizes, wins)}"
    )
    sentences = [
        f"That is the share of {one} as it was, with its own mix of the groups.",
        "That is the plain mean of the two shares: the groups of the other mix are not equally large.",
        f"That is the share of {other}.",
        f"The other way round: those are the shares of {other}, with the mix of {one}.",
    ]
    mistakes = list(zip((float(value) for value in wrong), sentences))
    return ask.number(text, right=right, rtol=0.0, atol=0.3, unit="%", mistakes=mistakes)


_WHY_IT_REVERSES = "Whoever gets more of the hard cases looks worse when they are put together."

_SUMMARIES = {
    "the sum": np.sum,
    "the mean": np.mean,
    "the median": np.median,
    "the mode": lambda x: max(sorted(set(x)), key=list(x).count),
    "the range": np.ptp,
    "the standard deviation (dividing by n)": np.std,
    "the standard deviation (dividing by n - 1)": lambda x: np.std(x, ddof=1),
    "the MAD": lambda x: np.median(np.abs(x - np.median(x))),
    "the distance between the quartiles": lambda x: np.subtract(*np.quantile(x, [0.75, 0.25])),
    "the standard deviation (dividing by n), divided by the mean": lambda x: np.std(x) / np.mean(x),
    "the smallest value": np.min,
}


def _largest_times(values, rng):
    factor = int(rng.choice([10, 100]))
    after = values.copy()
    after[np.argmax(after)] *= factor
    return after, factor


def _shifted(values, rng):
    step = int(rng.integers(5, 60))
    return values + step, step


def _stretched(values, rng):
    factor = int(rng.integers(2, 9))
    return values * factor, factor


def _mirrored(values, rng):
    whole = int(values.max() + rng.integers(5, 60))
    return whole - values, whole


def _doubled(values, rng):
    return np.repeat(values, 2), 2


def _mean_added(values, rng):
    return np.append(values, values.mean()), values.mean()


# What is done, how, and why the summaries do what they do.
_CHANGES = [
    (
        "The largest value is multiplied by {}, by a slip of the keyboard.",
        _largest_times,
        "Summaries by position see the same order as before; those that add up, and the ends, see the size.",
    ),
    (
        "{} is added to every value.",
        _shifted,
        "Moving all values together moves every place and no distance.",
    ),
    (
        "Every value is multiplied by {}.",
        _stretched,
        "Places and distances grow by the same factor; only a ratio of two of them can stay.",
    ),
    (
        "Every value x is replaced by {} - x.",
        _mirrored,
        "A mirror keeps all distances, and moves the places.",
    ),
    (
        "By mistake the file is read twice, so that every value is there twice.",
        _doubled,
        "Every share is as before, and there are more values: what divides by n - 1 notices.",
    ),
    (
        "A missing value is filled with their mean (about {:.6g}), so that there is one value more.",
        _mean_added,
        "The new value adds nothing to the sum of deviations and nothing to that of their squares, and one to n.",
    ),
]

_UNITS = [
    ("Temperatures are given in degrees Fahrenheit instead of Celsius (times 1.8, plus 32).", 1.8, 32),
    ("Every bill is raised by a fifth, and then by a fee of 5 euros.", 1.2, 5),
    ("Every exam score is doubled, and then 10 points are given to all.", 2, 10),
    ("A scale showed half of every weight. Weights are doubled, and 3 kg of packing are added.", 2, 3),
    ("A taxi asks 4 euros for every ride and 2.5 euros for every kilometre; kilometres become euros.", 2.5, 4),
]

_STORIES = [
    {
        "told": "Two clinics treat the same illness.",
        "who": ("North", "South"),
        "groups": ("mild cases", "severe cases"),
        "win": "cured patients",
        "lose": "patients",
    },
    {
        "told": "Two models read handwritten forms, not the same ones.",
        "who": ("Ada", "Bob"),
        "groups": ("clean scans", "stained scans"),
        "win": "forms read without an error",
        "lose": "forms",
    },
    {
        "told": "Two pages offer the same subscription.",
        "who": ("Blue", "Green"),
        "groups": ("returning visitors", "new visitors"),
        "win": "visitors who subscribe",
        "lose": "visitors",
    },
    {
        "told": "Two support teams answer tickets.",
        "who": ("Day", "Night"),
        "groups": ("password tickets", "billing tickets"),
        "win": "tickets solved at once",
        "lose": "tickets",
    },
]


def _pick(rng, several):
    return several[int(rng.integers(len(several)))]


def _listed(values):
    return ", ".join(f"{value:g}" for value in values)


def _two_by_two(rng):
    """Sizes and successes, rows for the two sides, columns for the easy group and the hard one."""
    large, small = rng.integers(20, 46, size=2) * 10, rng.integers(4, 16, size=2) * 10
    sizes = np.array([[large[0], small[0]], [small[1], large[1]]])[rng.permutation(2)]
    if rng.integers(3) == 0:
        sizes[1] = sizes[0, ::-1] if rng.integers(2) else sizes[0] + rng.integers(1, 9, size=2) * 10
    easy, hard = rng.uniform(0.6, 0.9), rng.uniform(0.2, 0.5)
    edge = rng.uniform(0.04, 0.12, size=2) * rng.choice([-1, 1])
    rates = np.array([[easy + edge[0], hard + edge[1]], [easy - edge[0], hard - edge[1]]]).clip(0.05, 0.97)
    return sizes, np.round(sizes * rates)


def _table(story, sizes, wins):
    head = f"| | {story['groups'][0]} | {story['groups'][1]} |\n| --- | --- | --- |\n"
    rows = (
        f"| {who} | {wins[at, 0]:g} of {sizes[at, 0]} | {wins[at, 1]:g} of {sizes[at, 1]} |"
        for at, who in enumerate(story["who"])
    )
    return f"{head}{chr(10).join(rows)}\n\nEach cell: {story['win']}, of all {story['lose']}."
