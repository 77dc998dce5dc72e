"""Five loops in five lines

A colleague has written five functions with loops and `append`. Write them with list comprehensions.

```python
def excess(counts, limit):
    found = []
    for count in counts:
        if count is not None:
            if count > limit:
                found.append(count - limit)
    return found

def labels(counts, limit):
    words = []
    for count in counts:
        if count > limit:
            words.append("high")
        else:
            words.append("low")
    return words

def matches(teams):
    games = []
    for at, home in enumerate(teams):
        for guest in teams[at + 1:]:
            games.append((home, guest))
    return games

def columns(rows):
    table = []
    for at in range(len(rows[0])):
        column = []
        for row in rows:
            column.append(row[at])
        table.append(column)
    return table

def best(records):
    tops = []
    for name, *marks in records:
        if marks:
            tops.append((name, max(marks)))
    return tops
```

Given the same arguments, each function returns the same as his, lists in lists and tuples in lists included. `counts` is a list of
numbers, for `excess` with `None` among them; `teams` a list of texts, of which some may be the same; `rows` a list of one or more lists
that are equally long; and `records` a list of tuples, each a text followed by any number of numbers, or by none. All but `rows` may be
empty. The arguments stay as they were.

In each of the five functions there is a list comprehension, `[… for … in …]`. The program has no `for` or `while` statement
(the `for` in a comprehension is none, even where it begins a line), and uses neither `map` nor `filter`.

```python
excess([5, None, 9, 7], 6)    # [3, 1]
labels([5, 9, 7], 6)    # ["low", "high", "high"]
matches(["Rot", "Blau", "Gelb"])    # [("Rot", "Blau"), ("Rot", "Gelb"), ("Blau", "Gelb")]
columns([[1, 2, 3], [4, 5, 6]])    # [[1, 4], [2, 5], [3, 6]]
best([("Ada", 2, 5), ("Ben",), ("Cem", 4)])    # [("Ada", 5), ("Cem", 4)]
```
"""

import ast

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "In each of the five, what is it that is handed to `append`? That comes first in the brackets.",
    "An `if` that decides *whether* something is appended stands at the end of the comprehension. One that decides *which of two* is appended is part of what comes first: "
    "`this if condition else that`.",
    "Loops one inside the other, with one list that is appended to, become several `for` in one pair of brackets, the outer one first. Where each round of the outer "
    "loop makes a list of its own, a comprehension stands first inside another one.",
)


@answer
def excess(counts: list, limit: float) -> list:
    """Return by how much each count is above `limit`, for those that are."""
    return [count - limit for count in counts if count is not None and count > limit]


@answer
def labels(counts: list, limit: float) -> list:
    """Return "high" or "low" for each count."""
    return ["high" if count > limit else "low" for count in counts]


@answer
def matches(teams: list) -> list:
    """Return all games of each team, as `home`, with each team after it in the list."""
    return [(home, guest) for at, home in enumerate(teams) for guest in teams[at + 1 :]]


@answer
def columns(rows: list) -> list:
    """Return the columns of a table whose rows are given."""
    return [[row[at] for row in rows] for at in range(len(rows[0]))]


@answer
def best(records: list) -> list:
    """Return name and best mark of everyone who has marks."""
    return [(name, max(marks)) for name, *marks in records if marks]


@mistake(
    excess,
    "`None` is compared with a number, and Python refuses. What has to be asked first, so that the second question is not put?",
)
def compares_none(counts, limit):
    return [count - limit for count in counts if count > limit]


@mistake(excess, "The counts above the limit come back whole. What did the loop append?")
def keeps_the_counts(counts, limit):
    return [count for count in counts if count is not None and count > limit]


@mistake(
    excess,
    "Every count has a place in the result, also those that the loop passed over: `if … else` in front chooses between two values, an "
    "`if` at the end leaves out.",
)
def chooses_instead_of_leaving_out(counts, limit):
    return [count - limit if count is not None and count > limit else None for count in counts]


@mistake(
    excess,
    "A count of 0 is left out, though it is above a limit below 0: `if count` asks whether it counts as true. The loop asked whether "
    "it is `None`.",
)
def takes_zero_for_none(counts, limit):
    return [count - limit for count in counts if count and count > limit]


@mistake(excess, "A count that equals the limit is taken as well, with an excess of 0.")
def takes_the_limit(counts, limit):
    return [count - limit for count in counts if count is not None and count >= limit]


