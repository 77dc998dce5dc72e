"""The harbour book

A harbour's book is a table `book`: a row for each call of a ship, in the order in which the calls were entered. A row's label is the ship's name, a text, and a ship that came
three times has three rows, anywhere in the table. Columns are `berth` (text), `arrived` and `left` (days, whole numbers), `cargo` (tonnes; missing where nobody
weighed it) and `fee` (floats); there may be more, and their order may vary. A call *stayed* for `left` minus `arrived` days, even if that is negative.

Write ten functions. Each returns a new table, unless something else is said, and leaves `book` as it is.

Six select. Rows keep their labels, and the order they have in the book, except in `heaviest`.

- `from_to(book, first, last)`: the rows at the positions `first` to `last`, counted from 0, both included.
- `columns_from_to(book, first, last)`: the columns from the one named `first` to the one named `last`, both included.
- `calls_of(book, ship)`: all rows of that ship. Always a table: with one row if it came once, with none if it never came.
- `cell(book, position, column)`: the value in the row at that position, in the column of that name.
- `to_weigh(book, limit)`: the rows whose cargo is unknown, or more than `limit`, and which stayed for more than one day.
- `heaviest(book, count)`: the `count` rows with the most cargo, the heaviest first. Unknown cargo comes after all known
  cargo. Rows with the same cargo, or with unknown cargo, keep their order. If there are fewer rows than `count`, all.

Four correct. All rows and columns that are not to be changed stay as they are.

- `with_fee(book, ship, fee)`: `fee` in every row of that ship. If it never came, nothing changes.
- `with_cell(book, position, column, value)`: another value in one cell, given as in `cell`.
- `with_discount(book, days, percent)`: fees of calls that stayed for `days` days or more are lowered by so many percent.
- `dates_put_right(book)`: where `left` is before `arrived`, the two were interchanged when they were typed: change them back.

```python
book = pd.DataFrame(
    {"berth": ["N1", "S2", "N1"], "arrived": [3, 9, 9], "left": [5, 8, 10], "cargo": [80.0, None, 120.0], "fee": [10.0, 20.0, 40.0]},
    index=["Alma", "Iris", "Alma"],
)
from_to(book, 1, 2)["arrived"].tolist()              # [9, 9]
calls_of(book, "Iris")["berth"].tolist()             # ['S2']
cell(book, 2, "fee")                                 # 40.0
heaviest(book, 2)["cargo"].tolist()                  # [120.0, 80.0]
with_cell(book, 2, "fee", 50.0)["fee"].tolist()      # [10.0, 20.0, 50.0]
with_discount(book, 2, 25.0)["fee"].tolist()         # [7.5, 20.0, 40.0]
dates_put_right(book)["left"].tolist()               # [5, 9, 10]
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import altered, answer, check, expect, hints, mistake

hints(
    "Which of these functions go by position, which by label, which by what is in a row? What does each do with a name that is there twice, or not at all?",
    "`book.index == ship` is a condition like any other. `iloc` takes two positions, and `columns.get_loc` tells the position of a column.",
    "Begin a correction with a copy, and write with one bracket behind it, rows and columns in it. A table that is put into a table is met by its labels, an array is not.",
)


@answer
def from_to(book: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the rows at the positions `first` to `last`, both included."""
    return book.iloc[first : last + 1]


