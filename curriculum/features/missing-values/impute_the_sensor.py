r"""Gauges in a storm

Three gauges tell every hour how high the water stands at the pier, in the harbour and at the lock. Write `fill(table)`,
which returns a table like `table` in which their gaps are filled. `table` is a `DataFrame` with any index, and a row for
each of 1,080 hours in a row:

- `hour`: 0, 1, 2, …
- `wind` (m/s) and `pressure` (hPa), from the airport, without gaps;
- `pier`, `harbour` and `lock`: the level in centimetres above a mark of each station's own, or `nan`.

Some gaps are one hour long, and come by accident. The others come with storms: the power fails at one station, two or
all three of them, often for more than a day. What the harbour master says of the water: a high tide comes every 12.42
hours, and it is higher at full and new moon, every 354 hours. It reaches the pier first, the harbour an hour later, and
the lock an hour after that. Low pressure lets the sea rise, and wind pushes it in, the more so the harder it blows.

What was measured stays as it is, and so do the other columns, the order of rows and columns, the index, and `table`
itself. The score looks at the gaps only: the root of the mean squared error, in centimetres. To try things on, `gauges`
is given: it makes such a table, and the same without gaps. Every harbour is another one.

```python
table, truth = gauges(np.random.default_rng(0))
gaps = table[STATIONS].isna().to_numpy()
errors = (fill(table) - truth)[STATIONS].to_numpy()[gaps]
np.sqrt(np.mean(errors**2))    # about 100 with the mean of each column; less than 10 can be reached
```
"""

import numpy as np
import pandas as pd
from scipy.signal import lfilter

from mlestone.proving import (
    afterwards,
    altered,
    answer,
    baseline,
    challenge,
    check,
    data,
    expect,
    given,
    helper,
    hints,
    mistake,
    score,
)

hints(
    "What is there to go by in an hour in which all three stations are silent? And what more, when one of them is not?",
    "The hour tells where the tide stands: sine and cosine of an angle that goes round once in 12.42 hours. Columns made of hour, wind and pressure "
    "can explain a level, by a regression that learns from the hours in which it was measured.",
    "Fit each station to its causes, tide and weather, and look at what they leave unexplained: that changes slowly, and is much alike at "
    "all stations, so *it* may be taken from the others, or from before and after. Which power of the wind helps?",
)

afterwards(
    "Regressing each column with gaps on the others, in turns, until nothing changes any more, is *chained equations*: `IterativeImputer` in scikit-learn, "
    "`mice` in R. It knows of time only what is in a column, so the sine and the cosine still have to be made by hand. `mice` adds noise to what it fills in, "
    "and does so several times; for a score like this one noise would do harm, for the error bars of a report it is what makes them honest."
)

STATIONS = given(["pier", "harbour", "lock"])


@given
def wander(rng: np.random.Generator, hours: int, spread: float, memory: float) -> np.ndarray:
    """Numbers around 0 with this standard deviation, each like the one before."""
    return lfilter([spread * np.sqrt(1 - memory**2)], [1, -memory], rng.normal(size=hours))


@given
def gauges(rng: np.random.Generator, hours: int = 1080) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table with gaps, and the same without."""
    hour, storm, lost = np.arange(hours), np.zeros(hours), rng.random((hours, 3)) < 0.01
    start = int(rng.integers(30, 90))
    while start < hours - 60:
        length = int(rng.integers(18, 49))
        storm[start : start + length] = rng.uniform(0.6, 1) * np.sin(np.pi * np.arange(length) / length)
        for station in np.flatnonzero(rng.random(3) < 0.75):
            lost[start + rng.integers(2, length // 2) : start + length + rng.integers(-4, 12), station] = True
        start += length + int(rng.integers(50, 120))
    wind = np.abs(5 + wander(rng, hours, 2, 0.9) + rng.uniform(16, 22) * storm)
    pressure = 1015 + wander(rng, hours, 4, 0.98) - rng.uniform(20, 35) * storm
    moon = 1 + 0.25 * np.cos(2 * np.pi * hour / 354 + rng.uniform(0, 2 * np.pi))
    tide = rng.uniform(80, 130) * moon * np.sin(2 * np.pi * hour / 12.42 + rng.uniform(0, 2 * np.pi))
    surge = 1013 - pressure + rng.uniform(0.2, 0.3) * wind**2 + wander(rng, hours, 4, 0.9)
    truth = pd.DataFrame({"hour": hour, "wind": wind.round(1), "pressure": pressure.round(1)})
    for later, name in enumerate(STATIONS):
        moved = np.maximum(hour - later, 0)  # the hour in which the pier had this water
        high, pushed = rng.uniform(0.8, 1.2, size=2)
        level = rng.integers(300, 600) + high * tide[moved] + pushed * surge[moved] + rng.normal(0, 3, hours)
        truth[name] = level.round()
    table = truth.copy()
    table[STATIONS] = truth[STATIONS].mask(lost)
    return table, truth


@helper
def causes_of(table):
    """What moves the water in each hour: tide, moon, and the weather of this hour and of two before."""
    tide, moon = (2 * np.pi * table["hour"].to_numpy() / period for period in (12.42, 354))
    columns = [wave(tide) * size for wave in (np.sin, np.cos) for size in (1, np.sin(moon), np.cos(moon))]
    for weather in (table["pressure"], table["wind"], table["wind"] ** 2):
        columns += [weather.shift(hours).bfill() for hours in (0, 1, 2)]
    return np.column_stack([np.ones(len(table)), *columns])


@answer
def fill(table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` with the gaps of all stations filled."""
    causes = causes_of(table)
    expected = pd.DataFrame(index=table.index)
    for name in STATIONS:
        known = table[name].notna().to_numpy()
        weights = np.linalg.lstsq(causes[known], table[name].to_numpy()[known])[0]
        expected[name] = causes @ weights
    # What the causes do not explain is much alike at all stations, and changes slowly.
    rest = table[STATIONS] - expected
    rest = rest.T.fillna(rest.mean(axis=1)).T.interpolate(limit_direction="both")
    return table.fillna(expected + rest)