@mistake(
    labels,
    "The low ones are missing: an `if` at the end leaves elements out. What is to be chosen here is the word, and that stands in front.",
)
def leaves_the_low_out(counts, limit):
    return ["high" for count in counts if count > limit]


@mistake(labels, "The two words are interchanged: which one is for a count above the limit?")
def words_interchanged(counts, limit):
    return ["low" if count > limit else "high" for count in counts]


@mistake(labels, "A count that equals the limit is called high. What does the loop ask?")
def limit_is_high(counts, limit):
    return ["high" if count >= limit else "low" for count in counts]


@mistake(matches, "Each pair of teams plays twice, once in each order: where does the inner loop begin?")
def home_and_away(teams):
    places = list(enumerate(teams))
    return [(home, guest) for at, home in places for other, guest in places if at != other]


@mistake(matches, "Each team plays against itself, too. At which place does the inner loop begin?")
def against_itself(teams):
    return [(home, guest) for at, home in enumerate(teams) for guest in teams[at:]]


@mistake(
    matches,
    "These are lists in a list: a comprehension inside another one makes a list for every round. Two `for` in one pair of brackets "
    "make one list.",
)
def lists_in_a_list(teams):
    return [[(home, guest) for guest in teams[at + 1 :]] for at, home in enumerate(teams)]


@mistake(
    matches,
    "These are the right games in another order: of several `for` in one comprehension, the first is the outer loop.",
)
def loops_interchanged(teams):
    return [(home, guest) for at, guest in enumerate(teams) for home in teams[:at]]


@mistake(
    matches,
    "Teams are told apart by their names here, and two of the same name do not play against each other, or play twice. The loop goes "
    "by places.",
)
def compares_names(teams):
    return [(home, guest) for at, home in enumerate(teams) for guest in teams[at + 1 :] if home != guest]


@mistake(columns, "The rows come back as they are. Which loop was the outer one: that through the places, or that through the rows?")
def copies_the_rows(rows):
    return [list(row) for row in rows]


@mistake(columns, "All numbers are in one list. Each column is to be a list of its own.")
def one_long_list(rows):
    return [row[at] for at in range(len(rows[0])) for row in rows]


@mistake(columns, "There are as many columns as there are rows. What does a row tell about the number of columns?")
def counts_the_rows(rows):
    return [[row[at] for row in rows] for at in range(len(rows))]


@mistake(best, "Of an empty list there is no largest element, and Python says so: who has no marks is to be left out.")
def asks_the_empty(records):
    return [(name, max(marks)) for name, *marks in records]


@mistake(best, "Who has no mark is in the result, with 0. The loop leaves those out.")
def zero_for_nothing(records):
    return [(name, max(marks or [0])) for name, *marks in records]


@mistake(best, "All marks come back. Which of them did the loop append?")
def all_marks(records):
    return [(name, marks) for name, *marks in records if marks]


@mistake(
    best,
    "`max(*marks)` hands the marks over one by one, and a single number is nothing that `max` could go through. What does it take besides?",
)
def spreads_the_marks(records):
    return [(name, max(*marks)) for name, *marks in records if marks]


@mistake(best, "The first mark is taken for the best. Are they sorted?")
def first_mark(records):
    return [(name, marks[0]) for name, *marks in records if marks]


@mistake(best, "Who has only marks of 0 or less is left out: the loop asks whether there are marks, not how good they are.")
def drops_bad_marks(records):
    return [(name, max(marks)) for name, *marks in records if marks and max(marks) > 0]


@check("says by how much counts are above the limit")
def above(learner, rng):
    for _ in range(3):
        counts = [None, *rng.integers(0, 30, size=8).tolist(), 25, None]
        limit = int(rng.integers(8, 20))
        expect(learner.excess(counts, limit)).is_a(list).equals(excess(counts, limit))


@check("has a label for every count")
def every_label(learner, rng):
    for _ in range(3):
        counts = [*rng.integers(0, 30, size=7).tolist(), 31, 0]
        limit = int(rng.integers(8, 20))
        expect(learner.labels(counts, limit)).is_a(list).equals(labels(counts, limit))


@check("lets each team play once with each of the others", sizes=(2, 3, 5))
def all_games(learner, rng, size):
    teams = rng.permutation(["Rot", "Blau", "Gelb", "Lila", "Weiß", "Grau"]).tolist()[:size]
    got = learner.matches(teams)
    expect(got).is_a(list).equals(matches(teams))
    for game in got:
        expect(game).is_a(tuple)


