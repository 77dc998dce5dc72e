"""What a trip costs."""

from holidays import is_holiday
from money import euros
from tariff import TARIFF
from trips import zones


def new_tariff(prices):
    """From now on these prices hold, everywhere."""
    TARIFF.clear()
    TARIFF.update(prices)


def price(trip):
    """Return what a trip costs, in cents: half on holidays."""
    cents = TARIFF[zones(trip)]
    return cents // 2 if is_holiday(trip["day"]) else cents


def receipt(trip):
    return f"{trip['from']} to {trip['to']}: {euros(price(trip))}"
