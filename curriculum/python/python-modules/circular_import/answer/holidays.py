"""Days on which trams run, and cost, as on a Sunday."""

HOLIDAYS = {(1, 1), (5, 1), (12, 25), (12, 26)}  # month and day


def is_holiday(day):
    return day.weekday() == 6 or (day.month, day.day) in HOLIDAYS
