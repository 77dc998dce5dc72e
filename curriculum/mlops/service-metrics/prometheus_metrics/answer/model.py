"""The model: how likely a parcel is to be late. There is nothing to do here.

It breaks on a parcel that weighs nothing. That is known, and comes with the next release; until then the metrics have to
show how often it happens.
"""

import math

OUTCOMES = ("in_time", "late")


def probability_of_late(km: float, weight_kg: float) -> float:
    """How likely a parcel of this weight is to come late at a town so far away."""
    logit = -4.0 + 0.02 * km + 0.5 * math.log(weight_kg)
    return 1.0 / (1.0 + math.exp(-logit))
