"""Which fairness?

Each question is about a model that says yes or no to people of two groups. The *base rate* of a group is the share of it that
the model looks for: who are ill, say, or would repay. To them a yes is due, to the others a no. Rates are as in the lesson: selection rate,
true and false positive rate, and precision, the share of right yeses among all yeses. Give a rate as a share, with four digits behind the
point, such as 0.2513; half a percent of it off is close enough. A calculator or Python is welcome.
"""

from fractions import Fraction
from typing import NamedTuple

from mlestone.proving import ask, hints, question

hints(
    "Every rate is a share of some people. Of which?",
    "Write a group as 1,000 people and fill in the table of four from what is given; then read off what is asked.",
    "With base rate p, right yeses are p times the true positive rate, and wrong yeses 1 - p times the false positive rate. Precision is the "
    "right ones among both.",
)


@question(times=2)
def gap_of_a_rate(rng):
    """Counts of both groups; the difference of one rate."""
    story = _pick(rng, _STORIES)
    one, other = _counts(rng), _counts(rng)
    asked = str(rng.choice(["tpr", "fpr", "ppv", "selection"]))
    first, second = _rates(one), _rates(other)
    right = first[asked] - second[asked]
    if abs(right) < 0.04:
        return gap_of_a_rate(rng)
    told, (yes, _), (true, _), names = story
    words = {
        "tpr": "the true positive rate, on which equal opportunity rests,",
        "fpr": "the false positive rate",
        "ppv": "the precision, on which predictive parity rests,",
        "selection": "the selection rate",
    }
    text = (
        f"{told}\n\n{_table(rng, story, one, other)}\n\nBy how much is {words[asked]} higher for {names[0]} than for {names[1]}? "
        "Negative where it is lower."
    )
    gaps = {name: first[name] - second[name] for name in first}
    sentences = {
        "tpr": [
            (gaps["ppv"], f"That compares shares of those who {yes}. Of whom is the true positive rate a share?"),
            (gaps["caught"], f"That divides by all people of the group. Asked for is a share of those who {true}."),
            (-right, "The other way round: the first group minus the second is asked for."),
            (gaps["accuracy"], "That is accuracy, which hides on whom the mistakes fall."),
        ],
        "fpr": [
            (
                gaps["discovery"],
                f"That compares shares of those who {yes}. Who stands below the bar of a false positive rate?",
            ),
            (gaps["alarmed"], "That divides by all people of the group. Who of them could be a false positive?"),
            (-right, "The other way round: the first group minus the second is asked for."),
            (gaps["tpr"], f"That is the share of yes among those who {true}. False positives are the others."),
        ],
        "ppv": [
            (gaps["tpr"], f"That compares shares of those who {true}. Of whom is precision a share?"),
            (gaps["caught"], f"That divides by all people of the group. Asked for is a share of those who {yes}."),
            (-right, "That is the second group minus the first, or of wrong yeses instead of right ones."),
        ],
        "selection": [
            (gaps["base"], f"Those are the base rates, shares of people who {true}, whatever the model said."),
            (gaps["caught"], "The yeses that were wrong are selected, too."),
            (-right, "The other way round: the first group minus the second is asked for."),
            (gaps["accuracy"], "That is accuracy. Selected is whoever got a yes, right or wrong."),
        ],
    }
    return _number(text, right, sentences[asked])