@data
def a_harbour(rng):
    table, truth = gauges(rng)
    gaps = table[STATIONS].isna().to_numpy()
    return challenge(inputs=(table,), hidden=(truth[STATIONS].to_numpy()[gaps], gaps))


@score("root mean squared error in the gaps, in centimetres", better="lower", bar=0.75)
def error_in_gaps(hidden, reply):
    true, gaps = hidden
    filled = reply[STATIONS].to_numpy(dtype=float)[gaps]
    return float(np.sqrt(np.mean((filled - true) ** 2)))


@baseline("fills every gap with the mean of its column")
def mean_of_the_column(table):
    return table.fillna(table.mean())


@mistake(
    fill,
    "A straight line from the last level before a storm to the first one after it: of all that went on in between, two high tides and the storm itself, it "
    "knows nothing.",
)
def draws_a_line(table):
    return table.interpolate(limit_direction="both")


@mistake(
    fill,
    "A gap gets the last level before it, for a day if need be. How high does the water stand six hours later?",
)
def repeats_the_last(table):
    return table.ffill().bfill()


@mistake(
    fill,
    "A gap gets the mean of its hour of the day. The tide comes 50 minutes later every day, so that every hour of the day has seen it all: is 24 hours its "
    "period?",
)
def goes_by_the_hour_of_the_day(table):
    return table.fillna(table.groupby(table["hour"] % 24).transform("mean"))


@mistake(
    fill,
    "A gap gets the level of about a day before or after, with the same tide. But gaps come with storms, and before and after them the air is calm.",
)
def copies_another_day(table):
    return table.fillna(table.shift(25)).fillna(table.shift(-25)).fillna(table.shift(50)).fillna(table.mean())


@mistake(
    fill,
    "The other stations fill the gap, as high above their means as they stand in the same hour, and the mean does where all are silent. The tide does not reach them at the same "
    "time, and a storm that silences one is likely to silence all.",
)
def asks_the_others(table):
    centred = table[STATIONS] - table[STATIONS].mean()
    others = centred.mean(axis=1).fillna(0)
    return table.fillna(pd.DataFrame({name: others + table[name].mean() for name in STATIONS}))


only_the_tide = mistake(
    fill,
    "The tide is right, and the storm is missing: what the tide leaves unexplained is drawn as a line from before the storm to after it. What do wind and "
    "pressure know?",
)(
    altered(
        {
            "causes = causes_of(table)": "causes = causes_of(table)[:, :7]",
            "rest.T.fillna(rest.mean(axis=1)).T.interpolate": "rest.interpolate",
        }
    )
)

only_the_weather = mistake(
    fill,
    "The storm is right, and the tide is missing: sine and cosine of which angle tell where it stands?",
)(altered({"causes = causes_of(table)": "causes = causes_of(table)[:, [0, *range(7, 16)]]"}))


@check("leaves no gap, and leaves what was measured as it was")
def form(learner, rng):
    table, _ = gauges(rng)
    table.index += int(rng.integers(10, 2000))
    filled = learner.fill(table)
    expect(filled).is_a("DataFrame").has_shape(*table.shape)
    columns = [str(name) for name in filled.columns]
    expect(columns).equals(list(table.columns))
    expect(list(filled.index) == list(table.index)).is_true("the index is that of `table`")
    numbers = filled.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    left = int(np.isnan(numbers).sum())
    expect(left == 0).is_true("there is a number everywhere", f"{left} values are still missing, or no numbers")
    known = table.notna().to_numpy()
    changed = int((~np.isclose(numbers, table.to_numpy(dtype=float)))[known].sum())
    expect(changed == 0).is_true("what was measured is as it was", f"{changed} measured values are others now")


@check("leaves `table` itself as it was")
def leaves(learner, rng):
    expect(learner.fill).leaves_unchanged(gauges(rng)[0])
