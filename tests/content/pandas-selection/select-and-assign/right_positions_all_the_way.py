import numpy as np
import pandas as pd


def where(condition):
    return np.flatnonzero(np.asarray(condition))


def place(book, column):
    return book.columns.get_loc(column)


def from_to(book, first, last):
    return book.iloc[list(range(first, min(last, len(book) - 1) + 1))]


def columns_from_to(book, first, last):
    return book.iloc[:, place(book, first) : place(book, last) + 1]


def calls_of(book, ship):
    return book.iloc[where(book.index == ship)]


def cell(book, position, column):
    return book.iat[position, place(book, column)]


def to_weigh(book, limit):
    stayed = book["left"].to_numpy() - book["arrived"].to_numpy()
    return book.iloc[where(~(book["cargo"].to_numpy() <= limit) & (stayed >= 2))]


def heaviest(book, count):
    return book.iloc[np.argsort(-book["cargo"].to_numpy(), kind="stable")[:count]]


def with_fee(book, ship, fee):
    book = book.copy()
    book.iloc[where(book.index == ship), place(book, "fee")] = fee
    return book


def with_cell(book, position, column, value):
    values = book[column].tolist()
    values[position] = value
    return book.assign(**{column: values})


def with_discount(book, days, percent):
    book = book.copy(deep=True)
    rows = where((book["left"] - book["arrived"]) >= days)
    book.iloc[rows, place(book, "fee")] -= book["fee"].to_numpy()[rows] * percent / 100
    return book


def dates_put_right(book):
    book = book.copy()
    wrong = book["left"] < book["arrived"]
    book.loc[wrong, ["arrived", "left"]] = book.loc[wrong, ["left", "arrived"]].to_numpy()
    return book
