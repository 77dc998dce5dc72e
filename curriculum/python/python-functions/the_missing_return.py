r"""The report that lost its numbers

Every Friday a report says how each model does, and whether that is better or worse than last week. Since somebody split the
code into three functions, it is broken:

- `report` stops with `UnboundLocalError`; in a week of new models only, it works.
- `accuracy(y_true, y_pred)` shows 0.75 in the notebook, but `accuracy(y_true, y_pred) > 0.7` raises a `TypeError`.
- `change(0.9, 0.7)` is `"better"`, while `change(0.71, 0.7)` shows nothing at all.

What they are meant to do:

- `accuracy(y_true, y_pred)` returns the share of predictions that equal the truth. There is at least one; labels are whole
  numbers or texts.
- `change(score, before, margin=0.02)` returns `"better"` if `score` is more than `margin` above `before`, `"worse"` if it
  is more than `margin` below it, and `"same"` otherwise.
- `report(y_true, predictions, before)` returns one text with a line for each model, in the order of `predictions`, joined
  by `"\n"`. A line holds the name, the accuracy with two decimals and, in brackets, the change against `before`, a dict
  of last week's accuracies, or `new` if the model is not in it.

Mend all three. Names, parameters and defaults stay; nothing is printed; and no call has an effect on later ones.

```python
truth = [1, 0, 1, 1]
print(report(truth, {"tree": [1, 0, 0, 1], "forest": [1, 0, 1, 1]}, before={"tree": 0.5}))
# tree: 0.75 (better)
# forest: 1.00 (new)
```
"""

from mlestone.proving import answer, bug, check, equivalent, expect, hints, mistake

hints(
    "What does a function return that reaches its end without meeting `return`?",
    "Walk through `change` with a score that is a little above `before`: which line does it leave by? In `report`, which "
    "names are assigned somewhere in the function?",
    "A name that is assigned anywhere in a function is local in all of it, also in the lines above, and hides what has the "
    "same name outside.",
)

equivalent("zip(y_true, y_pred) -> zip(y_pred, y_true)", "Whether two things are equal does not depend on their order.")
equivalent("accuracy(y_true, y_pred) -> accuracy(y_pred, y_true)", "The share that agrees is the same either way.")


@answer
def accuracy(y_true: list, y_pred: list) -> float:
    """Return the share of predictions that are right."""
    right = 0
    for true, predicted in zip(y_true, y_pred):
        if true == predicted:
            right += 1
    return right / len(y_true)


@answer
def change(score: float, before: float, margin: float = 0.02) -> str:
    """Return "better", "worse" or "same"."""
    if score - before > margin:
        return "better"
    if before - score > margin:
        return "worse"
    return "same"


@answer
def report(y_true: list, predictions: dict, before: dict) -> str:
    """Return a line for each model: its name, its accuracy, and how that has changed."""
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        word = change(score, before[name]) if name in before else "new"
        lines.append(f"{name}: {score:.2f} ({word})")
    return "\n".join(lines)


@bug(
    accuracy,
    "The share is shown to whoever looks at the screen, and the caller gets `None`. Printing is not handing over.",
)
def prints_the_share(y_true, y_pred):
    right = 0
    for true, predicted in zip(y_true, y_pred):
        if true == predicted:
            right += 1
    print(right / len(y_true))


@bug(
    change,
    "For a score that is a little above `before` no line with `return` is reached, and the call gives `None`. Which of the "
    "conditions does such a score meet?",
)
def leaves_a_branch_open(score, before, margin=0.02):
    if score > before:
        if score - before > margin:
            return "better"
    elif before - score > margin:
        return "worse"
    else:
        return "same"


@bug(
    report,
    "Inside `report`, the name `change` stands for a variable of its own, from the first line to the last, since there are "
    "lines that assign to it. At the call it has no value yet, or a text.",
)
def hides_the_function(y_true, predictions, before):
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            change = change(score, before[name])
        else:
            change = "new"
        lines.append(f"{name}: {score:.2f} ({change})")
    return "\n".join(lines)


@mistake(
    accuracy,
    "It returns now, and prints as well: every call of `report` leaves numbers on somebody's screen.",
)
def prints_and_returns(y_true, y_pred):
    share = accuracy(y_true, y_pred)
    print(share)
    return share


@mistake(
    accuracy,
    "The share is rounded before it is compared with last week's. How many decimals are shown is the report's business.",
)
def rounds_the_share(y_true, y_pred):
    return round(accuracy(y_true, y_pred), 2)


