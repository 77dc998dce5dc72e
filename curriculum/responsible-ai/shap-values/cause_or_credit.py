r"""Cause or credit

Explanations share out what a model says; what happens in the world is another matter. Here the mechanism is known, because each
question tells it. `noise` has mean 0 and depends on nothing; what stands in a formula makes what stands before its `=`, never the
other way round. A *part* is a Shapley value of the model: of the row in question, against the rows of a background, whose values
stand in for columns that are missing from a coalition. Whatever is *set* is set by hand, and everything that is made from it
afterwards follows. Paper, a calculator or
Python are welcome; half a percent off is close enough. A change is negative where something gets less.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "What does the world do when this number is set by hand: which formulas have it on the right of their `=`?",
    "The model's formula tells what the model would say, the other formulas what would happen. Follow the arrows only "
    "forwards, and through everything that lies on the way.",
    "In a sum of columns, a part is the weight times the row's distance from the background's mean; parts in "
    "log-odds are added "
    "up first and turned into a probability last.",
)


@question(times=2)
def set_by_hand(rng):
    """A measure is taken: what happens, and what only the model believes."""
    way = str(rng.choice(["proxy", "mediated", "confounded", "afterwards"]))
    return {"proxy": _proxy, "mediated": _mediated, "confounded": _confounded, "afterwards": _afterwards}[way](rng)


def _proxy(rng):
    target, unit, hidden, proxy, lever = _pick(rng, _PROXIES)
    a, b, c = _size(rng, 2, 6), _size(rng, 3, 9), _size(rng, 2, 9)
    weight, base = round(b / a * float(rng.uniform(0.9, 0.98)), 2), int(rng.integers(20, 90))
    here, there, typical = (int(n) for n in rng.choice(np.arange(10, 60), 3, replace=False))
    now, new, usual = (int(n) for n in rng.choice(np.arange(4, 30), 3, replace=False))
    text = _told(
        [
            f"{proxy} = {_sum([(a, hidden)])} + noise",
            f"{target} = {_sum([(base, ''), (b, hidden), (c, lever)])} + noise",
        ],
        f"The model does not know `{hidden}`: `{target} = {_sum([(base, ''), (weight, proxy), (c, lever)])}`.",
    )
    text += _parts([(proxy, here, typical, weight), (lever, now, usual, c)])
    text += (
        f"\n\nNow `{proxy}` is set from {here} to {there}, and `{lever}` from {now} to {new}. By how much does "
        f"`{target}` "
        f"change, in {unit}, in the mean?"
    )
    real, believed = c * (new - now), weight * (there - here)
    return _number(
        text,
        real,
        [
            (
                real + believed,
                f"So much changes what the model says. Which formula makes `{target}`, and is `{proxy}` in it?",
            ),
            (believed, f"`{proxy}` stands for `{hidden}`, which nobody has touched."),
            (
                b * (there - here) / a + real,
                f"Setting `{proxy}` does not set `{hidden}`: the formula is not read backwards.",
            ),
            (
                c * (now - usual),
                f"That is the part of `{lever}`: how far it is from the background, not how far it was moved.",
            ),
            (0, f"`{proxy}` changes nothing. What about `{lever}`?"),
        ],
    )


def _mediated(rng):
    target, unit, cause, between = _pick(rng, _MEDIATED)
    a, d, e = _size(rng, 0.5, 3), _signed(rng, 1, 6), _signed(rng, 1, 5)
    base, start = int(rng.integers(20, 90)), int(rng.integers(2, 9))
    here, there, typical = (int(n) for n in rng.choice(np.arange(6, 40), 3, replace=False))
    step = there - here
    text = _told(
        [
            f"{between} = {_sum([(start, ''), (a, cause)])} + noise",
            f"{target} = {_sum([(base, ''), (d, cause), (e, between)])} + noise",
        ],
        f"The model has found the second line: `{target} = {_sum([(base, ''), (d, cause), (e, between)])}`.",
    )
    text += _parts([(cause, here, typical, d), (between, round(start + a * here, 2), round(start + a * typical, 2), e)])
    text += f"\n\nNow `{cause}` is set from {here} to {there}. "
    text += f"By how much does `{target}` change, in {unit}, in the mean?"
    right = (d + e * a) * step
    if abs(right) < 1:
        return _mediated(rng)
    return _number(
        text,
        right,
        [
            (d * step, f"That holds `{between}` where it is. What becomes of it when `{cause}` is set?"),
            (e * a * step, f"That is the way through `{between}` alone; there is another."),
            ((d + e) * step, f"By how much does `{between}` change for one more of `{cause}`?"),
            (d * (here - typical), "That is a part: how far the row is from the background, not how far it was moved."),
            ((d + e * a) * -step, "Check the direction: from where to where?"),
        ],
    )


def _confounded(rng):
    target, unit, hidden, lever, sign = _pick(rng, _CONFOUNDED)
    u, b, d = _size(rng, 1, 4), _size(rng, 3, 12), sign * _size(rng, 0.5, 4)
    weight, base = round(d + b / u * float(rng.uniform(0.7, 0.95)), 2), int(rng.integers(20, 90))
    here, there, typical = (int(n) for n in rng.choice(np.arange(6, 40), 3, replace=False))
    step = there - here
    text = _told(
        [
            f"{lever} = {_sum([(u, hidden)])} + noise",
            f"{target} = {_sum([(base, ''), (d, lever), (b, hidden)])} + noise",
        ],
        f"The model does not know `{hidden}`: `{target} = {_sum([(base, ''), (weight, lever)])}`.",
    )
    text += _parts([(lever, here, typical, weight)])
    text += f"\n\nNow `{lever}` is set from {here} to {there}. "
    text += f"By how much does `{target}` change, in {unit}, in the mean?"
    return _number(
        text,
        d * step,
        [
            (
                weight * step,
                f"The model's weight also pays `{lever}` for what `{hidden}` does. Which of the two is moved here?",
            ),
            ((weight - d) * step, f"That is what `{lever}` is paid for `{hidden}`."),
            ((d + b / u) * step, f"Setting `{lever}` does not set `{hidden}`: the formula is not read backwards."),
            (
                weight * (here - typical),
                "That is the part: what the model says, and how far the row is from the background.",
            ),
        ],
    )


def _afterwards(rng):
    target, unit, lever, sign = _pick(rng, _AFTERWARDS)
    c, s = _size(rng, 3, 9), _size(rng, 0.5, 3)
    share = float(rng.uniform(0.6, 0.9))
    left, weight, base = round(c * (1 - share), 2), round(share / s, 2), int(rng.integers(20, 90))
    now, new, usual = (int(n) for n in rng.choice(np.arange(4, 30), 3, replace=False))
    here, typical = (int(n) for n in rng.choice(np.arange(30, 200), 2, replace=False))
    model = [(round(base * (1 - share), 2), ""), (left, lever), (weight, sign)]
    text = _told(
        [f"{target} = {_sum([(base, ''), (c, lever)])} + noise", f"{sign} = {_sum([(s, target)])} + noise"],
        f"The model has both other columns: `{target} = {_sum(model)}`.",
    )
    text += _parts([(lever, now, usual, left), (sign, here, typical, weight)])
    text += f"\n\nNow `{lever}` is set from {now} to {new}. By how much does `{target}` change, in {unit}, in the mean?"
    step = new - now
    return _number(
        text,
        c * step,
        [
            (
                left * step,
                f"In the model, `{lever}` is left with what `{sign}` does not tell already. What makes `{target}`?",
            ),
            (weight * s * c * step, f"That is what the model hears through `{sign}`."),
            (s * c * step, f"By so much `{sign}` changes."),
            (
                left * (now - usual),
                "That is the part: what the model says, and how far the row is from the background.",
            ),
        ],
    )


@question
def best_measure(rng):
    """Four columns can be moved; which of them moves what is wanted?"""
    target, unit, hidden, proxy, lever, cause, between = _pick(rng, _MEASURES)
    winner = str(rng.choice(["lever", "cause", "between"]))
    low, middle, high = sorted(rng.choice(np.arange(12, 40), 3, replace=False).tolist())
    gains = {"lever": low, "cause": middle, "between": low + 1} | {winner: high + 6}
    c, e, m, a, b = (_size(rng, 2, 6) for _ in range(5))
    weight = round(b / a * 0.95, 2)
    steps = {
        proxy: round((high + 6) * float(rng.uniform(1.3, 2.0)) / weight, 1),
        lever: round(gains["lever"] / c, 1),
        cause: round(gains["cause"] / (m * e), 1),
        between: round(gains["between"] / e, 1),
    }
    real = {proxy: 0.0, lever: c * steps[lever], cause: m * e * steps[cause], between: e * steps[between]}
    believed = {proxy: weight * steps[proxy], lever: c * steps[lever], cause: 0.0, between: e * steps[between]}
    base = int(rng.integers(20, 90))
    text = _told(
        [
            f"{proxy} = {_sum([(a, hidden)])} + noise",
            f"{between} = {_sum([(m, cause)])} + noise",
            f"{target} = {_sum([(base, ''), (b, hidden), (c, lever), (e, between)])} + noise",
        ],
        f"The model does not know `{hidden}`: `{target} = "
        f"{_sum([(base, ''), (weight, proxy), (c, lever), (e, between)])}`; "
        f"`{cause}` is one of its columns, too, and gets no weight.",
    )
    order = [list(steps)[at] for at in rng.permutation(4)]
    rows = "\n".join(f"| {name} | {steps[name]:g} | {believed[name]:+.1f} |" for name in order)
    text += (
        "\n\nFor the same money one column can be raised. The last number tells by how much its part then grows in the "
        "explanation, all other columns being held:\n\n| column | raised by | its part grows by |\n| --- | --- | "
        f"--- |\n{rows}\n\n"
        f"Which one raises `{target}` most, in the mean?"
    )
    right = max(real, key=real.__getitem__)
    told = {
        proxy: f"It makes nothing of `{target}`: it is another sign of `{hidden}`, which stays as it was.",
        lever: "It works, and another one does more. What does each of them set going?",
        cause: f"It works through `{between}`, and another one does more: multiply along the way.",
        between: f"It works. Compare it with what `{cause}` sets going, and with `{lever}`.",
    }
    return ask.choice(text, right=right, decoys={name: told[name] for name in order if name != right})


@question
def another_background(rng):
    """The same row, the same model, compared with other rows."""
    case, group, others, column = _pick(rng, _BACKGROUNDS)
    weight = _signed(rng, 0.3, 4)
    here, first, second = (int(n) for n in rng.choice(np.arange(10, 70), 3, replace=False))
    part = round(weight * (here - first), 2)
    shift = int(rng.integers(5, 30))
    start = int(rng.integers(40, 90))
    text = (
        f"A model is a weighted sum of its columns. The explanation for {case} against {group} starts from {start} and "
        f"gives `{column}` a part of {part:+g}. The {case.split(' ', 1)[1]} has {column} = {here}; the mean of "
        f"{group} is "
        f"{first}, and that of {others} is {second}. Against {others}, an explanation would start from "
        f"{start + shift}. Which part "
        f"does `{column}` get there?"
    )
    return _number(
        text,
        weight * (here - second),
        [
            (part, "The part depends on the comparison: the distance from its mean."),
            (weight * (second - here), "Check the sign: the part leads from the background to the row."),
            (weight * (second - first), "That is by how much the part differs. What is it then?"),
            (
                part - shift,
                "The start moves with all columns, not with this one alone. How far is the row from the new mean?",
            ),
            (weight * (here - first + second), "Take the new mean off the row's value; what is the weight?"),
        ],
    )


@question
def log_odds(rng):
    """An explanation in log-odds, asked about in percent."""
    subject, columns = _pick(rng, _CHANCES)
    base = -round(float(rng.uniform(0.4, 2.2)), 2)
    parts = [_signed(rng, 0.3, 1.4) for _ in columns]
    parts[0] = abs(parts[0]) + 0.6
    parts[0] = round(parts[0], 2)
    total = base + sum(parts)
    if abs(total) < 0.15 or abs(total) > 2.5:
        return log_odds(rng)
    rows = "\n".join(f"| {name} | {part:+g} |" for name, part in zip(columns, parts))
    text = (
        f"A classifier explains {subject} in log-odds, starting from {base:g}:\n\n| column | part |\n| --- | --- "
        f"|\n{rows}\n\n"
    )

    def chance(odds):
        return 100 / (1 + math.exp(-odds))

    if rng.random() < 0.5:
        text += "Which probability does it predict, in percent?"
        return _number(
            text,
            chance(total),
            [
                (100 * total, "That is the sum of the log-odds, read as a probability."),
                (chance(sum(parts)), "The parts lead on from somewhere: where do they start?"),
                (
                    chance(base) + sum(chance(part) - 50 for part in parts),
                    "Parts cannot be turned one by one. Add first.",
                ),
                (100 * math.exp(total), "Those are odds. Which probability has them?"),
                (chance(-total), "That is the probability of the other class."),
                (chance(total) / 100, "That is the probability from 0 to 1. In percent it is 100 times as large."),
            ],
            unit="%",
        )
    name, part = columns[0], parts[0]
    text += (
        f"Take the part of `{name}` away from the sum. By how many percentage points does the probability that "
        "follows from the sum change?"
    )
    right = chance(total - part) - chance(total)
    return _number(
        text,
        right,
        [
            (-100 * part, "That is the part in log-odds. Write down the two probabilities."),
            (-right, "Check the sign: the part was positive, and it is taken away."),
            (chance(base) - chance(base + part), "That begins at the start. The other parts stay in the sum."),
            (50 - chance(part), "A part cannot be turned into a probability by itself. Which two sums are compared?"),
            (chance(total - part), "That is what is left. By how much is it less?"),
            (
                right / 100,
                "That is the change from 0 to 1, and `-5 %` is read so, too. In percentage points it is 100 times as large.",
            ),
        ],
        unit="percentage points",
    )


@question
def twice_in_the_table(rng):
    """One fact in two columns."""
    one, other, factor, target = _pick(rng, _TWICE)
    first, second = _size(rng, 1, 6), _signed(rng, 1, 6)
    here, mean = (int(n) for n in rng.choice(np.arange(10, 60), 2, replace=False))
    right = first * (here - mean) + second * factor * (here - mean)
    if abs(right) < 1:
        return twice_in_the_table(rng)
    text = (
        f"A linear model of {target} has the same fact twice: `{one}`, with weight {first:g}, and `{other}`, which "
        "is always "
        f"{factor:g} times as large a number, with weight {second:g}. A row has {one} = {here}, the background's "
        f"mean is {mean}. "
        f"Now `{other}` is taken out, and the model fitted again to the same rows by least squares. Which part does "
        f"`{one}` get?"
    )
    return _number(
        text,
        right,
        [
            (first * (here - mean), f"So it was. Who says now what `{other}` said?"),
            (second * factor * (here - mean), f"That is the part that `{other}` had."),
            (
                (first + second) * (here - mean),
                f"The weights are in different units: what is `{other}` worth for one more of `{one}`?",
            ),
            (
                (first + second / factor) * (here - mean),
                f"The other way round: one more of `{one}` is how many of `{other}`?",
            ),
            (-right, "Check the sign: from the background to the row."),
        ],
    )


@question
def a_table_of_coalitions(rng):
    """Three players, and what the model says for each coalition."""
    columns = _pick(rng, _PLAYERS)
    empty = int(rng.integers(20, 60))
    worth = {0: empty}
    for mask in range(1, 8):
        worth[mask] = int(empty + rng.integers(-15, 30))
    a, b, c = columns
    gains = [worth[1] - worth[0], worth[3] - worth[2], worth[5] - worth[4], worth[7] - worth[6]]
    right = gains[0] / 3 + gains[1] / 6 + gains[2] / 6 + gains[3] / 3
    if abs(right) < 0.5:
        return a_table_of_coalitions(rng)
    names = ["none", a, b, f"{a}, {b}", c, f"{a}, {c}", f"{b}, {c}", f"{a}, {b}, {c}"]
    rows = "\n".join(f"| {name} | {worth[mask]} |" for mask, name in enumerate(names))
    text = (
        "Of a row some columns are kept, the others come from the background. What the model says in the mean:\n\n"
        f"| kept | prediction |\n| --- | --- |\n{rows}\n\nWhich part does `{a}` get?"
    )
    return _number(
        text,
        right,
        [
            (sum(gains) / 4, "All four steps weigh the same here. In how many of the six orders does each occur?"),
            (gains[0], f"So much it brings alone. What does it bring where `{b}` or `{c}` is kept already?"),
            (gains[3], "So much it brings as the last. It may come first, too."),
            (
                (gains[0] + gains[3]) / 2,
                "First and last are two of its places. In the middle it comes after one other.",
            ),
            (sum(gains) / 3, "Of the six orders each step has its share, and the shares sum to 1."),
        ],
    )


_PROXIES = [
    ("ice_sales", "euros", "temperature", "people_in_sunglasses", "stalls_open"),
    ("fire_damage", "thousand euros", "size_of_fire", "engines_sent", "minutes_to_water"),
    ("exam_points", "points", "books_read", "books_on_shelf", "hours_of_practice"),
    ("parcels_late", "parcels", "snow", "calls_to_hotline", "orders"),
]
_MEDIATED = [
    ("harvest", "kilograms", "irrigation", "soil_moisture"),
    ("recovery", "points", "walks", "hours_of_sleep"),
    ("noise_in_the_street", "units", "lorries", "minutes_of_congestion"),
    ("rent", "euros", "trams", "shops"),
]
_CONFOUNDED = [
    ("revenue", "euros", "season", "adverts", 1),
    ("symptoms", "points", "severity", "dose", -1),
    ("grade", "points", "interest", "homework", 1),
    ("yield_of_field", "kilograms", "quality_of_soil", "fertilizer", 1),
]
_AFTERWARDS = [
    ("fever", "tenths of a degree", "bacteria", "sweat"),
    ("delay", "minutes", "road_works", "complaints"),
    ("turnover", "thousand euros", "visitors", "tax"),
    ("wear", "micrometres", "load", "noise_level"),
]
_MEASURES = [
    ("literacy", "points", "wealth", "books_at_home", "lessons", "library_hours", "books_lent"),
    ("harvest", "kilograms", "sunshine", "butterflies", "fertilizer", "irrigation", "soil_moisture"),
    ("visitors", "people", "good_weather", "picnics", "posters", "trams", "people_nearby"),
    ("punctuality", "points", "calm_weather", "sailing_boats", "drivers", "maintenance", "trains_ready"),
]
_BACKGROUNDS = [
    ("an applicant", "all applicants", "those who were accepted", "income"),
    ("a patient", "all patients", "patients of the same age", "pressure"),
    ("a machine", "all machines", "machines that ran yesterday", "vibration"),
    ("a school", "all schools", "schools of the same town", "poverty"),
]
_CHANCES = [
    ("why a loan may default", ["debts", "income", "years_at_job", "age"]),
    ("why a parcel may be late", ["snow", "distance", "weight", "weekday"]),
    ("why a customer may leave", ["complaints", "price", "contract", "visits"]),
]
_TWICE = [
    ("hours", "minutes", 60, "a bill"),
    ("metres", "decimetres", 10, "a price"),
    ("years", "months", 12, "a premium"),
    ("days", "hours", 24, "wear"),
]
_PLAYERS = [
    ("area", "floor", "garden"),
    ("rain", "sun", "soil"),
    ("age", "pressure", "sugar"),
    ("price", "season", "place"),
]


def _pick(rng, several):
    return several[int(rng.integers(len(several)))]


def _size(rng, low, high):
    return float(f"{rng.uniform(low, high):.2g}")


def _signed(rng, low, high):
    return _size(rng, low, high) * float(rng.choice([-1, 1]))


def _told(lines, model):
    """The mechanism, line by line, and the model."""
    return "What happens:\n\n```text\n" + "\n".join(lines) + "\n```\n\n" + model


def _parts(columns):
    """An explanation of a linear model: each column with the row's value, the background's mean and the part."""
    rows = "\n".join(
        f"| {name} | {here:g} | {usual:g} | {weight * (here - usual):+.2f} |" for name, here, usual, weight in columns
    )
    head = "| column | the row | background's mean | part |\n| --- | --- | --- | --- |"
    return f"\n\nOne row, explained:\n\n{head}\n{rows}"


def _sum(terms):
    """`12 - 3.4*area + 0.5*rooms` of numbers and names; one without a name stands by itself."""
    text = ""
    for number, name in terms:
        size = f"{abs(number):.6g}" + (f"*{name}" if name else "")
        text += (" - " if number < 0 else " + ") + size if text else ("-" if number < 0 else "") + size
    return text


def _number(text, right, sentences, unit=""):
    """The question, with those foreseen replies that chance has not made right, or nearly."""
    apart = [(float(value), told) for value, told in sentences if abs(value - right) > 0.02 * abs(right) + 1e-9]
    return ask.number(text, right=round(float(right), 10), rtol=0.005, unit=unit, mistakes=apart)
