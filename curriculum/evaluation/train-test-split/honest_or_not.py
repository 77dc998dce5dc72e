r"""Honest or not?

People tell how they tested a model. Would the score they quote be about what the model scores on new data? Rows are *exact copies* when
they agree in everything. Where nothing else is said, rows belong to different people and were collected in one go. Paper, a calculator
or Python are welcome.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "What will be new when the model is in use: a row, a person, a place, a month? Is that what is new in the test?",
    "For each part, write down everything that was decided or learned after somebody looked at it. What is left to say about a part of which "
    "that list is not empty?",
    "A score on rows that had a say in anything, even in a single choice, is not a test any more. And rows that come in bundles count as bundles.",
)


@question(times=2)
def which_step(rng):
    """A project in steps, one of which spoils the test, or none."""
    story = _pick(rng, _STORIES)
    parts = ["cleaning", "split", "scaling", "columns", "balance", "settings", "stop", "report"]
    spoiled = _pick(rng, [*parts, *parts, None])
    used = [part for part in parts if part in ("split", "report", spoiled) or rng.random() < 0.62]
    while len(used) < 5:
        part = _pick(rng, parts)
        used = [other for other in parts if other in used or other == part]
    lines, sentences = [], []
    for part in used:
        variants = [variant for variant in _STEPS[part] if variant[0] == (part != spoiled)]
        _, line, sentence = _pick(rng, variants)
        lines.append(line.format(**story))
        sentences.append(sentence.format(**story))
    letters = "ABCDEFGH"
    told = "\n".join(f"- **{letter}.** {line}" for letter, line in zip(letters, lines))
    nothing = "none: it is a fair test"
    choices = {f"step {letter}": sentence for letter, sentence in zip(letters, sentences)}
    right = nothing if spoiled is None else f"step {letters[used.index(spoiled)]}"
    if right != nothing:
        culprit = choices.pop(right)
        choices[nothing] = f"Look at {right} again. {culprit}"
    text = (
        f"{story['told']} This is how the model was tested, in this order:\n\n{told}\n\nAt most one of these steps keeps the quoted score from "
        "predicting how the model does in use. Which one?"
    )
    return ask.choice(text, right=right, decoys=choices)


@question
def which_part(rng):
    """Parts with neutral names, and what was done with each."""
    names = [str(name) for name in rng.choice(["amber", "blue", "coral", "grey", "green", "violet", "white"], size=5, replace=False)]
    learned, settings, stopped, other, last = names
    trap = str(rng.choice(["went back", "none", "chose", "columns"]))
    lines = [
        _pick(rng, [
            f"The weights are learned on {learned}.",
            f"All models are trained on {learned}.",
        ]),
        _pick(rng, [
            f"Of {int(rng.integers(8, 60))} settings, the one with the best score on {settings} is kept.",
            f"How strong the penalty is was tried out on {settings}, {int(rng.integers(8, 60))} times.",
        ]),
        _pick(rng, [
            f"Training is stopped when the score on {stopped} has not grown for {int(rng.integers(3, 9))} rounds.",
            f"The round with the best score on {stopped} is the one whose weights are kept.",
        ]),
    ]
    middle = {
        "went back": f"The score on {other} was a disappointment, so two columns were added, and everything was repeated.",
        "chose": f"Three finished models are compared on {other}, and the best one is taken.",
        "columns": f"The ten columns that go best with the label on {other} are the ones that the model gets.",
        "none": f"The threshold above which the model says yes is set so that the score on {other} is best.",
    }[trap]
    spoiled_too = bool(rng.random() < 0.3)
    ends = (
        [f"What is left is the choice between two models. The one with the better score on {last} is taken, and that score noted."]
        if spoiled_too
        else [
            _pick(rng, [
                f"At last the model is asked about {last}. Its score there is lower than hoped for, and nothing is changed any more.",
                f"When all of this is over, the score on {last} is noted. Nobody had looked at {last} before.",
                f"When nothing is left to decide, {last} is predicted, once. Then the model is trained anew on all five parts for use.",
            ])
        ]
    )
    if rng.random() < 0.5:
        ends.append(f"The score of the same model on {other} is noted as well.")
    body = [*lines, middle]
    if rng.random() < 0.5:
        body = [lines[0], middle, *lines[1:]]
    told = "\n".join(f"{at}. {line}" for at, line in enumerate([*body, *ends], start=1))
    choices = {
        learned: "The model has learned these very rows.",
        settings: "The best of many scores is the best partly by luck on these rows; it was chosen for that.",
        stopped: "When to stop was read off this part: the moment was chosen because its score was high.",
        other: {
            "went back": "Once something is changed because of a score, that part has had its say, and the next score on it is no test.",
            "chose": "The best of three is a choice as well. Its score on the rows that chose it flatters.",
            "columns": "These labels have chosen the columns: the model knows something of them.",
            "none": "A threshold is a setting like others. It was made to fit these rows.",
        }[trap],
        last: f"The better of two was taken by its score on {last}: that is a choice between models, made on these rows.",
        "none of the five": f"Nothing was learned from {last} or decided by it before its score was noted, and nothing was changed after.",
    }
    right = "none of the five" if spoiled_too else last
    choices.pop(right)
    text = (
        f"Rows are dealt by lot into five parts: {', '.join(sorted(names))}.\n\n{told}\n\nOn which part does the score, as it is noted at the end, "
        "tell how the model does on new rows?"
    )
    return ask.choice(text, right=right, decoys=choices)


@question(times=2)
def what_to_draw(rng):
    """Levels within levels; what will be new decides."""
    outer, inner, rows, told = _pick(rng, _LEVELS)
    at = int(rng.integers(4))
    counts = [int(rng.integers(low, high)) for low, high in ((8, 30), (8, 30), (40, 90))]
    draws = [f"whole {outer}", f"whole {inner}", f"single {rows}", f"no draw: the {rows} of the last months are the test"]
    aims = [
        f"will be used in {outer} that are not in the table",
        f"will be used for new {inner} of the {outer} that are in the table",
        f"fills in values that were lost here and there, by chance, among the {rows} of the table",
        f"says the coming months' values, for the {inner} that are in the table",
    ]
    tested = [
        f"Then the test asks about {outer} that the model has never met.",
        f"Then the test asks about {inner} that the model has never met, in {outer} that it knows.",
        f"Then the test asks about {inner} that the model knows, with {rows} from just before and just after.",
        f"Then the test asks about {inner} that the model knows, at a time that it does not.",
    ]
    in_use = [
        f"In use, the {outer} will be new as well.",
        f"In use, the {inner} will be new and their {outer} known.",
        f"In use, it will know other {rows} of the same {inner}, from before and after.",
        f"In use, the {inner} will be known and only the time will be new.",
    ]
    decoys = {draws[way]: f"{tested[way]} {in_use[at]}" for way in range(4) if way != at}
    text = (
        f"{told} The table has {counts[0]} {outer}, about {counts[1]} {inner} in each of them, and about {counts[2]} {rows} of each of these, over four years. "
        f"The model {aims[at]}. What should be drawn for the test?"
    )
    return ask.choice(text, right=draws[at], decoys=decoys)


@question
def rows_that_test(rng):
    """A small table with two parts: which test rows are news?"""
    people = [str(name) for name in rng.permutation(["Ada", "Bo", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal"])]
    while True:
        train = [(people[int(at)], int(rng.integers(1, 29)), int(rng.integers(58, 90))) for at in rng.integers(0, 5, size=7)]
        fresh = [(people[int(at)], int(rng.integers(1, 29)), int(rng.integers(58, 90))) for at in rng.integers(2, 8, size=6)]
        copies = [train[int(at)] for at in rng.choice(7, size=int(rng.integers(1, 3)), replace=False)]
        test = [*fresh, *copies]
        if len({*train, *fresh}) != 13:
            continue
        known = {row[0] for row in train}
        new_rows = [row for row in test if row[0] not in known]
        new_people = {row[0] for row in new_rows}
        counts = {len(new_rows), len(new_people), len(fresh), len(test), len(test) - len(new_rows), len({row[0] for row in test})}
        if len(counts) == 6 and new_rows:
            break
    order = rng.permutation(len(test))
    sides = [("training", row) for row in train] + [("test", test[int(at)]) for at in order]
    rows = "\n".join(f"| {side} | {name} | {day} | {pulse} |" for side, (name, day, pulse) in sides)
    text = (
        "A model is to be used for people whom it has never met. Somebody has split a table of measurements like this:\n\n"
        f"| part | person | day | pulse |\n| --- | --- | --- | --- |\n{rows}\n\n"
        "How many of the rows in the test say something about that use?"
    )
    return ask.number(
        text,
        right=len(new_rows),
        mistakes=[
            (len(fresh), "That leaves out exact copies of training rows only. Another day of a known person is not a new person."),
            (len(test), "Some of these people are in training too."),
            (len(new_people), "So many people are new. Asked for is how many rows of the test are theirs."),
            (len(test) - len(new_rows), "These are the rows of people who are in training as well."),
            (len({row[0] for row in test}), "So many people are in the test. Which of them has the model met?"),
        ],
    )


@question
def spread_of_a_score(rng):
    """How many independent cases stand behind a score?"""
    clustered = bool(rng.random() < 0.7)
    groups, each = int(rng.integers(9, 41)), int(rng.integers(5, 31))
    share = int(rng.integers(12, 19)) * 5
    p = share / 100
    name, rows = _pick(rng, [("patient", "pictures"), ("machine", "minutes"), ("writer", "digits"), ("driver", "trips")])
    m = groups if clustered else groups * each
    right = math.sqrt(p * (1 - p) / m)
    bound = (
        f"All {rows} of a {name} succeed or fail together."
        if clustered
        else f"Whether one of them is right says nothing about another, of the same {name} or not."
    )
    text = (
        f"A test holds {groups * each} {rows}: {each} from each of {groups} {name}s, all drawn at random and none of them in training. The model is right about "
        f"{share} % of them. {bound} By about how much (one standard deviation) would the score vary from one such test to another? Take {p:g} for the "
        "share among all there are, and reply with a number from 0 to 1, with four digits behind the point."
    )
    mistakes = [
        (math.sqrt(p * (1 - p) / (groups * each)), f"That counts every one of the {rows} as a case of its own. How many independent ones are there?"),
        (math.sqrt(p * (1 - p) / groups), f"That counts each {name} once, but here each of the {rows} adds something of its own."),
        (math.sqrt(p * (1 - p) / each), f"That is the number of {rows} of one {name}."),
        (p * (1 - p) / m, "That is the variance. The deviation is its root."),
        (math.sqrt(p * (1 - p)), "That is the deviation of a single case. A score is a mean of several."),
        (right * 100, "Asked for is a number from 0 to 1, not one in %."),
    ]
    kept = [pair for pair in mistakes if abs(pair[0] - right) > 0.03 * right]
    return ask.number(text, right=right, rtol=0.015, atol=0.0, mistakes=kept)


@question
def after_the_best(rng):
    """Settings that are all alike, the best of which is quoted."""
    tried, rows = int(rng.integers(20, 90)), int(rng.integers(4, 12)) * 10
    mean = int(rng.integers(550, 800)) / 10
    spread = math.sqrt(mean * (100 - mean) / rows)
    reach = spread * math.sqrt(2 * math.log(tried))
    best, worst = round(mean + reach * float(rng.uniform(0.9, 1.0))), round(mean - reach * float(rng.uniform(0.7, 0.85)))
    things = _pick(rng, ["settings of a model", "seeds for the same training", "sets of columns for one model"])
    text = (
        f"{tried} {things} are tried on {rows} validation rows. Their scores lie between {worst} % and {best} %, with a mean of {mean:g} % and a standard "
        f"deviation of {spread:.1f} %. So much is what {rows} rows make by chance if all {tried} are equally good, and they are. The best one is then asked about "
        f"{int(rng.integers(2, 9)) * 10_000:,} rows that nobody has looked at. What will its score be, about, in %?"
    )
    mistakes = [
        (best, f"That score was picked out of {tried} because it was high. What was luck on those rows stays with those rows."),
        (worst, "Bad luck does not follow good luck: new rows know nothing of what was scored before."),
        ((best + mean) / 2, "Nothing of the luck comes along, not even half of it."),
        (best - spread, "One deviation less than the best is still what luck has made: it was not one deviation above the others, but the best of all."),
        ((best + worst) / 2, "The two ends are the luckiest and the unluckiest of many. What do all of them say together?"),
    ]
    kept = [pair for pair in mistakes if abs(pair[0] - mean) > 1.5 and sum(abs(pair[0] - other[0]) < 0.5 for other in mistakes) == 1]
    return ask.number(text, right=mean, rtol=0.01, atol=0.0, mistakes=kept)


def _pick(rng, several):
    return several[int(rng.integers(len(several)))]


# What a project may look like: what is told, its rows, whose they are, and those in one word.
_STORIES = [
    {
        "told": "A clinic has several X-ray pictures of each patient. The model will be used in the same clinic, for patients who come next year.",
        "rows": "pictures", "who": "patients", "one": "patient",
    },
    {
        "told": "A maker of lifts has many recordings of each lift. The model is to find worn brakes in lifts that have never been recorded.",
        "rows": "recordings", "who": "lifts", "one": "lift",
    },
    {
        "told": "A school book's app has hundreds of replies of each pupil. The model will be used for pupils who sign up after it is built.",
        "rows": "replies", "who": "pupils", "one": "pupil",
    },
    {
        "told": "A bank reads handwritten transfer slips, of which it has dozens from each customer. The model is for slips of new customers.",
        "rows": "slips", "who": "customers", "one": "customer",
    },
]

# For each part of a project: whether it is right, what was done, and what to tell who took it for the fault, or did not see it.
_STEPS = {
    "cleaning": [
        (True, "Of {rows} that are in the table twice, as exact copies, one is removed.", "Removing copies before the split keeps them off the other side; no label is used."),
        (True, "In the whole table, {rows} with a date in the future are left out, as they will be in use.", "A fixed rule that learns nothing from the rows may be used on all of them."),
        (
            False,
            "A first model is trained on the whole table. The {rows} that it gets wrong count as badly labelled and are removed.",
            "What is hard has been taken out of the test with the help of its own labels: what is left is easier than new {rows} will be.",
        ),
    ],
    "split": [
        (True, "The {who} are dealt by lot: 60 % are for training, 20 % for validation, 20 % for the test, with all their {rows}.", "New {who} are what the model will meet, and {who} are what was drawn."),
        (
            True,
            "A lot decides for each {one} whether all of its {rows} go into training (three of five), validation (one) or the test (one).",
            "Everything of one {one} is in one part, as it should be for a model that meets new ones.",
        ),
        (
            False,
            "The {rows} are dealt by lot: 60 % are for training, 20 % for validation, 20 % for the test.",
            "Each {one} has {rows} in several parts, so the test asks about {who} that the model knows. It will be used for new ones.",
        ),
        (
            False,
            "The {rows} are dealt by lot into training, validation and test, so that each {one} has the same share in all three.",
            "That sees to it that every {one} of the test is known from training. The model will be used for new ones.",
        ),
    ],
    "scaling": [
        (True, "All columns are scaled with the mean and the deviation of the training part, in all three parts.", "Scaling is learned from training rows and used on the others, as it will be on new ones."),
        (True, "Missing values, in the test too, are filled with the median of the training part.", "The median was learned from training rows alone. New {rows} will be filled with the same."),
        (True, "In all three parts, dates are turned into the number of days since New Year.", "That rule learns nothing from the rows: it would be the same whatever was in the test."),
        (
            False,
            "Columns are combined into ten components, learned from the {rows} of all three parts together; labels are not used.",
            "Components were learned from test rows. That needs no labels to be a look at rows which were to stay new.",
        ),
        (
            False,
            "Missing values are filled with the mean of the {rows} that have the same label, over the whole table.",
            "The filled values know the label, also in the test. Of a new one no label is known.",
        ),
    ],
    "columns": [
        (True, "The twenty columns that go best with the label in the training part are kept, in all three parts.", "The choice is made by training rows alone; the test only loses the same columns."),
        (True, "Somebody who knows the subject, and has never seen the table, names twenty columns. Only they are kept.", "Nothing about the test was used for that choice."),
        (True, "Of forty sets of columns, the one with the best score on the validation part is kept.", "Comparing is what the validation part is for; its own score is not the one quoted."),
        (
            False,
            "The twenty columns that go best with the label in the whole table are kept. The model is then trained on the training part alone.",
            "The labels of the test have helped to choose the columns. Of hundreds of useless columns, some would go well with them by chance.",
        ),
        (
            False,
            "Columns are dropped, one after the other, as long as the score on the test part does not fall by it.",
            "Each dropped column is a choice made on the test part, and there were many.",
        ),
    ],
    "balance": [
        (True, "In the training part, {rows} of the rare class are put in five times each.", "Copies of training rows in training stay on their side. The test keeps its own proportions."),
        (True, "In training, {rows} of the frequent class are thinned out until both are alike; the other parts stay as they are.", "Training may be made of whatever helps, as long as the test looks like what will come."),
        (
            False,
            "In all three parts, {rows} of the frequent class are thinned out until both classes are alike.",
            "The test now holds another mixture than will come: the share of right answers in a half-and-half mixture is not that in the real one.",
        ),
        (
            False,
            "In the test part, {rows} that two people label differently are set aside as unclear.",
            "New {rows} will be unclear as often as ever. Without them the test is easier than use.",
        ),
    ],
    "settings": [
        (True, "Sixty settings are compared on the validation part, and the best one is kept.", "As often as one likes: that is what the validation part is for."),
        (True, "The setting is chosen by cross-validation within the training part, by {one}.", "Neither validation nor test rows were looked at for it."),
        (True, "A setting is taken over from a paper on the same subject, without trying others.", "A choice that no row of the table had a part in cannot flatter."),
        (
            False,
            "Three settings, no more, are compared on the test part, since the validation part is small.",
            "Three are fewer than sixty, but the best of three is a choice made on the test part all the same.",
        ),
        (
            False,
            "The model is trained with twenty seeds; the one that does best on the test part is kept.",
            "A seed is a setting as well: the best of twenty on the test part is the best partly by luck.",
        ),
    ],
    "stop": [
        (True, "Training stops when the score on the validation part no longer grows.", "The moment to stop is a setting, and it was read off the validation part."),
        (True, "Training runs for forty rounds, a number fixed before.", "No row decided on that."),
        (True, "The threshold for a yes is the one that does best on the validation part.", "A threshold is a setting; the validation part is the one to set it on."),
        (
            False,
            "To be safe against learning by heart, training stops when the score on the test part no longer grows.",
            "The moment was chosen because the score on the test part was high then. It has become a validation part.",
        ),
        (
            False,
            "The threshold for a yes is moved until it does best on the test part; the model itself stays as it is.",
            "A threshold is part of what will be used, and it was made to fit the test rows.",
        ),
    ],
    "report": [
        (True, "The test part is predicted, once. The score is lower than on the validation part, and it is quoted.", "It is to be expected that it is lower: the validation part has had a say. One look, nothing changed after."),
        (True, "The test part is predicted, once, and its score quoted. Then the model is trained anew on all three parts, for use.", "Nothing is decided by the test. More rows for the model in use make the quoted score careful, if anything."),
        (True, "Training and validation part are put together, the model is trained anew on both, the test part is predicted, and the score quoted.", "When nothing is left to choose, validation rows may be learned from. The test rows are still new."),
        (
            False,
            "The score on the test part is a disappointment. The model is mended until it is better there, and the last score is quoted.",
            "Every mend was judged on the test part: the last score is the best of several on the same rows.",
        ),
        (
            False,
            "Both scores are computed, on the validation and the test part, and the better one is quoted.",
            "The better of two is a choice, and one of the two has already had its say in other choices.",
        ),
    ],
}

# From outermost to innermost; what the model does.
_LEVELS = [
    ("schools", "pupils", "marks", "A model predicts the mark that a pupil gets for an exercise."),
    ("hospitals", "patients", "blood counts", "A model predicts a patient's blood count."),
    ("wind farms", "turbines", "days", "A model predicts how much power a turbine gives on a day."),
    ("towns", "shops", "weeks", "A model predicts what a shop sells in a week."),
    ("farms", "cows", "milkings", "A model predicts how much milk a cow gives at a milking."),
]
