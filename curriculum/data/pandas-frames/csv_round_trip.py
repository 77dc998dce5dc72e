r"""A price list, there and back

A wholesaler keeps its price list in a German spreadsheet, and exports it as text. Write `read(text)`, which returns the list as a table, and `write(table)`,
which returns such a table as text. Both always have the same six columns, in this order:

| column | in the text | in the table |
| --- | --- | --- |
| `id` | digits, a few or many: `00123` is not `123` | text |
| `name` | any text, or nothing | text |
| `country` | two letters, or nothing | text |
| `price` | with a decimal comma, and points between thousands or not: `0,5`, `17`, `1.234,50`, `1234,5`, `1.200` | floats |
| `stock` | a whole number without points, of up to 18 digits, or nothing | `Int64` |
| `since` | a date, as `2024-03-05` or as `05.03.2024`, which both are 5 March | `datetime64`, of any unit |

The first line holds the names. Fields are separated by `;`. A field that holds a `;`, a `"` or a line break stands in quotes, and a quote within it is doubled. "Nothing" is an empty
field, `-` or `k.A.`; a price or a date may be nothing, too. Nothing is a missing value in the table, and everything else is a value: `NA` is Namibia, and a product may be
called `null`. Spaces at the ends of a text belong to it. The rows of the table are labelled 0, 1, 2…; there may be none.

`write` returns text that holds to the same rules, with the names first and then a line for each row, ended by `\n` or `\r\n`. It has six fields, whatever the labels of the rows are: those are not
written. It writes nothing as an empty field, dates as `2024-03-05`, prices with a decimal comma and without points between thousands, all of their digits that a
float holds, and stocks as whole numbers. The table stays as it is.

```python
text = "id;name;country;price;stock;since\n00123;Salt;NA;1.234,50;-;05.03.2024\n"
table = read(text)
table["id"].tolist()               # ['00123']
table["price"].tolist()            # [1234.5]
table["since"].dt.month.tolist()   # [3]
write(table)                       # 'id;name;country;price;stock;since\n00123;Salt;NA;1234,5;;2024-03-05\n'
```
"""

import csv
import datetime
import io
import re

import numpy as np
import pandas as pd

from mlestone.proving import answer, check, expect, hints, mistake, tolerance

tolerance(rtol=1e-12, atol=0)

hints(
    "Which of these columns would come out right if pandas guessed, and what would it make of the others?",
    "Read everything as text first, with your own list of what is missing instead of pandas' own; then turn one column after the other into what it is.",
    "Dates: each of the two styles by its own format, what does not fit as missing, and the one fills the gaps of the other. Prices: which of the two "
    "marks has to go first? Writing takes one call with the right options.",
)


@answer
def read(text: str) -> pd.DataFrame:
    """Return the price list in `text` as a table."""
    table = pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False, na_values=["", "-", "k.A."])
    iso = pd.to_datetime(table["since"], format="%Y-%m-%d", errors="coerce")
    german = pd.to_datetime(table["since"], format="%d.%m.%Y", errors="coerce")
    return table.assign(
        price=table["price"].str.replace(".", "").str.replace(",", ".").astype(float),
        stock=table["stock"].astype("Int64"),
        since=iso.fillna(german),
    )


@answer
def write(table: pd.DataFrame) -> str:
    """Return the price list `table` as text."""
    return table.to_csv(sep=";", decimal=",", index=False)


@mistake(read, "The ids have become numbers: a zero in front is no part of a number, and is gone before anyone can keep it. What are they, if one never adds them up?")
def reads_ids_as_numbers(text):
    table = read(text)
    return table.assign(id=pd.to_numeric(table["id"]))


@mistake(
    read,
    "The ids have been read as numbers and filled up with zeros again, to one width. How many zeros each had cannot be known any more.",
)
def fills_zeros_up_again(text):
    table = read(text)
    return table.assign(id=pd.to_numeric(table["id"]).astype(str).str.zfill(5))