@answer
def columns_from_to(book: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return the columns named `first` to `last`, both included."""
    return book.loc[:, first:last]


@answer
def calls_of(book: pd.DataFrame, ship: str) -> pd.DataFrame:
    """Return all rows of that ship, as a table."""
    return book[book.index == ship]


@answer
def cell(book: pd.DataFrame, position: int, column: str) -> object:
    """Return the value at that position in the column of that name."""
    return book[column].iloc[position]


@answer
def to_weigh(book: pd.DataFrame, limit: float) -> pd.DataFrame:
    """Return the calls of more than a day whose cargo is unknown or more than `limit`."""
    return book[(book["cargo"].isna() | (book["cargo"] > limit)) & (book["left"] - book["arrived"] > 1)]


@answer
def heaviest(book: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the `count` rows with the most cargo, the heaviest first."""
    return book.sort_values("cargo", ascending=False, kind="stable").head(count)


@answer
def with_fee(book: pd.DataFrame, ship: str, fee: float) -> pd.DataFrame:
    """Return the book with that fee in every row of that ship."""
    book = book.copy()
    book.loc[book.index == ship, "fee"] = fee
    return book


@answer
def with_cell(book: pd.DataFrame, position: int, column: str, value: object) -> pd.DataFrame:
    """Return the book with another value in one cell."""
    book = book.copy()
    book.iloc[position, book.columns.get_loc(column)] = value
    return book


@answer
def with_discount(book: pd.DataFrame, days: int, percent: float) -> pd.DataFrame:
    """Return the book with lower fees for calls of `days` days or more."""
    long = book["left"] - book["arrived"] >= days
    return book.assign(fee=book["fee"].where(~long, book["fee"] * (1 - percent / 100)))


@answer
def dates_put_right(book: pd.DataFrame) -> pd.DataFrame:
    """Return the book with `arrived` and `left` changed back where they were interchanged."""
    dates = book[["arrived", "left"]]
    return book.assign(arrived=dates.min(axis=1), left=dates.max(axis=1))


@mistake(from_to, "The last row is not there: a slice of positions ends before its end.")
def leaves_the_last_row_out(book, first, last):
    return book.iloc[first:last]


@mistake(columns_from_to, "The last column is not there. A slice of labels includes its end; one of positions does not.")
def leaves_the_last_column_out(book, first, last):
    return book.iloc[:, book.columns.get_loc(first) : book.columns.get_loc(last)]


@mistake(calls_of, "A ship that came once is a Series, not a table, and one that never came is an error. What selects rows without asking how many there are?")
def depends_on_how_often(book, ship):
    return book.loc[ship]


@mistake(calls_of, "A ship that never came is an error here. A table without rows was asked for.")
def stumbles_over_strangers(book, ship):
    return book.loc[[ship]]


@mistake(
    cell,
    "Position became label on the way, and that label may be there several times: what comes back is a column of values, or an error, instead of one.",
)
def looks_up_the_label(book, position, column):
    return book.loc[book.index[position], column]


@mistake(to_weigh, "Unknown cargo is missing from the result: nothing that is missing is greater than a limit.")
def passes_over_the_unknown(book, limit):
    return book[(book["cargo"] > limit) & (book["left"] - book["arrived"] > 1)]


@mistake(to_weigh, "A cargo of exactly `limit` was taken. More than `limit` was asked for, or unknown.")
def takes_the_limit(book, limit):
    return book[~(book["cargo"] < limit) & (book["left"] - book["arrived"] > 1)]


@mistake(
    to_weigh,
    "Calls of a day or less are in the result when their cargo is unknown: `&` binds tighter than `|`, so that the time holds for one of the two only.",
)
def forgets_parentheses(book, limit):
    return book[book["cargo"].isna() | (book["cargo"] > limit) & (book["left"] - book["arrived"] > 1)]


@mistake(heaviest, "The rows are the right ones, the lightest of them first.")
def lightest_first(book, count):
    return heaviest(book, count).iloc[::-1]


@mistake(heaviest, "These are the lightest: without being told otherwise, `sort_values` begins with the smallest value.")
def takes_the_lightest(book, count):
    return book.sort_values("cargo", kind="stable").head(count)


@mistake(heaviest, "Rows with the same cargo stand in the order opposite to the book's: the table was turned after it had been sorted.")
def turns_ties_round(book, count):
    return book.sort_values("cargo", kind="stable", na_position="first").iloc[::-1].head(count)


@mistake(heaviest, "Rows of unknown cargo have left the table. They come last, but they come.")
def drops_the_unknown(book, count):
    return heaviest(book.dropna(subset="cargo"), count)


@mistake(heaviest, "Unknown cargo comes first. Nobody said that it is more than any other.")
def unknown_first(book, count):
    return book.sort_values("cargo", ascending=False, kind="stable", na_position="first").head(count)


@mistake(
    with_fee,
    "The fees are those of before: the first bracket makes a table of its own, the second writes into that. How many brackets may a line that writes have?",
)
def writes_into_a_selection(book, ship, fee):
    book = book.copy()
    rows = book[book.index == ship]
    rows["fee"] = fee
    return book


@mistake(with_fee, "A ship that never came is in the book now: writing to a label that is not there makes a row.")
def enters_strangers(book, ship, fee):
    book = book.copy()
    book.loc[ship, "fee"] = fee
    return book


@mistake(with_fee, "The result is right, and the caller's table has been changed as well.")
def changes_the_callers_book(book, ship, fee):
    book.loc[book.index == ship, "fee"] = fee
    return book


@mistake(with_fee, "Every column of the ship's rows holds the fee: a bracket that names no column means all.")
def fills_the_whole_row(book, ship, fee):
    book = book.astype(object)
    book[book.index == ship] = fee
    return book


@mistake(with_cell, "Other calls of the same ship were changed too. The label of a row says which ship it is, not which row.")
def writes_by_label(book, position, column, value):
    book = book.copy()
    book.loc[book.index[position], column] = value
    return book


@mistake(with_cell, "The cell holds what it held: `book[column]` hands out a column of its own, and that was written to.")
def writes_into_a_column(book, position, column, value):
    book = book.copy()
    values = book[column]
    values.iloc[position] = value
    return book


@mistake(with_cell, "The result is right, and the caller's table has been changed as well.")
def changes_the_callers_cell(book, position, column, value):
    book.iloc[position, book.columns.get_loc(column)] = value
    return book


not_for_exactly_so_many_days = mistake(with_discount, "Calls of exactly `days` days pay all. They were to get the discount.")(
    altered({">= days": "> days"})
)

takes_the_rest_off = mistake(with_discount, "What is left of the fee is the discount: with 25 percent off, 75 should be left.")(
    altered({"(1 - percent / 100)": "percent / 100"})
)

lowers_the_others = mistake(with_discount, "The others pay less: `where` keeps what is true, and replaces the rest.")(altered({"~long": "long"}))


@mistake(with_discount, "The calls that pay what they paid before are no longer in the book, or without a fee.")
def loses_the_others(book, days, percent):
    long = book["left"] - book["arrived"] >= days
    return book.assign(fee=(book["fee"] * (1 - percent / 100)).where(long))


@mistake(
    dates_put_right,
    "Nothing was changed: a table that is assigned is met by its column names, so `left` goes into `left` again, whatever the order in the bracket.",
)
def met_by_name(book):
    book = book.copy()
    wrong = book["left"] < book["arrived"]
    book.loc[wrong, ["arrived", "left"]] = book.loc[wrong, ["left", "arrived"]]
    return book


@mistake(dates_put_right, "Both columns hold the same day in the rows that were wrong: when the second was written, the first had already been overwritten.")
def overwrites_the_first(book):
    book = book.copy()
    wrong = book["left"] < book["arrived"]
    book.loc[wrong, "arrived"] = book["left"]
    book.loc[wrong, "left"] = book["arrived"]
    return book


@mistake(dates_put_right, "All rows were changed, also those that were right.")
def interchanges_all(book):
    return book.assign(arrived=book["left"], left=book["arrived"])


@mistake(dates_put_right, "The rows with interchanged days were left out. They were to be put right.")
def drops_the_wrong(book):
    return book[book["left"] >= book["arrived"]]


@check("takes rows by position, from the first to the last that was named")
def positions(learner, rng):
    book = _book(rng)
    for first, last in ((1, 4), (0, len(book) - 1), (3, 3), (2, int(rng.integers(3, len(book))))):
        expect(learner.from_to(book, first, last)).frame(from_to(book, first, last), order="both")


@check("takes columns by name, from the first to the last, in whatever order they stand")
def names(learner, rng):
    for book in (_book(rng), _shuffled(rng)):
        for first, last in ((0, 2), (1, 3), (2, 2), (0, len(book.columns) - 1)):
            ends = book.columns[first], book.columns[last]
            expect(learner.columns_from_to(book, *ends)).frame(columns_from_to(book, *ends), order="both")


@check("finds all calls of a ship, be it many, one or none")
def ships(learner, rng):
    book = _book(rng)
    for ship in ("Alma", "Iris", "Nora", "Vega", "alma", "Al", "ma", "A.ma", "Iris "):
        expect(learner.calls_of(book, ship)).is_a("DataFrame").frame(calls_of(book, ship), order="both")


@check("finds one cell by position and name")
def cells(learner, rng):
    for book in (_book(rng), _shuffled(rng)):
        for position in rng.permutation(len(book))[:4].tolist():
            for column in ("berth", "arrived", "fee"):
                expect(learner.cell(book, position, column)).equals(cell(book, position, column))


@check("finds the calls of more than a day with too much cargo, or unknown cargo")
def conditions(learner, rng):
    book = _every(rng)
    for limit in (100.0, 60.0, 1000.0):
        expect(learner.to_weigh(book, limit)).frame(to_weigh(book, limit), order="both")


@check("sorts by cargo, with ties in the book's order and unknown cargo last")
def order(learner, rng):
    for book in (_book(rng), _every(rng)):
        for count in (1, 4, len(book) - 2, len(book), len(book) + 3):
            expect(learner.heaviest(book, count)).frame(heaviest(book, count), order="both")


@check("writes a fee into all rows of a ship, and into no others")
def fees(learner, rng):
    for book in (_book(rng), _shuffled(rng)):
        for ship in ("Alma", "Iris", "Nora"):
            fee = float(rng.integers(200, 900))
            expect(learner.with_fee(book, ship, fee)).frame(with_fee(book, ship, fee), order="both")


@check("leaves the book as it is where a ship never came")
def strangers(learner, rng):
    book = _book(rng)
    for ship in ("Vega", "Al", "ma"):
        expect(learner.with_fee(book, ship, 300.0)).frame(book, order="both")


@check("changes one cell, also where the ship has several rows")
def one_cell(learner, rng):
    for book in (_book(rng), _shuffled(rng)):
        for position, column, value in ((0, "fee", 1234.5), (len(book) - 1, "berth", "W9"), (3, "arrived", 77), (2, "cargo", 0.5)):
            expect(learner.with_cell(book, position, column, value)).frame(with_cell(book, position, column, value), order="both")


@check("lowers the fees of long calls alone")
def discounts(learner, rng):
    for book in (_every(rng), _shuffled(rng)):
        for days in (1, 2, 4):
            percent = float(rng.integers(5, 40))
            expect(learner.with_discount(book, days, percent)).frame(with_discount(book, days, percent), order="both")


@check("changes days back where they were interchanged, and nowhere else")
def dates(learner, rng):
    for book in (_every(rng), _shuffled(rng)):
        expect(learner.dates_put_right(book)).frame(dates_put_right(book), order="both")
    right = dates_put_right(book)
    expect(learner.dates_put_right(right)).frame(right, order="both")


@check("leaves the caller's book as it is")
def unchanged(learner, rng):
    book = _book(rng)
    expect(learner.with_fee).leaves_unchanged(book, "Alma", 1.5)
    expect(learner.with_cell).leaves_unchanged(book, 2, "fee", 1.5)
    expect(learner.with_discount).leaves_unchanged(book, 2, 10.0)
    expect(learner.dates_put_right).leaves_unchanged(book)
    expect(learner.heaviest).leaves_unchanged(book, 3)


def _book(rng):
    """Three rows of Alma, one of Iris, two of Nora, in any order; unknown and equal cargo, and days that were interchanged."""
    return _rows(rng, ["Alma"] * 3 + ["Iris", "Nora", "Nora"], [100.0, np.nan, 60.0, 100.0, 150.0, 60.0], [-2, -1, 0, 1, 2, 4])


def _every(rng):
    """Twice every cargo with every stay, in any order."""
    cargo, stayed = np.meshgrid([np.nan, 0.0, 100.0, 150.0], [-2, 0, 1, 2, 4])
    return _rows(rng, ["Alma", "Iris", "Nora", "Vera"] * 10, np.tile(cargo.ravel(), 2), np.tile(stayed.ravel(), 2))


def _rows(rng, ships, cargo, stayed):
    at = rng.permutation(len(ships))
    arrived = rng.integers(5, 300, size=len(ships))
    return pd.DataFrame(
        {
            "berth": [f"{rng.choice(list('NSW'))}{rng.integers(1, 9)}" for _ in ships],
            "arrived": arrived,
            "left": arrived + np.asarray(stayed)[at],
            "cargo": np.asarray(cargo)[at],
            "fee": rng.integers(20, 199, size=len(ships)) * 10.0,
        },
        index=rng.permutation(ships).tolist(),
    )


def _shuffled(rng):
    """Another book, its columns in another order, with one column more."""
    book = _book(rng)
    return book.assign(pilot=rng.permutation(len(book)))[rng.permutation([*book.columns, "pilot"]).tolist()]
