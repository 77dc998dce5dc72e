"""When the streets are full."""

HOURS = {12, 13, 18, 19, 20}


def is_rush(hour: int) -> bool:
    return hour in HOURS
