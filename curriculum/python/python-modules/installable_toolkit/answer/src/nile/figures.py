"""Figures: what can be said of readings."""

import numpy as np


def driest(readings, number):
    """Return the years with the least water, the driest first; of equal ones, the earlier first."""
    return sorted(readings, key=lambda year: (readings[year], year))[:number]


def spell(readings, limit):
    """Return the first and the last year of the longest run below `limit`, of equal ones the earliest; or None."""
    best, start = None, None
    for year in sorted(readings):
        if readings[year] >= limit:
            start = None
            continue
        if start is None or year - 1 not in readings:
            start = year
        if best is None or year - start > best[1] - best[0]:
            best = start, year
    return best


def halves(readings, year):
    """Return the mean of the years before `year`, and of those from it on."""
    before = [readings[each] for each in readings if each < year]
    since = [readings[each] for each in readings if each >= year]
    return float(np.mean(before)), float(np.mean(since))


def change(readings):
    """Return the year for which the two means differ most; of equal ones, the earliest."""
    if len(readings) < 2:
        raise ValueError("a change needs two years or more")
    best, most = None, -1.0
    for year in sorted(readings)[1:]:
        before, since = halves(readings, year)
        if abs(before - since) > most:
            best, most = year, abs(before - since)
    return best
