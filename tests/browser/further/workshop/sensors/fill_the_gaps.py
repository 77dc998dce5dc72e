"""Fill the gaps of a sensor

A sensor loses three readings in ten. Write `fill(seen)`, which returns the readings with every nan replaced.
"""

import numpy as np

from mlestone.proving import answer, baseline, challenge, data, mistake, score


@data
def sensors(rng):
    steps = rng.normal(size=200).cumsum()
    seen = np.where(rng.random(200) < 0.3, np.nan, steps)
    return challenge(inputs=(seen,), hidden=steps)


@score("root mean squared error", better="lower", bar=0.5)
def rmse(hidden, reply):
    return np.sqrt(np.mean((hidden - reply) ** 2))


@baseline("fills every gap with the mean")
def mean_everywhere(seen):
    return np.where(np.isnan(seen), np.nanmean(seen), seen)


@answer
def fill(seen: np.ndarray) -> np.ndarray:
    """Return `seen` with its gaps filled."""
    known = ~np.isnan(seen)
    at = np.arange(len(seen))
    return np.interp(at, at[known], seen[known])


@mistake(fill, "Zero is far from where the sensor was.")
def zeros(seen):
    return np.nan_to_num(seen)
