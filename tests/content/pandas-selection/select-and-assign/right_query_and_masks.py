import numpy as np
import pandas as pd


def from_to(book, first, last):
    return book[first : last + 1]


def columns_from_to(book, first, last):
    names = list(book.columns)
    return book[names[names.index(first) : names.index(last) + 1]]


def calls_of(book, ship):
    return book.loc[[label == ship for label in book.index]]


def cell(book, position, column):
    return book.iloc[position][column]


def to_weigh(book, limit):
    return book.query("(cargo.isna() or cargo > @limit) and left - arrived > 1")


def heaviest(book, count):
    known = book[book["cargo"].notna()].sort_values("cargo", ascending=False, kind="mergesort")
    return pd.concat([known, book[book["cargo"].isna()]])[:count]


def with_fee(book, ship, fee):
    return book.assign(fee=book["fee"].mask(book.index == ship, fee))


def with_cell(book, position, column, value):
    labels = book.index
    numbered = book.reset_index(drop=True)
    numbered.loc[position, column] = value
    return numbered.set_axis(labels)


def with_discount(book, days, percent):
    rate = np.where(book["left"] - book["arrived"] >= days, 100 - percent, 100)
    return book.assign(fee=book["fee"] * rate / 100)


def dates_put_right(book):
    wrong = book["left"] < book["arrived"]
    arrived, left = book["arrived"].copy(), book["left"].copy()
    fixed = book.copy()
    fixed["arrived"] = np.where(wrong, left, arrived)
    fixed["left"] = np.where(wrong, arrived, left)
    return fixed