@check("turns rows into columns, whatever the shape of the table")
def all_columns(learner, rng):
    for shape in ((2, 3), (3, 2), (4, 4), (1, 3), (3, 1)):
        rows = rng.integers(0, 100, size=shape).tolist()
        got = learner.columns(rows)
        expect(got).is_a(list).equals(columns(rows))
        for column in got:
            expect(column).is_a(list)


@check("finds the best of several marks")
def best_marks(learner, rng):
    for _ in range(3):
        records = [(name, 1, *rng.integers(2, 16, size=1 + at).tolist()) for at, name in enumerate(("Ada", "Ben", "Cem"))]
        got = learner.best(records)
        expect(got).is_a(list).equals(best(records))
        for top in got:
            expect(top).is_a(tuple)


@check("treats zero, negative numbers and the limit itself as the loops do")
def borders(learner, rng):
    limit = int(rng.integers(3, 9))
    counts = [limit, limit + 1, limit - 1, None, limit + 0.5, limit]
    expect(learner.excess(counts, limit)).equals(excess(counts, limit))
    expect(learner.excess([0, None, -9, -1, 0, 4], -limit)).equals(excess([0, None, -9, -1, 0, 4], -limit))
    counts = [limit, limit + 1, limit - 1, limit + 0.5, 0, -limit]
    expect(learner.labels(counts, limit)).equals(labels(counts, limit))
    expect(learner.labels([0, -9, -1, 4], -limit)).equals(labels([0, -9, -1, 4], -limit))


@check("leaves out whoever has no marks, and keeps who has one, or bad ones")
def few_marks(learner, rng):
    mark = int(rng.integers(1, 16))
    several = [("Ada",), ("Ben", mark), ("Cem", 0), ("Ada", -3, -mark), ("Dora",), ("Eva", 0, 0), ("", mark, -1)]
    expect(learner.best([("Ada", mark, 2)])).equals(best([("Ada", mark, 2)]))
    expect(learner.best([("Cem", 0), ("Eva", -mark, -2 * mark), ("Ada", 1, mark + 1)])).equals(
        [("Cem", 0), ("Eva", -mark), ("Ada", mark + 1)]
    )
    for records in ([("Ben", mark), ("Cem", mark)], [("Ada", 3, mark), ("Ben", 2), ("Ada", mark + 4, 1)]):
        expect(learner.best(records)).equals(best(records))
    expect(learner.best(several)).equals(best(several))


@check("goes by places where teams have the same name")
def same_names(learner, rng):
    first, second = rng.permutation(["Rot", "Blau", "Gelb"]).tolist()[:2]
    for teams in ([first, second, first], [first, first], [first, first, second, first]):
        expect(learner.matches(teams)).equals(matches(teams))


@check("returns empty lists where there is nothing")
def nothing(learner, rng):
    expect(learner.excess([], 5)).equals([])
    expect(learner.excess([None, None], 5)).equals([])
    expect(learner.labels([], 5)).equals([])
    expect(learner.matches([])).equals([])
    expect(learner.matches(["Rot"])).equals([])
    expect(learner.best([])).equals([])
    expect(learner.best([("Ada",)])).equals([])
    expect(learner.columns([[], []])).equals([])


@check("leaves its arguments as they were")
def unchanged(learner, rng):
    expect(learner.excess).leaves_unchanged([3, None, 9, 5], 4)
    expect(learner.labels).leaves_unchanged([3, 9, 5], 4)
    expect(learner.matches).leaves_unchanged(["Rot", "Blau", "Gelb"])
    expect(learner.columns).leaves_unchanged([[1, 2, 3], [4, 5, 6]])
    expect(learner.best).leaves_unchanged([("Ada", 2, 5), ("Ben",)])


@check("has no `for` or `while` statement, no `map` and no `filter`")
def no_statements(learner, rng):
    expect(learner.source).no_loops(comprehensions=False)
    expect(learner.source).never_uses("map", "filter")


@check("makes each of the five lists by a list comprehension")
def comprehensions(learner, rng):
    tree = ast.parse(getattr(learner.source, "text", ""))
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):  # a lambda under a name is a function, too
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and isinstance(node.targets[0], ast.Name):
            functions[node.targets[0].id] = node.value
    for name in ("excess", "labels", "matches", "columns", "best"):
        if functions:  # none while the author's own answer is played
            inside = ast.walk(functions[name]) if name in functions else ()
            there = any(isinstance(node, ast.ListComp) for node in inside)
            said = f"There is no list comprehension in the function `{name}`."
            expect(there).is_true(f"`{name}` has a list comprehension", said)