@mistake(
    accuracy,
    "It returns during the first round of the loop: one prediction has been looked at by then.",
)
def returns_in_the_loop(y_true, y_pred):
    right = 0
    for true, predicted in zip(y_true, y_pred):
        if true == predicted:
            right += 1
        return right / len(y_true)


@mistake(
    change,
    "A change of exactly the margin is not more than the margin.",
)
def counts_the_margin_itself(score, before, margin=0.02):
    if score - before >= margin:
        return "better"
    if before - score > margin:
        return "worse"
    return "same"


@mistake(
    change,
    "The margin is 0.02 whatever the caller says: a value that is written into the function hides what came in.",
)
def ignores_the_caller_s_margin(score, before, margin=0.02):
    return change(score, before)


@mistake(
    change,
    "Gains have a `return` in every case now. For a score that is equal to `before`, or a little below it, no line with "
    "`return` is reached: the `else` has only moved.",
)
def moves_the_open_branch(score, before, margin=0.02):
    if score > before:
        if score - before > margin:
            return "better"
        else:
            return "same"
    elif before - score > margin:
        return "worse"


@mistake(
    change,
    "Where neither condition holds, the end of the function is reached without a `return`, and the call gives `None`.",
)
def never_says_same(score, before, margin=0.02):
    if score - before > margin:
        return "better"
    if before - score > margin:
        return "worse"


@mistake(
    change,
    "Every score above `before` is called better, by however little. What is `margin` for?",
)
def calls_any_gain_better(score, before, margin=0.02):
    if score > before:
        return "better"
    return change(score, before, margin)


@mistake(
    change,
    "It never says `None` any more, but a score a little above `before` ends where the losses end.",
)
def sends_small_gains_to_worse(score, before, margin=0.02):
    if score > before:
        if score - before > margin:
            return "better"
        return "worse"
    return change(score, before, margin)


@mistake(
    report,
    "The first call of `change` works and the second does not: with `global`, the assignment replaces the function itself by "
    "the text that it returned, for this call and all later ones.",
)
def declares_it_global(y_true, predictions, before):
    word = change
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        word = word(score, before[name]) if name in before else "new"
        lines.append(f"{name}: {score:.2f} ({word})")
    return "\n".join(lines)


@mistake(
    report,
    "A model that got nothing right last week is called new: 0.0 counts as false, and `if` cannot tell it from a model that "
    "is missing. Ask whether the name is there.",
)
def takes_zero_for_new(y_true, predictions, before):
    return report(y_true, predictions, {name: score for name, score in before.items() if score})


@mistake(
    report,
    "A line shows 1.0 or 0.5. Rounding takes decimals away and never adds any; neither does a format of two *significant* "
    "digits. Which format has two decimals in any case?",
)
def rounds_instead_of_formatting(y_true, predictions, before):
    lines = []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        word = change(score, before[name]) if name in before else "new"
        lines.append(f"{name}: {round(score, 2)} ({word})")
    return "\n".join(lines)


@mistake(
    report,
    "A new model gets the word of the model before it: what a variable was given in one round of the loop, it keeps in the "
    "next.",
)
def keeps_the_last_word(y_true, predictions, before):
    word, lines = "new", []
    for name, y_pred in predictions.items():
        score = accuracy(y_true, y_pred)
        if name in before:
            word = change(score, before[name])
        lines.append(f"{name}: {score:.2f} ({word})")
    return "\n".join(lines)


@mistake(report, "The report is printed, and the caller gets `None`. That is the same fault once more.")
def prints_the_report(y_true, predictions, before):
    print(report(y_true, predictions, before))


@check("returns the share of right predictions, as a number to compute with", sizes=(1, 4, 7))
def shares(learner, rng, size):
    truth, predicted = _labels(rng, size), _labels(rng, size)
    expect(learner.accuracy(truth, predicted)).close(accuracy(truth, predicted))
    expect(learner.accuracy(truth, truth)).close(1.0)
    truth, predicted = ([("malignant", "benign")[label] for label in labels] for labels in (truth, predicted))
    expect(learner.accuracy(truth, predicted)).close(accuracy(truth, predicted))


@check("tells better from worse")
def clear_changes(learner, rng):
    low, high = float(rng.uniform(0.3, 0.5)), float(rng.uniform(0.6, 0.9))
    expect(learner.change(high, low)).equals("better")
    expect(learner.change(low, high)).equals("worse")
    expect(learner.change(low, low)).equals("same")