@question(times=2)
def which_goal_holds(rng):
    """Counts made so that exactly one goal, or none, is met to the last digit."""
    story = _pick(rng, _STORIES)
    told, (yes, _), (true, _), names = story
    way = str(rng.choice(["selection", "tpr", "odds", "ppv", "none", "none"]))
    one, other = _pair(rng, way)
    first, second = _rates(one), _rates(other)

    def both(name):
        return f"{first[name]:.3f} for {names[0]} and {second[name]:.3f} for {names[1]}"

    choices = {
        "demographic parity": ("selection", f"The selection rates differ: {both('selection')}."),
        "equal opportunity, but not equalized odds": (
            "tpr",
            f"The false positive rates agree as well: {both('fpr')}."
            if way == "odds"
            else f"The true positive rates differ: {both('tpr')}.",
        ),
        "equalized odds": ("odds", f"The false positive rates differ: {both('fpr')}."),
        "predictive parity": ("ppv", f"The precisions differ: {both('ppv')}."),
        "none of these": ("none", f"One holds: look at those who {_LOOK.get(way, '').format(yes=yes, true=true)}."),
    }
    if way == "none":
        sign = "Equal accuracy, " + both("accuracy") + ", is no goal of these four. "
        choices["equalized odds"] = ("odds", sign + f"The true positive rates differ: {both('tpr')}.")
    [right] = [choice for choice, (name, _) in choices.items() if name == way]
    text = f"{told}\n\n{_table(rng, story, one, other)}\n\nAt most one of these goals is met, to the last digit. Which?"
    return ask.choice(
        text, right=right, decoys={choice: said for choice, (name, said) in choices.items() if name != way}
    )


@question(times=2)
def what_follows(rng):
    """Two goals are met; the rate that is left follows from the base rate."""
    low, high = (
        int(percent) / 100 for percent in sorted(rng.choice([10, 15, 20, 25, 30, 40, 45, 50, 60], 2, replace=False))
    )
    base, elsewhere = (low, high) if rng.random() < 0.5 else (high, low)
    told, (yes, _), (true, _), names = _pick(rng, _STORIES)
    intro = f"{told} The base rate is {elsewhere:g} for {names[0]} and {base:g} for {names[1]}. "
    way = str(rng.choice(["fpr", "ppv", "selection", "tpr"]))
    tpr = int(rng.integers(10, 18)) / 20
    if way == "fpr":
        ppv = int(rng.integers(12, 19)) / 20
        right = base / (1 - base) * (1 - ppv) / ppv * tpr
        if high / (1 - high) * (1 - ppv) / ppv > 0.95:
            return what_follows(rng)
        text = (
            intro
            + f"In both groups precision is {ppv:g} and the true positive rate {tpr:g}. What is the false positive rate for {names[1]}?"
        )
        return _number(
            text,
            right,
            [
                (
                    elsewhere / (1 - elsewhere) * (1 - ppv) / ppv * tpr,
                    f"That is the one for {names[0]}: the base rates differ.",
                ),
                (
                    1 - ppv,
                    f"That is the share of wrong ones among those who {yes}. Asked for is a share of those to whom a no was due.",
                ),
                (1 - tpr, "That is how often a yes was missed. It says nothing of those to whom a no was due."),
                (
                    base * (1 - ppv) / ppv * tpr,
                    "Those are wrong yeses as a share of the whole group. Who could get a wrong yes?",
                ),
                (
                    (1 - base) / base * (1 - ppv) / ppv * tpr,
                    "The base rate stands upside down: there are more right yeses, and so more wrong ones, where it is high.",
                ),
                (
                    base / (1 - base) * ppv / (1 - ppv) * tpr,
                    "Precision stands upside down: how many wrong yeses come with one right one?",
                ),
            ],
        )
    fpr = int(rng.integers(1, 8)) / 20
    given = f"In both groups the true positive rate is {tpr:g} and the false positive rate {fpr:g}. "
    hits, alarms = base * tpr, (1 - base) * fpr
    if way == "ppv":
        return _number(
            intro + given + f"What is the precision for {names[1]}?",
            hits / (hits + alarms),
            [
                (
                    elsewhere * tpr / (elsewhere * tpr + (1 - elsewhere) * fpr),
                    f"That is the one for {names[0]}: the base rates differ.",
                ),
                (
                    tpr / (tpr + fpr),
                    "That would be so if as many people were due a yes as a no. What is the base rate?",
                ),
                (tpr, f"That is a share of those who {true}; precision is one of those who {yes}."),
                (
                    1 - fpr,
                    f"That is how many of those to whom a no was due got one. Precision is a share of those who {yes}.",
                ),
                (hits, "Those are right yeses as a share of the whole group. Precision is their share of all yeses."),
            ],
        )
    if way == "selection":
        return _number(
            intro + given + f"What is the selection rate for {names[1]}?",
            hits + alarms,
            [
                (elsewhere * tpr + (1 - elsewhere) * fpr, f"That is the one for {names[0]}: the base rates differ."),
                (hits, "The yeses that are wrong are selected, too."),
                (tpr + fpr, "The two rates are shares of different people; they cannot be added as they are."),
                ((tpr + fpr) / 2, "That would be so if as many people were due a yes as a no. What is the base rate?"),
                (base, "That is the base rate. The model misses some, and says yes to others."),
            ],
        )
    ppv = int(rng.integers(12, 20)) / 20
    selected = int(rng.integers(2, 9)) / 20
    right = ppv * selected / base
    if ppv * selected / low > 0.96:
        return what_follows(rng)
    return _number(
        intro
        + f"In both groups precision is {ppv:g} and the selection rate {selected:g}. What is the true positive rate for {names[1]}?",
        right,
        [
            (ppv * selected / elsewhere, f"That is the one for {names[0]}: the base rates differ."),
            (ppv, f"That is a share of those who {yes}. The true positive rate is one of those who {true}."),
            (
                ppv * selected,
                "Those are right yeses as a share of the whole group. The rate is their share of those to whom a yes was due.",
            ),
            (selected / base, "Not every yes is a right one."),
            (selected, "That is the share of all people who got a yes, right or wrong."),
        ],
    )


