"""Trips: dicts with the day, and the two stops."""

from datetime import datetime

from tariff import TARIFF

ZONES = {"Harbour": 1, "Market": 1, "Mill": 2, "Hospital": 2, "Airport": 3, "Lakeside": 4}


def read(line):
    """Return the trip on a line such as `2026-05-01;Harbour;Mill`."""
    day, start, end = line.strip().split(";")
    return {"day": datetime.strptime(day, "%Y-%m-%d"), "from": start, "to": end}


def zones(trip):
    """Return through how many zones a trip goes."""
    return abs(ZONES[trip["from"]] - ZONES[trip["to"]]) + 1


def cheapest():
    """Return the price of the cheapest trip on a working day, in cents."""
    return min(TARIFF.values())