@check("reports a model of last week, then two")
def one_model_then_two(learner, rng):
    truth, predictions, before = _week(rng, 2)
    alone = {"tree": predictions["tree"]}
    expect(learner.report(truth, alone, before)).equals(report(truth, alone, before))
    expect(learner.report(truth, predictions, before)).equals(report(truth, predictions, before))


@check("says that a change within the margin is none, upwards and downwards")
def small_changes(learner, rng):
    before, little = float(rng.uniform(0.4, 0.8)), float(rng.uniform(0.005, 0.015))
    for score in (before - little, before + little):
        expect(learner.change(score, before)).equals("same")
    for score in (before + 3 * little, before - 3 * little):
        expect(learner.change(score, before, margin=4 * little)).equals("same")
        expect(learner.change(score, before, margin=2 * little)).equals(change(score, before, 2 * little))


@check("takes a change of exactly the margin for none")
def on_the_margin(learner, rng):
    before = int(rng.integers(2, 7)) / 8  # so that differences are exact
    expect(learner.change(before + 0.01, before)).equals("same")  # what is well within it is another matter
    for score in (before + 0.125, before - 0.125):
        expect(learner.change(score, before, margin=0.125)).equals("same")


@check("reports several models of last week in one call", sizes=(3, 6))
def several_models(learner, rng, size):
    truth, predictions, before = _week(rng, size)
    for known in (dict(list(before.items())[:1]), before):
        expect(learner.report(truth, predictions, known)).equals(report(truth, predictions, known))


@check("shows two decimals, also of 1 and of a half")
def two_decimals(learner, rng):
    truth = ["benign", "malignant"] * int(rng.integers(1, 5))
    predictions = {"tree": truth, "forest": truth[:1] * len(truth), "svm": truth[1:] + truth[:1]}
    for before in ({}, {"tree": 0.75, "forest": 0.5, "svm": 0.25}):
        expect(learner.report(truth, predictions, before)).equals(report(truth, predictions, before))


@check("compares with a model that got nothing right last week")
def nothing_right_before(learner, rng):
    truth, predictions, before = _week(rng, 3)
    before = dict.fromkeys(before, 0.0)
    expect(learner.report(truth, predictions, before)).equals(report(truth, predictions, before))


@check("reports new models before, between and after old ones, and no models as an empty text")
def new_models(learner, rng):
    truth, predictions, before = _week(rng, 5)
    for missing in (("tree", "svm", "naive", "boost"), ("tree", "boost"), ("forest",), ("naive",), tuple(predictions)):
        known = {name: score for name, score in before.items() if name not in missing}
        expect(learner.report(truth, predictions, known)).equals(report(truth, predictions, known))
    expect(learner.report(truth, {}, before)).equals("")


@check("compares what was computed, not what is shown")
def not_rounded(learner, rng):
    size = int(rng.choice([700, 900]))
    right = int(rng.integers(size // 2, size - 50))
    truth, predictions = [1] * size, {"tree": [1] * right + [0] * (size - right)}
    for offset in (-0.0204, -0.0196, 0.0196, 0.0204):
        before = {"tree": right / size + offset}
        expect(learner.report(truth, predictions, before)).equals(report(truth, predictions, before))
    expect(learner.accuracy(truth, predictions["tree"])).close(right / size)


@check("has no effect on later calls")
def later_calls(learner, rng):
    truth, predictions, before = _week(rng, 2)
    expect(learner.report(truth, predictions, {})).equals(report(truth, predictions, {}))
    expect(learner.report).pure(truth, predictions, before)
    expect(learner.change(0.9, 0.5)).equals("better")


@check("prints nothing")
def silent(learner, rng):
    truth, predictions, before = _week(rng, 2)
    learner.accuracy(truth, predictions["tree"])
    expect.printed("")
    learner.change(0.5, 0.5)
    learner.report(truth, predictions, before)
    expect.printed("")


_NAMES = ("tree", "forest", "svm", "naive", "boost", "ridge")


def _labels(rng, size):
    return rng.integers(0, 2, size=size).tolist()


def _week(rng, size):
    """Truth, predictions of `size` models and last week's scores: better, worse, and nearly the same, in turn."""
    truth = _labels(rng, 9)
    predictions = {name: _labels(rng, 9) for name in _NAMES[:size]}
    offsets = [0.01, -0.1, 0.1, -0.01, 0.3, 0.0]
    before = {
        name: min(1.0, max(0.0, accuracy(truth, predictions[name]) + offset))
        for name, offset in zip(predictions, offsets)
    }
    return truth, predictions, before
