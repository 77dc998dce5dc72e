import numpy as np
import pandas as pd


def from_to(book, first, last):
    return book[first : last + 1]


def columns_from_to(book, first, last):
    start, end = book.columns.slice_locs(first, last)
    return book[book.columns[start:end]]


def calls_of(book, ship):
    return book.loc[[ship]] if ship in book.index else book.iloc[:0]


def cell(book, position, column):
    return book.iat[position, list(book.columns).index(column)]


def to_weigh(book, limit):
    long = book[book["left"].sub(book["arrived"]).gt(1).to_numpy()]
    return long[(long["cargo"].fillna(np.inf) > limit).to_numpy()]


def heaviest(book, count):
    rank = book["cargo"].rank(method="first", ascending=False, na_option="bottom").to_numpy()
    return book.iloc[rank.argsort()].head(count)


def with_fee(book, ship, fee):
    result = book.copy(deep=False)
    result["fee"] = result["fee"].mask(result.index == ship, fee)
    return result


def with_cell(book, position, column, value):
    result = book.copy()
    result.iat[position, result.columns.get_loc(column)] = value
    return result


def with_discount(book, days, percent):
    factor = np.where(book["left"] - book["arrived"] < days, 1.0, 1.0 - percent / 100.0)
    return book.assign(fee=book["fee"] * factor)


def dates_put_right(book):
    wrong = book["left"] < book["arrived"]
    return book.assign(arrived=book["arrived"].mask(wrong, book["left"]), left=book["left"].mask(wrong, book["arrived"]))