@mistake(
    read,
    "What pandas takes for missing of its own accord has been added to your list: Namibia has no country now, and products called `null` or `None` no name.",
)
def loses_namibia(text):
    texts = _texts(text, na_values=["-", "k.A."])
    return read(text).assign(name=texts["name"], country=texts["country"])


@mistake(
    read,
    "Empty fields are texts of length 0 here, and not missing: whoever says `keep_default_na=False` has taken them off the list, too.",
)
def keeps_empty_texts(text):
    texts = _texts(text, keep_default_na=False, na_values=["-", "k.A."])
    return read(text).assign(name=texts["name"], country=texts["country"])


@mistake(
    read,
    "Each date was read by itself, the month first wherever that makes a date: 5 March has become 3 May.",
)
def puts_the_month_first(text):
    texts = _texts(text, **MISSING)
    return read(text).assign(since=pd.to_datetime(texts["since"], format="mixed"))


@mistake(
    read,
    "`dayfirst=True` looks for the day in front in every date, and swaps day and month of `2024-03-05`, too. Only one of the two styles should be read that way.",
)
def puts_the_day_first_everywhere(text):
    texts = _texts(text, **MISSING)
    return read(text).assign(since=pd.to_datetime(texts["since"], format="mixed", dayfirst=True))


@mistake(read, "Dates of one of the two styles are missing: `errors=\"coerce\"` makes a gap of all that does not fit the format, and says nothing.")
def loses_one_style_of_dates(text):
    texts = _texts(text, **MISSING)
    return read(text).assign(since=pd.to_datetime(texts["since"], format="%d.%m.%Y", errors="coerce"))


@mistake(
    read,
    "Prices from a thousand on are wrong or missing: with the comma turned into a point, `1.234.50` is no number, and `errors=\"coerce\"` makes a gap of it; `1.200` is one, "
    "but which?",
)
def loses_the_thousands(text):
    texts = _texts(text, **MISSING)
    return read(text).assign(price=pd.to_numeric(texts["price"].str.replace(",", "."), errors="coerce").astype(float))


@mistake(
    read,
    "One missing stock, and all are floats: `float` has 53 bits for digits, so of the largest stocks the last ones are lost, too. Which dtype holds whole numbers and gaps?",
)
def makes_floats_of_stocks(text):
    table = read(text)
    return table.assign(stock=table["stock"].astype(float))


@mistake(read, "Spaces in front of a text, or behind it, are gone. They belong to it.")
def strips_texts(text):
    table = read(text)
    return table.assign(name=table["name"].str.strip())


@mistake(write, "The labels of the rows stand in front, as a seventh field: `to_csv` writes them unless it is told not to.")
def writes_the_labels(table):
    return table.to_csv(sep=";", decimal=",")


@mistake(write, "The prices have a decimal point: whoever reads this by the rules takes it for one between thousands, and 12.5 for 125.")
def writes_decimal_points(table):
    return table.to_csv(sep=";", index=False)


@mistake(write, "The prices were rounded on the way out: after a discount of a third, more than two digits count.")
def rounds_prices(table):
    return table.to_csv(sep=";", decimal=",", index=False, float_format="%.2f")


@mistake(write, "The table was turned into text first, and what is missing with it: a price that is not there reads `nan` now.")
def writes_nan(table):
    return table.assign(price=table["price"].map(str).str.replace(".", ",")).to_csv(sep=";", index=False)


@mistake(
    write,
    "Fields are joined by hand, without quotes: a `;` or a line break within a name starts a new field, or a new row.",
)
def joins_by_hand(table):
    fields = csv.reader(io.StringIO(write(table)), delimiter=";")
    return "".join(";".join(row) + "\n" for row in fields)


@mistake(write, "The dates are written with the day in front: `read` knows both styles, but for writing one of them was asked for.")
def writes_german_dates(table):
    return table.to_csv(sep=";", decimal=",", index=False, date_format="%d.%m.%Y")


