"""The report of a day: python report.py rides.csv"""

import sys

import fares
import trips
from money import euros


def total(lines):
    """Return what the trips on these lines cost together, in cents."""
    return sum(fares.price(trips.read(line)) for line in lines)


def main(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    for line in lines:
        print(fares.receipt(trips.read(line)))
    print(f"{len(lines)} trips, {euros(total(lines))}; the cheapest costs {euros(trips.cheapest())}")


if __name__ == "__main__":
    main(sys.argv[1])
