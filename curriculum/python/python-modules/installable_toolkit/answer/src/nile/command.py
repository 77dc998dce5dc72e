"""The command `nile`."""

import sys

import numpy as np

from nile.figures import change, driest, halves, spell
from nile.readings import between, load


def whole(text):
    if not text.isdecimal():
        raise ValueError(f"{text} is no whole number")
    return int(text)


def run(command, *rest):
    """Carry out a command; raise ValueError where that cannot be done."""
    if command not in ("summary", "driest", "spell", "change"):
        raise ValueError(f"there is no command {command}")
    number = None
    if command in ("driest", "spell"):
        if not rest:
            raise ValueError(f"{command} needs a number")
        number, *rest = whole(rest[0]), *rest[1:]
    if len(rest) not in (0, 2):
        raise ValueError("give the first and the last year, or neither")
    readings = load()
    if rest:
        readings = between(readings, whole(rest[0]), whole(rest[1]))
    if command == "summary":
        show_summary(readings)
    elif command == "driest":
        for year in driest(readings, number):
            print(year, readings[year])
    elif command == "spell":
        found = spell(readings, number)
        print(f"{found[0]} to {found[1]}" if found else f"no year below {number}")
    else:
        year = change(readings)
        print("{}: {:.1f} before, {:.1f} since".format(year, *halves(readings, year)))


def show_summary(readings):
    years, volumes = list(readings), np.array(list(readings.values()))
    print(f"{min(years)} to {max(years)}, {len(years)} years")
    print(f"mean {volumes.mean():.1f}, median {np.median(volumes):.1f}")
    print(f"lowest {volumes.min()} in {years[volumes.argmin()]}, highest {volumes.max()} in {years[volumes.argmax()]}")


def main(arguments=None):
    """Carry out what the words ask for; return the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    print("Nile at Aswan, in units of 100 million cubic metres")
    try:
        run(*words or ["summary"])
    except ValueError as error:
        print(f"nile: {error}", file=sys.stderr)
        return 1
    return 0