@check("reads ids, names and countries as they are, with zeros and Namibia")
def texts(learner, rng):
    rows = _rows(rng, 8)
    for row, code in zip(rows, ("00123", "7", "0", "007", "0000000000", "123456789012345678", "04711", "10")):
        row["id"] = code
    rows[2]["country"], rows[5]["country"] = "NA", "NO"
    for row, name in zip(rows, rng.permutation(["null", "None", "nan", "NA", "n/a", "12", "#1", "1,50"])):
        row["name"] = str(name)
    expect(learner.read(_text(rows))).frame(_table(rows), order="both")


@check("reads prices with a comma and with points between thousands, as floats")
def prices(learner, rng):
    for numbers in (
        {"0,5": 0.5, "17": 17, "1.234,50": 1234.5, "1234,5": 1234.5, "1.200": 1200, "987.654,3": 987654.3, "0,07": 0.07, "": None},
        {"1.200": 1200, "12": 12, "1.234": 1234},
        {"1.200": 1200, _german(n := float(rng.integers(10**5, 10**8)) / 100): n, _german(n := float(rng.integers(1, 10**5)) / 100): n},
    ):
        rows = _rows(rng, len(numbers))
        for row, price in zip(rows, numbers.values()):
            row["price"] = price
        got = learner.read(_text(rows, price=list(numbers)))
        expect(got).frame(_table(rows), order="both")
        expect(got["price"]).has_dtype("Float64", np.floating)


@check("reads stocks as whole numbers, with gaps and all their digits")
def stocks(learner, rng):
    rows = _rows(rng, 5)
    rows[1]["stock"], rows[3]["stock"], rows[4]["stock"] = None, 10**17 + int(rng.integers(1, 10**6)) * 2 + 1, 0
    for some in (rows, rows[2:], rows[:1]):
        got = learner.read(_text(some))
        expect(got).frame(_table(some), order="both")
        expect(got["stock"]).has_dtype("Int64")


@check("reads dates in both styles, with the day first where there are points")
def dates(learner, rng):
    for styles in ("ii", "gg", "igig", "giig"):
        rows = _rows(rng, len(styles) + 1)
        rows[0]["since"], rows[1]["since"] = datetime.date(2024, 3, 5), datetime.date(2019, 11, 2)
        rows[-1]["since"] = None
        dates = [_STYLES[style](row["since"]) for style, row in zip(styles, rows)]
        got = learner.read(_text(rows, since=[*dates, ""]))
        expect(got).frame(_table(rows), order="both")
        expect(got["since"]).has_dtype(np.datetime64)


@check("takes an empty field, `-` and `k.A.` for missing, in each column, and nothing else")
def missing(learner, rng):
    rows = _rows(rng, 9)
    for row, mark in zip(rows, ("", "-", "k.A.") * 3):
        row.update(dict.fromkeys(("name", "country", "price", "stock", "since")[:: int(rng.integers(1, 3))]))
        row["mark"] = mark
    rows[3]["name"], rows[4]["name"], rows[5]["name"] = "--", "k.A. 5", " -"
    text = _text(rows, **{name: [row["mark"] if row[name] is None else _as_text(row[name]) for row in rows] for name in COLUMNS})
    expect(learner.read(text)).frame(_table(rows), order="both")


@check("reads names with quotes, line breaks, separators and spaces")
def hard_names(learner, rng):
    rows = _hard(rng)
    expect(learner.read(_text(rows))).frame(_table(rows), order="both")


@check("reads a list without rows, with the same kinds of columns")
def no_rows(learner, rng):
    got = learner.read(_text([]))
    expect(got).frame(_table([]), order="both")
    expect(got["price"]).has_dtype("Float64", np.floating)
    expect(got["stock"]).has_dtype("Int64")
    expect(got["since"]).has_dtype(np.datetime64)


@check("writes six fields a row, nothing as nothing, prices with commas")
def writes(learner, rng):
    rows = _rows(rng, 6)
    rows[1].update(name=None, stock=None, price=1234.5)
    rows[2].update(country="NA", stock=10**17 + 1, id="007")
    rows[4].update(country=None, price=None, since=None)
    rows[5].update(price=19.99 / 3, stock=0)
    for some in (rows, rows[:1], []):
        table = _table(some).set_axis(rng.permutation(len(some)) + 3)
        _as_asked(learner.write(table), some)


