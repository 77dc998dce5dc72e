"""The same table from anything

Write seven small functions around tables. Five make one, from whatever the data comes in. Labels and names are texts. No label, and no name, is there twice.

- `from_columns(columns, labels)`: `columns` is a dictionary from each column's name to its values: a list, an array or a Series, all of one length. The
  k-th value of each goes into the k-th row, which gets the k-th of `labels`. Labels that a Series had before are forgotten.
- `from_array(values, names, labels)`: each *row* of the two-dimensional array `values` is a *column* of the table.
- `from_records(records, names)`: each record is a dictionary, which may lack some of `names` or hold others. The table has the columns `names`, in this
  order, and no others, a row for each record, labelled 0, 1, 2…, and missing values where a record has none. There may be no records.
- `from_rows(rows)`: a dictionary from each row's label to a dictionary from column names to values. There is at least one row, and all have the same names, though
  maybe in another order; the table has rows and columns in the order in which they first appear. A column of numbers has a dtype of numbers.
- `side_by_side(series)`: a dictionary from each column's name to a Series, with labels of its own, in any order. The table has a row for each label that occurs, the
  rows sorted by label, and missing values where a Series has none.
- `with_column(table, name, series, by_label)` returns a table like `table` with one column more, the last one, or with that column replaced where it is. If `by_label` is true, each row
  gets the value that `series` has under the row's label, and a missing value if it has none there. If not, the k-th row gets the k-th value, whatever the
  labels; `series` is then as long as the table.
- `add_up(a, b)` returns a Series with each label that occurs in `a` or `b`, sorted by label: the sum of the two numbers, or the one number, where only one has the label.

What is passed in stays as it is. Order counts, in rows and in columns; whether whole numbers come back as floats does not.

```python
values = np.array([[1, 2, 3], [4, 5, 6]])
from_array(values, ["sold", "left"], ["a", "b", "c"])["left"].tolist()      # [4, 5, 6]
mon, tue = pd.Series({"tea": 3, "milk": 1}), pd.Series({"milk": 4})
table = side_by_side({"mon": mon, "tue": tue})
table.index.tolist()                                                       # ['milk', 'tea']
table["mon"].tolist()                                                      # [1, 3]
add_up(mon, tue).tolist()                                                  # [5, 3]
with_column(table, "old", tue, by_label=True)["old"].isna().tolist()       # [False, True]
with_column(table, "new", pd.Series([7, 8]), by_label=False)["new"].tolist()  # [7, 8]
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "Which of these functions shall meet values by label, and which by position? Which of the two does pandas do if nobody asks?",
    "A Series carries its labels into every table it is put into; an array or a list has none. `from_dict` can be told that the keys are rows, and a list of "
    "records which columns are wanted.",
    "`to_numpy()` forgets labels, `sort_index()` sorts by them, and `add` has an option for what is not there.",
)


@answer
def from_columns(columns: dict, labels: list[str]) -> pd.DataFrame:
    """Return the table of these columns, the k-th row labelled with the k-th label."""
    return pd.DataFrame({name: np.asarray(values) for name, values in columns.items()}, index=labels)


@answer
def from_array(values: np.ndarray, names: list[str], labels: list[str]) -> pd.DataFrame:
    """Return the table whose columns are the rows of `values`."""
    return pd.DataFrame(values.T, columns=names, index=labels)


@answer
def from_records(records: list[dict], names: list[str]) -> pd.DataFrame:
    """Return the table with a row for each record and the columns `names`."""
    return pd.DataFrame(records, columns=names)


@answer
def from_rows(rows: dict[str, dict]) -> pd.DataFrame:
    """Return the table with a row for each key of `rows`."""
    return pd.DataFrame(list(rows.values()), index=list(rows))


@answer
def side_by_side(series: dict[str, pd.Series]) -> pd.DataFrame:
    """Return the table of these Series, a row for each label, sorted by label."""
    return pd.DataFrame(series).sort_index()


@answer
def with_column(table: pd.DataFrame, name: str, series: pd.Series, by_label: bool) -> pd.DataFrame:
    """Return `table` with the column `name`, met by label or by position."""
    return table.assign(**{name: series if by_label else series.to_numpy()})


@answer
def add_up(a: pd.Series, b: pd.Series) -> pd.Series:
    """Return the sum of both, label by label, sorted by label."""
    return a.add(b, fill_value=0).sort_index()


@mistake(
    from_columns,
    "`index=` does not rename the rows of a Series: it looks the new labels up among the old ones, and what it does not find is missing. What of a Series has no labels?",
)
def looks_the_labels_up(columns, labels):
    return pd.DataFrame(columns, index=labels)


@mistake(
    from_columns,
    "The columns are put side by side before the rows get their labels: a Series whose labels are in another order has its values moved by then.",
)
def aligns_before_it_labels(columns, labels):
    return pd.DataFrame(columns).set_axis(labels)


@mistake(
    from_array,
    "The numbers fill the table row by row, in the order in which they lie in memory: rows of the array have not become columns. What turns an array on its side?",
)
def reshapes_instead_of_turning(values, names, labels):
    return pd.DataFrame(values.reshape(len(labels), len(names)), columns=names, index=labels)


@mistake(from_records, "There are columns that nobody asked for, or they stand in the order in which the records bring them.")
def takes_every_key(records, names):
    return pd.DataFrame(records)


@mistake(from_records, "Records in which something is missing have left the table. A gap in one column is no reason to lose the others.")
def drops_incomplete_records(records, names):
    return pd.DataFrame(records, columns=names).dropna().reset_index(drop=True)


@mistake(from_rows, "The outer keys have become columns: that is how pandas reads a dictionary of dictionaries, unless it is told otherwise.")
def makes_rows_columns(rows):
    return pd.DataFrame(rows)


@mistake(
    from_rows,
    "The table was built on its side and turned. Each of its columns held a mixture then, of dtype `object`, and turning does not undo that: numbers are objects now.",
)
def turns_a_mixture(rows):
    return pd.DataFrame(rows).T


@mistake(side_by_side, "The values meet by position, and the labels are gone: each value should stay with its label.")
def forgets_the_labels(series):
    return pd.concat([values.reset_index(drop=True) for values in series.values()], axis=1, keys=list(series))


@mistake(side_by_side, "Only labels that every Series has are left. Each label that occurs at all should have a row.")
def keeps_shared_labels_only(series):
    return pd.concat(series, axis=1, join="inner").sort_index()


@mistake(
    side_by_side,
    "The rows are sorted only if the Series have different labels. Where all agree, pandas keeps the order they have.",
)
def leaves_agreeing_labels_unsorted(series):
    return pd.DataFrame(series)


@mistake(side_by_side, "The rows stand in the order in which their labels are first met. They should be sorted by label.")
def keeps_the_order_of_appearance(series):
    return pd.concat(series, axis=1)


@mistake(
    with_column,
    "With `by_label=False` the values are met by label all the same: that is what a table does with a Series, so that labels it does not know leave gaps.",
)
def aligns_in_any_case(table, name, series, by_label):
    return table.assign(**{name: series})


@mistake(with_column, "With `by_label=True` the values go in from top to bottom, whatever their labels say.")
def ignores_labels_in_any_case(table, name, series, by_label):
    values = series.to_numpy()
    return table.assign(**{name: [values[k] if k < len(values) else None for k in range(len(table))]})


@mistake(with_column, "The new column has been put into the caller's table. `=` makes no copy of a table, it gives it another name.")
def writes_into_the_table(table, name, series, by_label):
    table[name] = series if by_label else series.to_numpy()
    return table


@mistake(with_column, "Rows have left the table: those for which the Series has no label. They should stay, with a missing value.")
def keeps_matching_rows_only(table, name, series, by_label):
    new = with_column(table, name, series, by_label)
    return new[table.index.isin(series.index)] if by_label else new


@mistake(
    add_up,
    "`+` gives a missing value for every label that only one of the two has. Which number should be taken for the other?",
)
def leaves_gaps(a, b):
    return (a + b).sort_index()


@mistake(add_up, "A label that only one of the two has is gone.")
def adds_shared_labels_only(a, b):
    return (a + b).dropna().sort_index()


@mistake(add_up, "Missing values have become 0 after the sum: the number that was there on one side is lost with them.")
def fills_after_the_sum(a, b):
    return (a + b).fillna(0).sort_index()


@check("makes a table of lists and arrays, row by row")
def plain_columns(learner, rng):
    labels = _labels(rng, 4)
    columns = {"name": ["x", "z", "y", "x"], "price": rng.random(4).round(2), "sold": rng.integers(0, 50, size=4).tolist()}
    expect(learner.from_columns(columns, labels)).frame(from_columns(columns, labels), order="both")


@check("turns rows of an array into columns, also of a square one")
def arrays(learner, rng):
    for columns, rows in ((2, 4), (3, 3), (1, 3)):
        arguments = rng.integers(0, 99, size=(columns, rows)), _labels(rng, columns), _labels(rng, rows)
        expect(learner.from_array(*arguments)).frame(from_array(*arguments), order="both")


@check("takes from records what is asked for, with gaps where there is nothing")
def records(learner, rng):
    some = [{"sold": int(n), "name": name, "shop": "north"} for n, name in zip(rng.integers(0, 50, size=4), "bdac")]
    del some[1]["sold"], some[2]["name"]
    some[3]["sold"] = 0
    for names in (["name", "sold"], ["sold", "name", "back"], ["name"]):
        expect(learner.from_records(some, names)).frame(from_records(some, names), order="both")
    expect(learner.from_records([], ["name", "sold"])).frame(from_records([], ["name", "sold"]), order="both")


@check("makes rows of a dictionary of rows, with numbers in columns of numbers")
def rows(learner, rng):
    for labels in (_labels(rng, 4), ["020", "003", "100"]):
        given = {label: {"code": f"00{rng.integers(1, 9)}", "sold": int(rng.integers(0, 50)), "price": float(rng.random())} for label in labels}
        given[labels[2]] = dict(reversed(given[labels[2]].items()))
        got = learner.from_rows(given)
        expect(got).frame(from_rows(given), order="both")
        expect(got["sold"]).has_dtype("Int64", "Float64", np.number)
        expect(got["price"]).has_dtype("Float64", np.number)


@check("puts Series side by side by label, sorted, with gaps")
def different_labels(learner, rng):
    first, second, third = _sales(rng, 5), _sales(rng, 4), _sales(rng, 2)
    for series in ({"mon": first, "tue": second}, {"tue": third, "mon": second, "wed": first}, {"mon": third}):
        expect(learner.side_by_side(series)).frame(side_by_side(series), order="both")


@check("sorts rows by label where all Series agree")
def same_labels(learner, rng):
    labels = ["tea", "milk", "sugar", "bread"]
    series = {name: pd.Series(rng.integers(1, 50, size=4), index=labels) for name in ("tue", "mon")}
    expect(learner.side_by_side(series)).frame(side_by_side(series), order="both")


@check("forgets the labels that Series among the columns had")
def labelled_columns(learner, rng):
    labels = _labels(rng, 4)
    numbers = pd.Series(rng.integers(1, 50, size=4), index=_labels(rng, 4))
    turned = pd.Series(rng.random(4).round(2), index=[3, 1, 0, 2])
    for columns in ({"sold": numbers, "price": turned}, {"name": list("bdac"), "price": turned}, {"price": turned.set_axis(labels[::-1])}):
        expect(learner.from_columns(columns, labels)).frame(from_columns(columns, labels), order="both")
    columns = {"price": turned, "back": turned[::-1].sort_index()}
    expect(learner.from_columns(columns, labels)).frame(from_columns(columns, labels), order="both")


@check("adds a column by label or by position, as it is told")
def new_column(learner, rng):
    table = _table(rng)
    shuffled = pd.Series(rng.integers(1, 50, size=4), index=rng.permutation(table.index))
    some = shuffled.iloc[:2]
    more = pd.concat([some, pd.Series({"elsewhere": 9})])
    for name in ("back", "price"):
        for series in (shuffled, some, more):
            expect(learner.with_column(table, name, series, by_label=True)).frame(with_column(table, name, series, True), order="both")
        for series in (shuffled, shuffled.reset_index(drop=True), shuffled.set_axis(["u", "v", "w", "x"])):
            expect(learner.with_column(table, name, series, by_label=False)).frame(with_column(table, name, series, False), order="both")


@check("adds up what only one side has, too")
def sums(learner, rng):
    for a, b in ((_sales(rng, 5), _sales(rng, 3)), (_sales(rng, 2), _sales(rng, 4)), (_sales(rng, 3) / 4, pd.Series({"rice": 2}))):
        expect(learner.add_up(a, b)).frame(add_up(a, b))
    a = pd.Series({"tea": 3, "milk": 1})
    for b in (a * 10, a[::-1] * 10):
        expect(learner.add_up(a, b)).frame(add_up(a, b))


@check("leaves its arguments as they are")
def arguments(learner, rng):
    table, sales = _table(rng), _sales(rng, 4)
    expect(learner.with_column).leaves_unchanged(table, "back", sales, True)
    expect(learner.with_column).leaves_unchanged(table, "price", sales, False)
    expect(learner.add_up).leaves_unchanged(sales, _sales(rng, 3))
    expect(learner.side_by_side).leaves_unchanged({"mon": sales, "tue": _sales(rng, 3)})
    expect(learner.from_columns).leaves_unchanged({"sold": sales, "back": [1, 2, 3, 4]}, _labels(rng, 4))
    expect(learner.from_array).leaves_unchanged(np.ones((2, 2)), ["sold", "back"], ["a", "b"])
    expect(learner.from_rows).leaves_unchanged({"b": {"sold": 1, "back": 2}, "a": {"back": 1, "sold": 3}})
    expect(learner.from_records).leaves_unchanged([{"sold": 1, "back": 2}, {"back": 1}], ["sold"])


GOODS = ["tea", "milk", "rice", "salt", "bread", "apples", "sugar"]


def _labels(rng, count):
    """Different ones, not sorted more often than not."""
    return [str(label) for label in rng.choice(GOODS, size=count, replace=False)]


def _sales(rng, count):
    return pd.Series(rng.integers(1, 50, size=count), index=_labels(rng, count))


def _table(rng):
    return pd.DataFrame({"price": rng.random(4).round(2), "sold": rng.integers(1, 50, size=4)}, index=_labels(rng, 4))
