"""A table that stands straight

After each night's training, a table of the models is printed for people who will look at it for ten seconds. Finish its
three functions; every blank counts.

- `heading()` returns the first line: the words `model`, `rows`, `accuracy` and `change`, each in the place of its column.
- `row(model, rows, accuracy, change)` returns the line of one model. A line has four columns:
    1. the model's name (a text), in 12 places, at the left; of a longer name the first 12 characters are shown
    2. the number of rows it was trained on (a whole number from 0 to below a billion), in 12 places, at the right, with a comma between
       thousands
    3. its accuracy (a float from 0 to 1), in 10 places, at the right: in percent, with one decimal and a `%`
    4. the change since yesterday (a float from -1 to 1), in 9 places, at the right: with three decimals, and always with its
       sign, `+` or `-`
- `show(runs)` prints the heading, below it 43 times the character `-`, and then a line for each of `runs`, in order. `runs` is a list; each
  of its elements is a tuple `(model, rows, accuracy, change)`, so `run[0]` is the model. The list may be empty. `show` prints nothing else.

Between columns stands nothing besides the blanks that fill their places. Numbers are rounded to the nearest; none of them is
halfway between two. In `heading`, `model` stands at the left of its 12 places and the other words at the right of theirs.

```python
print(heading())
# model               rows  accuracy   change
print(row("forest", 1234567, 0.91846, -0.0042))
# forest         1,234,567     91.8%   -0.004
print(row("logistic regression", 900, 1.0, 0.05))
# logistic reg         900    100.0%   +0.050
```
"""

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "How many characters does a line have, and which of them belong to which column?",
    "Behind the `:` in the braces of an f-string stands how the value is shown: fill and side (`<`, `>`), sign, width, `,` for thousands, `.` and "
    "a number of decimals, and a kind (`f`, `%`, `s`).",
    "One pair of braces for each column and nothing between them. `f` and `%` round and keep zeros at the end; the kind `%` multiplies "
    "by 100 itself.",
)


@answer
def heading() -> str:
    """Return the heading of the table."""
    return f"{'model':<12}{'rows':>12}{'accuracy':>10}{'change':>9}"


@answer
def row(model: str, rows: int, accuracy: float, change: float) -> str:
    """Return the line of one model."""
    return f"{model[:12]:<12}{rows:>12,}{accuracy:>10.1%}{change:>+9.3f}"


@answer
def show(runs: list) -> None:
    """Print the heading, a rule, and a line for each run."""
    print(heading())
    print("-" * 43)
    for run in runs:
        print(row(run[0], run[1], run[2], run[3]))


@mistake(heading, "A tab goes on to the next place that is a multiple of 8: where that is depends on what stands before it.")
def tabs_in_the_heading():
    return "model\trows\taccuracy\tchange"


@mistake(heading, "All words stand at the left of their columns. Numbers stand at the right: that is where their headings belong.")
def heading_at_the_left():
    return f"{'model':<12}{'rows':<12}{'accuracy':<10}{'change':<9}"


@mistake(heading, "Blanks stand between the columns besides those that fill them: the line is longer than 43 characters.")
def blanks_between_headings():
    return f"{'model':<12} {'rows':>12} {'accuracy':>10} {'change':>9}"


@mistake(
    row,
    "The digits after the first decimal are cut off. 91.86 is nearer to 91.9. A slice of the text and `int` both cut; what "
    "rounds?",
)
def cuts_the_percent(model, rows, accuracy, change):
    percent = f"{accuracy * 100:.6f}"[:-5] + "%"
    return f"{model[:12]:<12}{rows:>12,}{percent:>10}{change:>+9.3f}"


@mistake(row, "The change loses its last digits instead of being rounded: -0.0048 is nearer to -0.005. Text is cut, a number is rounded.")
def cuts_the_change(model, rows, accuracy, change):
    shown = f"{change:+.8f}"[:6]
    return f"{model[:12]:<12}{rows:>12,}{accuracy:>10.1%}{shown:>9}"


@mistake(
    row,
    "`round` makes a number with fewer digits, and a number has no zeros at its end: 0.050 is shown as 0.05. How does a format keep "
    "them?",
)
def rounds_instead_of_formatting(model, rows, accuracy, change):
    percent = f"{round(accuracy * 100, 1)}%"
    return f"{model[:12]:<12}{rows:>12,}{percent:>10}{round(change, 3):>+9}"