@check("writes names with quotes, line breaks, separators and spaces so that they can be read")
def writes_hard_names(learner, rng):
    rows = _hard(rng)
    _as_asked(learner.write(_table(rows)), rows)


@check("loses nothing on the way there and back")
def there_and_back(learner, rng):
    rows = [*_hard(rng), *_rows(rng, 3)]
    rows.append(rows[-1])  # twice the same
    rows[0].update(price=None, id="000")
    rows[1].update(price=1999.99 / 3, since=None)
    rows[2].update(country="NA", stock=None)
    expect(learner.read(learner.write(_table(rows)))).frame(_table(rows), order="both")
    text = _text(rows, price=[_german(row["price"]) for row in rows])
    expect(learner.read(learner.write(learner.read(text)))).frame(_table(rows), order="both")


@check("leaves the table as it is")
def leaves_it(learner, rng):
    expect(learner.write).leaves_unchanged(_table(_rows(rng, 3)).set_axis([5, 0, 3]))


COLUMNS = ("id", "name", "country", "price", "stock", "since")
MISSING = {"keep_default_na": False, "na_values": ["", "-", "k.A."]}


def _texts(text, **options):
    return pd.read_csv(io.StringIO(text), sep=";", dtype=str, **options)


_STYLES = {"i": "{:%Y-%m-%d}".format, "g": "{:%d.%m.%Y}".format}


def _rows(rng, count):
    """Rows as dictionaries of Python's own values, None for what is missing; plain, so that a check can make one column hard."""
    return [
        {
            "id": f"{rng.integers(1, 10**4):05}",
            "name": str(rng.choice(["Salt", "Tea", "Rye flour", "Rice"])),
            "country": str(rng.choice(["DE", "FR", "IN"])),
            "price": float(rng.integers(5, 9999)) / 100,
            "stock": int(rng.integers(0, 500)),
            "since": datetime.date(2024, 1, 1) + datetime.timedelta(days=int(rng.integers(366))),
        }
        for _ in range(count)
    ]


def _hard(rng):
    rows = _rows(rng, 9)
    names = ["Tea; black", "Oil, 1.5 l", 'Pan 12"', '"', "two\nlines", "  Salt", "Salt ", "  ", '"Best"; of\nall']
    for row, name in zip(rows, rng.permutation(np.array(names, dtype=object))):
        row["name"] = name
    return rows


def _table(rows):
    kinds = {"id": "str", "name": "str", "country": "str", "price": "float64", "stock": "Int64", "since": "datetime64[us]"}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in kinds.items()})


def _text(rows, **columns):
    """The rows as the wholesaler's text; `columns` are texts to be written instead of what is in the rows."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for at, row in enumerate(rows):
        writer.writerow([columns[name][at] if name in columns else _as_text(row[name]) for name in COLUMNS])
    return file.getvalue()


def _as_text(value):
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _german(price):
    """With points between thousands."""
    return "" if price is None else f"{price:,}".translate(str.maketrans(",.", ".,"))


def _as_asked(text, rows):
    """Demands that `text` holds the rows, by the rules for writing."""
    expect(text).is_a(str).satisfies(lambda text: text.endswith("\n"), "ended by a line break")
    fields = [[_price(field) if at == 3 else field for at, field in enumerate(line)] for line in _fields(text)]
    expect(fields).equals([list(COLUMNS), *([_price(_as_text(row[name])) if name == "price" else _as_text(row[name]) for name in COLUMNS] for row in rows)])


def _fields(text):
    return csv.reader(io.StringIO(text, newline=""), delimiter=";")


def _price(field):
    """The number that a field says by the rules for writing, or the field if it is none."""
    return float(field.replace(",", ".")) if re.fullmatch(r"\d+(,\d+)?", field) else field