@question(times=2)
def where_is_it_higher(rng):
    """Which way the rate that is left has to part, or whether that can be said at all."""
    told, (yes, _), (true, _), names = _pick(rng, _STORIES)
    low, high = (int(percent) / 100 for percent in sorted(rng.choice([12, 18, 24, 33, 41, 48, 55], 2, replace=False)))
    names = names if rng.random() < 0.5 else names[::-1]
    if rng.random() < 0.2:
        low = high
    first, second = (low, high) if rng.random() < 0.5 else (high, low)
    more = names[0] if first > second else names[1]
    less = names[1] if first > second else names[0]
    same, asked, at_more, why = _pick(rng, _DIRECTIONS)
    equal, unknown = "equal in both", "that cannot be told from this"
    if at_more is None:
        right = unknown
    elif first == second:
        right = equal
    else:
        right = more if at_more else less
    if first != second and at_more is not None:
        reason = f"{why} The base rate is higher for {more}."
    elif at_more is None:
        reason = "Different models fit this, some with more on one side and some with more on the other. " + why
    else:
        reason = f"{why} Here the base rates are the same."
    text = (
        f"{told} The base rate is {first:g} for {names[0]} and {second:g} for {names[1]}. For both, {same}. The model is better than drawing lots, "
        f"and not perfect, in both. For whom is {asked} higher?"
    )
    return ask.choice(
        text, right=right, decoys={choice: reason for choice in (*names, equal, unknown) if choice != right}
    )


@question
def behind_equal_accuracy(rng):
    """The same accuracy, and what one group has to bear."""
    told, (yes, _), (true, _), names = _pick(rng, _STORIES)
    accuracy = int(rng.integers(70, 88)) / 100
    base, tpr = int(rng.integers(15, 46)) / 100, int(rng.integers(40, 95)) / 100
    asked = names[int(rng.integers(2))]
    specificity = (accuracy - base * tpr) / (1 - base)
    right = 1 - specificity
    if not 0.03 < right < 0.9 or abs(right - (1 - accuracy)) < 0.02:
        return behind_equal_accuracy(rng)
    text = (
        f'{told} "The model is fair," says the report, "as its accuracy is {accuracy:g} for {names[0]} and {accuracy:g} for {names[1]}." For {asked}, the base '
        f"rate is {base:g} and the true positive rate {tpr:g}. What is their false positive rate?"
    )
    return _number(
        text,
        right,
        [
            (1 - accuracy, "That is the share of all mistakes, of both kinds, among all people."),
            (specificity, "So many of those to whom a no was due get it. The others are asked for."),
            (right * (1 - base), "Those are wrong yeses as a share of the whole group. Who could get a wrong yes?"),
            (1 - tpr, f"That is the share of no among those who {true}."),
            (accuracy - base * tpr, "Those are the right noes, as a share of the whole group. What is left to do?"),
        ],
    )


