"""Summaries along an axis

Write `summarise(table, axis)`: smallest, mean and largest value of the array `table` along `axis`, stacked. NumPy does
the work: no loops.
"""
# mypy: ignore-errors

import numpy as np

from mlestone.proving import answer, check, expect, mistake


@answer
def summarise(table, axis):
    """Return smallest, mean and largest value along `axis`, stacked in this order."""
    return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])


@mistake(summarise, "Sentence that only the examiner knows: the median is no mean.")
def takes_the_median(table, axis):
    return np.stack([table.min(axis=axis), np.median(table, axis=axis), table.max(axis=axis)])


@check("agrees with the definition down the columns")
def down_the_columns(learner, rng):
    table = rng.normal(size=(8, 5))
    expect(learner.summarise(table, 0)).close(summarise(table, 0))


@check("agrees with the definition along the rows, of another table")
def along_the_rows(learner, rng):
    for rows in (1, 4):
        table = rng.uniform(1, 9, size=(rows, 6))
        expect(learner.summarise(table, 1)).close(summarise(table, 1))


@check("takes whole numbers, of arrays with three axes")
def whole_numbers(learner, rng):
    table = rng.integers(0, 100, size=(4, 3, 6))
    expect(learner.summarise(table, -1)).close(summarise(table, -1))


@check("gives the same again")
def again(learner, rng):
    expect(learner.summarise).repeats(rng.normal(size=(3, 3)), 0)


@check("leaves the loops to NumPy")
def no_loops(learner, rng):
    expect(learner.source).no_loops(in_="summarise")