@mistake(row, "A rise has no sign here. Which sign in the format asks for one in any case?")
def forgets_the_plus(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{accuracy:>10.1%}{change:>9.3f}"


@mistake(row, "The `+` is written before the number, whatever the number is: a fall has two signs.")
def writes_the_plus(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{accuracy:>10.1%}{f'+{change:.3f}':>9}"


@mistake(row, "The thousands have no commas. A `,` in the format puts them in.")
def no_thousands(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12}{accuracy:>10.1%}{change:>+9.3f}"


@mistake(
    row,
    "A width is the *least* number of places. A longer name takes more, and pushes the rest of the line to the right. How is it made "
    "shorter first?",
)
def long_names_push(model, rows, accuracy, change):
    return f"{model:<12}{rows:>12,}{accuracy:>10.1%}{change:>+9.3f}"


@mistake(row, "The accuracy is shown in percent without having been multiplied: 0.9%. The kind `%` does both.")
def does_not_multiply(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{accuracy:>9.1f}%{change:>+9.3f}"


@mistake(row, "A `%` that is written behind a column takes a place of its own: the line has 44 characters.")
def percent_takes_a_place(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{accuracy * 100:>10.1f}%{change:>+9.3f}"


@mistake(row, "The numbers stand at the left of their places. Tens below tens, units below units: which side is that?")
def numbers_at_the_left(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:<12,}{accuracy:<10.1%}{change:<+9.3f}"


@mistake(row, "The line is printed, and whoever called `row` is handed back `None`.")
def prints_the_row(model, rows, accuracy, change):
    print(row(model, rows, accuracy, change))


@mistake(show, "The lines are handed back as one text; nothing appears on the screen.")
def returns_the_table(runs):
    lines = [heading(), "-" * 43] + [row(*run) for run in runs]
    return "\n".join(lines)


@mistake(show, "The rule comes before each line: it is indented, and so is repeated with it.")
def rules_each_line(runs):
    print(heading())
    for run in runs:
        print("-" * 43)
        print(row(*run))


@mistake(show, "`print` puts an empty line between all lines here: a line break was added to the one it adds itself.")
def doubles_line_breaks(runs):
    print(heading() + "\n")
    print("-" * 43 + "\n")
    for run in runs:
        print(row(*run) + "\n")


@mistake(show, "The list has been sorted. The lines are to come in the order in which they are handed in.")
def sorts_the_runs(runs):
    show(sorted(runs))


@check("writes the heading with each word in its place")
def words(learner, rng):
    expect(learner.heading()).text(heading())


@check("writes a line of 43 characters for an ordinary model")
def ordinary(learner, rng):
    for _ in range(3):
        run = _run(rng, 8)
        expect(learner.row(*run)).is_a(str).has_length(43).text(row(*run))


@check("rounds to the nearest, up and down")
def nearest(learner, rng):
    for tenths in (1, 4, 6, 9):
        accuracy = (int(rng.integers(100, 980)) + tenths / 10) / 1000
        for sign in (1, -1):
            change = sign * (int(rng.integers(2, 800)) + (10 - tenths) / 10) / 1000
            expect(learner.row("tree", 800, accuracy, change)).text(row("tree", 800, accuracy, change))
    for accuracy, change in ((0.99962, 0.99961), (0.09974, -0.00962), (0.00041, 0.0099)):
        expect(learner.row("tree", 800, accuracy, change)).text(row("tree", 800, accuracy, change))


@check("keeps zeros at the end, and shows the sign of a rise, a fall and of no change")
def zeros(learner, rng):
    for accuracy in (0.0, 0.5, 1.0, int(rng.integers(1, 9)) / 10, int(rng.integers(11, 99)) / 100):
        for change in (0.0, 0.1, -0.1, 1.0, -1.0, int(rng.integers(1, 9)) / 100):
            expect(learner.row("svm", 50, accuracy, change)).text(row("svm", 50, accuracy, change))


@check("sets commas between thousands, of numbers from none to hundreds of millions")
def thousands(learner, rng):
    for digits in (0, 1, 3, 4, 6, 7, 9):
        rows = int(rng.integers(10 ** (digits - 1), 10**digits)) if digits else 0
        expect(learner.row("svm", rows, 0.75, 0.25)).text(row("svm", rows, 0.75, 0.25))


@check("shows the first 12 characters of a long name, and a short one whole")
def names(learner, rng):
    for length in (1, 11, 12, 13, 14, 30):
        name = "".join(rng.choice([*"abcdefgh -_zäß7"], size=length - 1)) + "x"
        _, rows, accuracy, change = _run(rng, 6)
        expect(learner.row(name, rows, accuracy, change)).text(row(name, rows, accuracy, change))


@check("prints heading, rule and a line for each run, in order")
def prints(learner, rng):
    runs = sorted((_run(rng, 7) for _ in range(5)), reverse=True)
    learner.show(runs)
    expect.printed("\n".join([heading(), "-" * 43, *(row(*run) for run in runs)]))


@check("prints heading and rule when there are no runs, and nothing where nothing is to be printed")
def no_runs(learner, rng):
    learner.show([])
    expect.printed(f"{heading()}\n{'-' * 43}")
    learner.heading()
    learner.row(*_run(rng, 5))
    expect.printed(f"{heading()}\n{'-' * 43}")


def _run(rng, digits):
    """A model as it might be, with numbers that are not halfway between two."""
    name = str(rng.choice(["forest", "tree", "svm", "logistic regression", "nearest neighbours", "ridge", "boosting"]))
    accuracy = (int(rng.integers(300, 990)) + int(rng.choice([1, 2, 3, 6, 7, 8])) / 10) / 1000
    change = int(rng.choice([-1, 1])) * (int(rng.integers(2, 200)) + int(rng.choice([1, 2, 3, 6, 7, 8])) / 10) / 1000
    return name, int(rng.integers(10 ** (digits - 1), 10**digits)), accuracy, change