class _Story(NamedTuple):
    told: str
    yes: tuple[str, str]
    """What the model says yes to, and the opposite."""
    true: tuple[str, str]
    """What it looks for, and the opposite."""
    names: tuple[str, str]
    """The two groups."""


_STORIES = (
    _Story(
        "A bank's model decides who gets a loan.",
        ("get the loan", "do not get the loan"),
        ("would repay", "would not repay"),
        ("women", "men"),
    ),
    _Story(
        "A clinic's model calls people back for a second scan.",
        ("are called back", "are not called back"),
        ("are ill", "are not ill"),
        ("people under 50", "people over 50"),
    ),
    _Story(
        "An office's model picks households whose claims are inspected.",
        ("are inspected", "are not inspected"),
        ("claim too much", "claim what is theirs"),
        ("tenants", "owners"),
    ),
    _Story(
        "A firm's model invites applicants to an interview.",
        ("are invited", "are not invited"),
        ("would do well", "would not do well"),
        ("career changers", "graduates"),
    ),
    _Story(
        "A school's model gives pupils a place in a course.",
        ("get a place", "do not get a place"),
        ("would pass", "would not pass"),
        ("villagers", "townspeople"),
    ),
    _Story(
        "A shop's model blocks customers whose orders look like fraud.",
        ("are blocked", "are not blocked"),
        ("are frauds", "are honest"),
        ("new customers", "old customers"),
    ),
)
_LOOK = {
    "selection": "{yes}, as a share of the whole group",
    "tpr": "{true}, and how many of them {yes}",
    "odds": "{true} and at the others, one after the other, and how many of them {yes}",
    "ppv": "{yes}, and how many of them {true}",
}

_DIRECTIONS = (
    (
        "precision is the same, and so is the true positive rate",
        "the false positive rate",
        True,
        "Of more people who are due a yes, more get it; with the same precision wrong yeses grow with them, and fewer people are left to share them.",
    ),
    (
        "the true positive rate is the same, and so is the false positive rate",
        "precision",
        True,
        "Where more people are due a yes, more of the yeses are right.",
    ),
    (
        "the true positive rate is the same, and so is the false positive rate",
        "the selection rate",
        True,
        "Those who are due a yes get it more often than the others, so where there are more of them, more is selected.",
    ),
    (
        "the selection rate is the same, and so is precision",
        "the true positive rate",
        False,
        "The same share of the group is rightly said yes to; where more are due one, that is less of what is due.",
    ),
    (
        "precision is the same, and so is the false positive rate",
        "the true positive rate",
        False,
        "Where fewer people are due a no there are fewer wrong yeses, so with the same precision fewer right ones, for more who are due one.",
    ),
    (
        "the selection rate is the same, and so is the true positive rate",
        "the false positive rate",
        False,
        "Of an equal number of yeses more are right where more people are due one; what is left for the others is less, by more than they are fewer.",
    ),
    (
        "accuracy is the same",
        "the false positive rate",
        None,
        "Accuracy adds up both kinds of mistakes.",
    ),
    (
        "the true positive rate is the same",
        "the false positive rate",
        None,
        "Equal opportunity says nothing of those to whom a no is due.",
    ),
)
"""What is the same, what is asked, whether it is higher where the base rate is (None: that is open), and why."""


def _pick(rng, options):
    return options[int(rng.integers(len(options)))]


