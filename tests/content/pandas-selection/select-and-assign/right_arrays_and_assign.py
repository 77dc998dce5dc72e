import numpy as np
import pandas as pd


def _stay(book):
    return (book["left"] - book["arrived"]).to_numpy()


def from_to(book, first, last):
    return book.take(range(first, last + 1))


def columns_from_to(book, first, last):
    names = list(book.columns)
    return book[names[names.index(first) : names.index(last) + 1]]


def calls_of(book, ship):
    return book.loc[book.index.isin([ship])]


def cell(book, position, column):
    return book[column].to_numpy()[position]


def to_weigh(book, limit):
    return book.loc[~(book["cargo"].to_numpy() <= limit) & (_stay(book) > 1)]


def heaviest(book, count):
    cargo = book["cargo"].fillna(-np.inf).to_numpy()
    return book.iloc[np.argsort(-cargo, kind="stable")[:count]]


def with_fee(book, ship, fee):
    return book.assign(fee=book["fee"].where(book.index != ship, fee))


def with_cell(book, position, column, value):
    values = book[column].tolist()
    values[position] = value
    return book.assign(**{column: values})


def with_discount(book, days, percent):
    return book.assign(fee=np.where(_stay(book) >= days, book["fee"] * (100 - percent) / 100, book["fee"]))


def dates_put_right(book):
    return book.assign(arrived=book[["arrived", "left"]].min(axis=1), left=book[["arrived", "left"]].max(axis=1))
