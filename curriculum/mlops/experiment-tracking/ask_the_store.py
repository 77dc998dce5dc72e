"""Ask the store

A team's MLflow store holds 300 runs of a model that tells failing pumps. Each question shows what a search of it returned, or
what was tracked. Runs are named like `r107`. Accuracies and losses on the training, validation and test rows are
metrics whose names begin with `train_`, `val_` and `test_`. Paper, a calculator or Python are welcome.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "What does a run have to have seen, and what must it not have seen, before its score says anything about next month?",
    "A param is a text and a metric is a series of values with steps. What does a search compare: which of its values, and in "
    "which order do texts stand?",
    "A gain counts when it is larger than what another seed changes, and when nothing else was changed with it. A choice that "
    "followed the test rows has used them up.",
)


@question
def best_honest_run(rng):
    current, old = _hashes(rng, 2)
    scores = np.sort(rng.choice(np.arange(780, 930), size=7, replace=False))[::-1] / 1000
    names = _names(rng, 7)
    tests = (scores - rng.integers(5, 30, size=7) / 1000).round(3)
    at = int(rng.integers(3, 5))  # where the run stands that can be defended
    faults = [
        ("status", "FAILED", "That run failed before its end: what it tracked is from somewhere on the way."),
        ("status", "RUNNING", "That run is still running, or was killed without a word: its score is not a final one."),
        ("data", old, f"That run saw other data: {old} is not the current file."),
        ("stopped by", "test_loss", "It was stopped where the test rows liked it best, so they chose it: they can judge it no more."),
        ("trained on", "train+val", "It was trained on the validation rows too, so its val_accuracy is remembered, not predicted."),
    ]
    order = [faults[int(each)] for each in rng.permutation(len(faults))[:at]]
    rows, wrong = [], []
    for place, name in enumerate(names):
        row = {
            "run": name,
            "status": "FINISHED",
            "data": current,
            "trained on": "train",
            "stopped by": "val_loss",
            "val_accuracy": f"{scores[place]:.3f}",
            "test_accuracy": f"{tests[place]:.3f}",
        }
        if place < at:
            column, value, sentence = order[place]
            row[column] = value
            wrong.append((name, sentence))
        elif place > at:
            tests[place] = tests[at] + rng.integers(2, 12) / 1000
            row["test_accuracy"] = f"{tests[place]:.3f}"
            wrong.append((name, "It is better on the test rows, but not on the validation rows; which of them may choose?"))
        rows.append(row)
    text = (
        f"The current data file has the hash `{current}`. The runs with the highest `val_accuracy`:\n\n{_table(rows)}\n\n"
        "Which run would you hand on, as the best whose choice and scores can be defended? Reply with its name."
    )
    return ask.text(text, right=names[at], mistakes=wrong)


@question
def the_change_that_helped(rng):
    spread = int(rng.integers(4, 9))
    base = int(rng.integers(780, 840))
    helped = bool(rng.random() < 0.7)
    gains = {"real": 5 * spread if helped else spread // 2, "lucky": spread // 3, "two": 8 * spread, "data": 7 * spread}
    one, other, third, fourth, fifth = (_CHANGES[int(at)] for at in rng.permutation(len(_CHANGES))[:5])
    what = {"real": one, "lucky": other, "two": f"{third}, {fourth}", "data": fifth}
    old, new = _hashes(rng, 2)
    rows = [_row(rng, "none", old, base, spread)]
    for kind in ("real", "lucky", "two", "data"):
        rows.append(_row(rng, what[kind], new if kind == "data" else old, base + gains[kind], spread, kind == "lucky"))
    rows[1:] = [rows[1 + int(at)] for at in rng.permutation(4)]
    text = (
        "Runs that differ from the first line's only in what is told, each with three seeds, and nothing else was tried:\n\n"
        f"{_table(rows)}\n\nWhich single change is shown to have helped?"
    )
    decoys = {
        what["lucky"]: "One of its seeds was lucky. Its mean is hardly above the first line's: less than other seeds change.",
        what["two"]: "Two things were changed at once. Which of them helped, or whether one of them hurts, nobody knows.",
        what["data"]: "These runs saw other data, so the gain may be the data's and not the change's.",
    }
    if helped:
        decoys["none of them"] = "One change, on the same data, moves all three seeds by more than they differ among each other."
        return ask.choice(text, right=what["real"], decoys=decoys)
    decoys[what["real"]] = "Its mean is higher, but by less than the seeds differ among each other: another three might turn it round."
    return ask.choice(text, right="none of them", decoys=decoys)


@question
def chosen_by_test(rng):
    names = [f"{name}-{int(number)}" for name, number in zip(_STUDIES, rng.integers(2, 30, size=len(_STUDIES)))]
    names = [names[int(at)] for at in rng.permutation(len(names))[:4]]
    trials = [int(number) for number in rng.choice(np.arange(20, 90), size=4, replace=False)]
    far = [int(number) for number in rng.choice(np.arange(6, 19), size=2, replace=False)]
    kinds = [
        (names[0], trials[0], trials[0], far[0], 1),
        (names[1], trials[1], 1, 1, "-"),
        (names[2], trials[2], trials[2], 1, far[1]),
        (names[3], trials[3], 0, 1, "-"),
    ]
    vals = [int(number) for number in rng.integers(800, 900, size=4)]
    drops = [int(rng.integers(-8, 1)), int(rng.integers(-15, -2)), int(rng.integers(12, 40)), None]
    rows = [
        {
            "study": name,
            "trials": count,
            "trials with test_accuracy": measured,
            "best_run: place by val_accuracy": by_val,
            "place by test_accuracy": by_test,
            "its val_accuracy": f"{val / 1000:.3f}",
            "its test_accuracy": "-" if drop is None else f"{(val - drop) / 1000:.3f}",
        }
        for (name, count, measured, by_val, by_test), val, drop in zip(kinds, vals, drops)
    ]
    rows = [rows[int(at)] for at in rng.permutation(4)]
    text = (
        f"Four studies and the run each named in its tag `best_run`:\n\n{_table(rows)}\n\n"
        "Which study has chosen its best run by the test rows, so that this run's test_accuracy is too good to be believed?"
    )
    decoys = {
        names[1]: "One trial alone was measured on the test rows, after it was chosen. That it did better there than on the "
        "validation rows is luck, and allowed.",
        names[2]: "All its trials were measured on the test rows, which is tempting. Yet the one that was chosen is the first "
        "by validation and not by test.",
        names[3]: "None of its trials has seen the test rows: nothing is known of them, and nothing is used up.",
    }
    return ask.choice(text, right=names[0], decoys=decoys)


@question
def what_the_metric_is_now(rng):
    number = int(rng.integers(6, 9))
    values = (np.sort(rng.choice(np.arange(300, 800), size=number, replace=False))[::-1] / 1000).tolist()
    low = int(rng.integers(2, number - 2))
    values[low:] = values[low:][::-1]  # overfitting from there on
    again = int(rng.integers(2, 4))
    repeated = (rng.choice(np.arange(810, 990), size=again, replace=False) / 1000).tolist()
    resumed = bool(rng.random() < 0.6)
    calls = [f'mlflow.log_metric("val_loss", {value}, step={step})' for step, value in enumerate(values, 1)]
    if resumed:
        calls += ["# an hour later, the run is resumed from the start"]
        calls += [f'mlflow.log_metric("val_loss", {value}, step={step})' for step, value in enumerate(repeated, 1)]
    code = "\n".join(calls)
    text = (
        f"One run has tracked, in this order:\n\n```text\n{code}\n```\n\n"
        "A search shows one value of `metrics.val_loss` for it, and sorts by that. Which?"
    )
    mistakes = [
        (min(values), "That is the lowest. A search does not know that lower is better: it shows the value of one step."),
        (float(np.mean(values)), "Nothing is averaged: of the series, one value is shown."),
        (values[0], "That is the first value: a search shows another end of the series."),
    ]
    if resumed:
        why = "That was tracked last, but at an earlier step: the step decides, and the clock only between equal steps."
        mistakes.append((repeated[-1], why))
    right = values[-1]
    return ask.number(text, right=right, rtol=1e-6, mistakes=[pair for pair in mistakes if pair[0] != right])


@question
def in_which_order(rng):
    name = str(rng.choice(["depth", "epochs", "batch", "hidden"]))
    down = bool(rng.random() < 0.5)
    while True:
        numbers = {int(low) for low in rng.integers(2, 10, size=2)} | {int(mid) for mid in rng.integers(10, 100, size=3)}
        numbers |= {int(high) for high in rng.integers(100, 600, size=2)}
        texts = sorted(map(str, numbers), reverse=down)
        by_size = sorted(numbers, reverse=down)
        if len(numbers) == 7 and len({int(texts[0]), int(texts[-1]), by_size[0], by_size[-1]}) == 4:
            break
    shown = ", ".join(str(number) for number in rng.permutation(sorted(numbers)))
    text = (
        f"Seven runs have the param `{name}`: {shown}, one each. What is `{name}` of the first run that "
        f"`mlflow.search_runs(order_by=[\"params.{name} {'DESC' if down else 'ASC'}\"])` returns?"
    )
    mistakes = [
        (by_size[0], "So it would be if params were numbers. They are stored as texts, and sorted letter by letter."),
        (by_size[-1], f"{'DESC begins with the last' if down else 'ASC begins with the first'} in the order of texts."),
        (int(texts[-1]), f"That one comes last: {'DESC' if down else 'ASC'} turns the order round."),
    ]
    return ask.number(text, right=int(texts[0]), mistakes=mistakes)


@question
def how_many_are_found(rng):
    bound = int(rng.integers(80, 88)) / 100
    asked, same, other = [("0.1", "0.10", "0.01"), ("0.5", "0.50", "0.05"), ("0.3", "0.30", "0.03")][int(rng.integers(3))]
    sizes = {kind: int(rng.integers(1, 4)) for kind in ("found", "written otherwise", "failed", "without", "low")}
    sizes["found"] += 1
    rows = []
    for kind, size in sizes.items():
        for _ in range(size):
            above = bound + rng.integers(1, 60) / 1000
            below = bound - rng.integers(1, 60) / 1000
            rows.append(
                {
                    "run": "",
                    "status": "FAILED" if kind == "failed" else "FINISHED",
                    "params.rate": same if kind == "written otherwise" else other if kind == "low" and rng.random() < 0.4 else asked,
                    "metrics.val_accuracy": "" if kind == "without" else f"{below if kind == 'low' else above:.3f}",
                }
            )
    rows = [rows[int(at)] for at in rng.permutation(len(rows))]
    for row, name in zip(rows, _names(rng, len(rows))):
        row["run"] = name
    condition = f"params.rate = '{asked}' and metrics.val_accuracy > {bound} and attributes.status = 'FINISHED'"
    text = f"Part of the store:\n\n{_table(rows)}\n\nHow many of these runs does the filter `{condition}` find?"
    found = sizes["found"]
    mistakes = [
        (found + sizes["written otherwise"], f"A param is a text: '{same}' is another one than '{asked}', equal as they are as numbers."),
        (found + sizes["without"], "A run without the metric is not found by a comparison of it."),
        (found + sizes["failed"], "Failed runs have metrics too. What does the filter say of the status?"),
        (found + sizes["low"], "Some of these are not above the bound."),
        (len(rows), "These are all of them: which of the three conditions does each fulfil?"),
    ]
    return ask.number(text, right=found, mistakes=[pair for pair in mistakes if pair[0] != found])


@question
def what_explains_it(rng):
    causes = [_CAUSES[int(at)] for at in rng.permutation(len(_CAUSES))][: int(rng.integers(3, 5))]
    harmless = [_HARMLESS[int(at)] for at in rng.permutation(len(_HARMLESS))[:3]]
    (cause, before, after, why), *same = causes
    tracked = bool(rng.random() < 0.7)
    if cause == "data_sha256":
        before, after = _hashes(rng, 2)
    facts = [(cause, before, after if tracked else before)]
    facts += [(name, value, value) for name, value, _, _ in same]
    facts += [(name, one, other) for name, one, other, _ in harmless]
    facts = [facts[int(at)] for at in rng.permutation(len(facts))]
    first, second = _names(rng, 2)
    losses = rng.choice(np.arange(3000, 6000), size=2, replace=False) / 10000
    rows = [{"tracked": name, first: one, second: other} for name, one, other in facts]
    rows.append({"tracked": "val_loss (last)", first: f"{losses[0]:.4f}", second: f"{losses[1]:.4f}"})
    text = (
        f"`{second}` was to repeat `{first}`, and came out otherwise:\n\n{_table(rows)}\n\n"
        "Which of the facts that were tracked can explain it?"
    )
    decoys = {name: sentence for name, _, _, sentence in harmless}
    nothing = "none of them, but something that was not tracked"
    if tracked:
        return ask.choice(text, right=cause, decoys=decoys | {nothing: f"One of them can. {why}"})
    decoys[cause] = "It could, if it were another one. In both runs it is the same."
    return ask.choice(text, right=nothing, decoys=decoys)


_CHANGES = (
    "rate 0.1 to 0.03",
    "decay 0.001 to 0.01",
    "batch 64 to 16",
    "epochs 20 to 40",
    "momentum 0 to 0.9",
    "a column for the season",
    "the logarithm of the age",
    "rows without a pressure left out",
)

_STUDIES = ("spring", "rates", "forests", "night", "wider", "thesis")

_CAUSES = (
    ("data_sha256", "7c1e", "a90b", "The file is another one."),
    ("mlflow.source.git.commit", "4be1c02", "9d3370a", "The code is another one."),
    ("seed", "17", "0", "Weights and order of the rows begin otherwise."),
    ("tags.numpy", "1.26.4", "2.3.5", "Another version of the library may draw and add up otherwise."),
    ("batch", "16", "32", "The steps are others."),
)

_HARMLESS = (
    ("mlflow.user", "ida", "cron", "Who started a run leaves no trace in its numbers."),
    ("mlflow.runName", "calm-owl-12", "wise-gnu-7", "A name is given to a run; no number depends on it."),
    ("start time", "Mon 09:12", "Thu 23:40", "When a run began changes nothing, as long as its code does not ask the clock."),
    ("experiment", "pumps", "pumps-check", "Where a run is filed has no part in its training."),
    ("artifact location", "/srv/a", "/srv/b", "Where its files are put has no part in its training."),
)


def _names(rng, number):
    return [f"r{int(each)}" for each in rng.choice(np.arange(100, 400), size=number, replace=False)]


def _hashes(rng, number):
    return [f"{int(each):04x}" for each in rng.choice(np.arange(4096, 65536), size=number, replace=False)]


def _row(rng, changed, data, centre, spread, lucky=False):
    """Three seeds round a centre, in thousandths."""
    parts = np.array([-1, 0, 1]) * spread // 2 if not lucky else np.array([-2 * spread, -2 * spread, 4 * spread + 2])
    values = [f"{(centre + int(part)) / 1000:.3f}" for part in rng.permutation(parts)]
    return {"changed": changed, "data": data, "val_accuracy with seeds 1, 2, 3": ", ".join(values)}


def _table(rows):
    """Rows as a table in Markdown."""
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([str(row[name]) for name in head] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