def _counts(rng):
    """True positives, false negatives, false positives, true negatives, of a model that is better than drawing lots."""
    positives, negatives = int(rng.integers(6, 20)) * 20, int(rng.integers(10, 30)) * 20
    hits = positives * int(rng.integers(10, 18)) // 20
    alarms = negatives * int(rng.integers(2, 9)) // 20
    return hits, positives - hits, alarms, negatives - alarms


def _rates(counts):
    hits, misses, alarms, rest = counts
    people, said_yes = sum(counts), hits + alarms
    return {
        "tpr": hits / (hits + misses),
        "fpr": alarms / (alarms + rest),
        "ppv": hits / said_yes,
        "selection": said_yes / people,
        "accuracy": (hits + rest) / people,
        "base": (hits + misses) / people,
        "caught": hits / people,
        "alarmed": alarms / people,
        "discovery": alarms / said_yes,
    }


def _goals(one, other):
    """The goals that two tables meet exactly."""

    def equal(part, whole):
        return Fraction(part(*one), whole(*one)) == Fraction(part(*other), whole(*other))

    met = {
        "selection": equal(lambda h, m, a, r: h + a, lambda h, m, a, r: h + m + a + r),
        "tpr": equal(lambda h, m, a, r: h, lambda h, m, a, r: h + m),
        "fpr": equal(lambda h, m, a, r: a, lambda h, m, a, r: a + r),
        "ppv": equal(lambda h, m, a, r: h, lambda h, m, a, r: h + a),
    }
    return {goal for goal, holds in met.items() if holds}


def _pair(rng, way):
    """Tables of two groups that meet the goal `way` and no other."""
    while True:
        hits, misses, alarms, rest = one = _counts(rng)
        others = _counts(rng)
        if way in ("tpr", "odds"):
            times, again = (int(rng.integers(1, 6)) for _ in range(2))
            part = others[2:] if way == "tpr" else (alarms * again // 2, rest * again // 2)
            other = (hits * times // 2, misses * times // 2, *part)
        elif way == "ppv":
            times = int(rng.integers(1, 6))
            other = (hits * times // 2, others[1], alarms * times // 2, others[3])
        elif way == "selection":
            shift, turn = int(rng.integers(-60, 61)), int(rng.integers(-60, 61))
            other = (hits + shift, misses + turn, alarms - shift, rest - turn)
        else:
            shift = int(rng.integers(-60, 61))
            turn = int(rng.integers(-60, 61))
            other = (hits + shift, misses + turn, alarms - turn, rest - shift)
        wanted = {"odds": {"tpr", "fpr"}, "none": set()}.get(way, {way})
        if min(other) >= 10 and _goals(one, other) == wanted and _apart(_rates(one), _rates(other), wanted):
            return one, other


def _apart(first, second, wanted):
    """Whether goals that are not met are missed by a step that can be seen, and the model beats drawing lots."""
    names = {"selection", "tpr", "fpr", "ppv"} - wanted
    seen = all(abs(first[name] - second[name]) > 0.025 for name in names)
    return seen and all(rates["tpr"] > rates["fpr"] for rates in (first, second))


def _table(rng, story, one, other):
    _, (yes, no), (true, untrue), names = story
    lines = (f"{yes} and {true}", f"{no} and {true}", f"{yes} and {untrue}", f"{no} and {untrue}")
    rows = "\n".join(f"| {lines[at]} | {one[at]} | {other[at]} |" for at in rng.permutation(4))
    return f"| people who … | {names[0]} | {names[1]} |\n| --- | --- | --- |\n{rows}"


def _number(text, right, sentences):
    """The question, with those foreseen replies that chance has not made right, or nearly."""
    return ask.number(
        text,
        right=round(float(right), 10),
        rtol=0.005,
        mistakes=[(float(value), told) for value, told in sentences if abs(value - right) > 0.02 * abs(right) + 1e-9],
    )
