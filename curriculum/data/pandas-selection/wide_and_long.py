"""Sensors, wide and long

A ship notes what its sensors say. Sensors are named `place_quantity`, such as `engine_room_temp`: the quantity is what follows the last `_`, and a place may hold some
more of them. There are two forms:

- *wide*: a column `time`, the first, and a column for each sensor. There is a row for each time, in any order.
- *long*: columns `time`, `sensor` and `value`. There is a row for each reading, in any order.

Values are floats, and may be missing; times are whole numbers, and never missing. There is at least one time and one sensor. Write three functions, which return new tables labelled 0, 1, 2…, and leave
what they are given as it is.

- `to_long(wide)`: the long form, with its three columns in this order. Every cell has its row, the missing ones too. Rows may stand in any order.
- `to_wide(long)`: the wide form, rows sorted by `time`. Sensors stand in the order in which they first come in `long`; every sensor and every time of `long` is there, even if it has no value at all. A reading may be
  there several times: where its values are missing and one value, that value counts; where they are two different values, a `ValueError` is raised.
- `by_place(wide)`: columns `time` and `place`, and then one for each quantity, sorted by name. There is a row for each place at each time, sorted by time and within a time by place; missing is what was missing, or what a place has no sensor
  for.

```python
wide = pd.DataFrame({"time": [7, 8], "hold_temp": [4.5, 5.0], "deck_temp": [21.0, None], "hold_hum": [80.0, 82.0]})
long = to_long(wide)
len(long)                                          # 6
to_wide(long[::-1])["hold_temp"].tolist()          # [4.5, 5.0]
list(by_place(wide).columns)                       # ['time', 'place', 'hum', 'temp']
by_place(wide)["place"].tolist()                   # ['deck', 'hold', 'deck', 'hold']
```
"""

import numpy as np
import pandas as pd

from mlestone.proving import altered, answer, check, expect, hints, mistake

hints(
    "What happens to two readings that meet in one cell, and to a time at which nothing was read?",
    "`pivot` refuses what `pivot_table` averages. `drop_duplicates` sees whole rows or some columns of them, and `rsplit` can be told how often to split.",
    "Take the missing readings out before you compare the others, pivot, and bring back times and sensors by `reindex`.",
)


@answer
def to_long(wide: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each cell of the sensors' columns."""
    return wide.melt(id_vars="time", var_name="sensor", value_name="value")


@answer
def to_wide(long: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each time and a column for each sensor, or raise a ValueError where values contradict each other."""
    wide = long.dropna().drop_duplicates().pivot(index="time", columns="sensor", values="value")
    return wide.reindex(index=np.unique(long["time"]), columns=long["sensor"].unique()).reset_index()


@answer
def by_place(wide: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each time and place and a column for each quantity."""
    long = to_long(wide)
    long[["place", "quantity"]] = long["sensor"].str.rsplit("_", n=1, expand=True).to_numpy()
    return long.pivot(index=["time", "place"], columns="quantity", values="value").reset_index()


@mistake(to_long, "Missing readings have no row. Every cell was to have one.")
def drops_the_missing(wide):
    return to_long(wide).dropna().reset_index(drop=True)


@mistake(to_long, "The columns are named `variable` and `value`, as `melt` calls them unless it is told otherwise.")
def keeps_the_names_of_melt(wide):
    return wide.melt(id_vars="time")


@mistake(to_long, "The rows are numbered column by column of the wide table and have kept these labels. They were to be 0, 1, 2…")
def keeps_old_labels(wide):
    return to_long(wide).sort_values(["time", "sensor"])


@mistake(to_long, "The time has been melted along with the sensors: its values stand among the readings.")
def melts_the_time(wide):
    long = wide.reset_index().melt(id_vars="index", var_name="sensor", value_name="value")
    return long.rename(columns={"index": "time"})


@mistake(
    to_wide,
    "Values that contradict each other were averaged, without a word. Which function refuses what meets in one cell?",
)
def averages(long):
    wide = long.pivot_table(index="time", columns="sensor", values="value")
    return _as_asked(wide, long)


@mistake(to_wide, "Of values that contradict each other, the first was taken. A `ValueError` was to be raised.")
def takes_the_first(long):
    known = long.dropna(subset="value").drop_duplicates(["time", "sensor"])
    return _as_asked(known.pivot(index="time", columns="sensor", values="value"), long)


@mistake(to_wide, "Of values that contradict each other, the last was taken. A `ValueError` was to be raised.")
def takes_the_last(long):
    known = long.dropna(subset="value").drop_duplicates(["time", "sensor"], keep="last")
    return _as_asked(known.pivot(index="time", columns="sensor", values="value"), long)


@mistake(to_wide, "A reading that comes twice with the same value is refused. Two of the same do not contradict each other.")
def refuses_repetition(long):
    known = long.dropna(subset="value")
    return _as_asked(known.pivot(index="time", columns="sensor", values="value"), long)


@mistake(
    to_wide,
    "A reading that is there twice, once missing and once with its value, is refused: to `drop_duplicates` these are two. The value counts.",
)
def refuses_a_gap_that_was_filled(long):
    known = long.drop_duplicates()
    return _as_asked(known.pivot(index="time", columns="sensor", values="value"), long)


@mistake(to_wide, "A time, or a sensor, of which nothing is known has left the table.")
def loses_what_is_empty(long):
    known = long.dropna(subset="value").drop_duplicates()
    wide = known.pivot(index="time", columns="sensor", values="value")
    return _as_asked(wide, known)


@mistake(to_wide, "The times have become the labels of the rows. They were to be a column.")
def leaves_time_in_the_index(long):
    return to_wide(long).set_index("time")


@mistake(to_wide, "The rows come in the order in which their times are found. They were to be sorted.")
def leaves_times_unsorted(long):
    return to_wide(long).set_index("time").loc[long["time"].unique()].reset_index()


cuts_at_the_first = mistake(by_place, "The name is cut at its first `_`. A place may hold some of these: from which end is to be counted?")(
    altered({"rsplit": "split"})
)

turns_names_round = mistake(by_place, "What is in front of the last `_` was taken for the quantity. It is the place.")(
    altered({'["place", "quantity"]': '["quantity", "place"]'})
)


@mistake(by_place, "Places without a single value at a time have no row there. Each place was to have one at each time.")
def drops_silent_places(wide):
    table = by_place(wide)
    return table.dropna(how="all", subset=table.columns[2:]).reset_index(drop=True)


@mistake(by_place, "Rows in which one quantity is missing were dropped, and the others with it.")
def drops_incomplete_places(wide):
    return by_place(wide).dropna().reset_index(drop=True)


@mistake(by_place, "The rows are sorted by place, and by time within a place. The time was to come first.")
def sorts_by_place(wide):
    return by_place(wide).sort_values(["place", "time"], ignore_index=True)


@check("makes a row of every cell, missing ones too")
def long_form(learner, rng):
    for wide in (_wide(rng), _wide(rng, times=1), _wide(rng)[["time", "hold_temp"]]):
        expect(learner.to_long(wide)).has_length(len(to_long(wide))).satisfies(_is_numbered, "labelled 0, 1, 2…")
        expect(_sorted(learner.to_long(wide))).frame(_sorted(to_long(wide)), order="columns", index=False)


@check("makes a wide table of readings in any order, times sorted, sensors as they come and not by the alphabet")
def wide_form(learner, rng):
    for wide in (_wide(rng, gaps=False), _wide(rng, gaps=False, times=1)):
        expect(learner.to_wide(to_long(wide))).frame(to_wide(to_long(wide)), order="both")
        mixed = _mixed(to_long(wide), rng)
        expect(learner.to_wide(mixed)).frame(to_wide(mixed), order="both")


@check("keeps times and sensors of which nothing is known")
def empty_ones(learner, rng):
    wide = _wide(rng)
    for long in (to_long(wide), _mixed(to_long(wide), rng), to_long(wide.assign(**dict.fromkeys(wide.columns[1:], np.nan)))):
        expect(learner.to_wide(long)).frame(to_wide(long), order="both")


@check("takes cells that have no row for missing ones")
def no_row(learner, rng):
    long = _mixed(to_long(_wide(rng)), rng).iloc[: -int(rng.integers(3, 6))]
    expect(learner.to_wide(long)).frame(to_wide(long), order="both")


@check("counts a reading that is repeated once, and takes a value before a gap")
def repeated(learner, rng):
    long = to_long(_wide(rng))
    known = long.dropna()
    for more in (known.sample(3, random_state=rng), known.sample(3, random_state=rng).assign(value=np.nan), long):
        both = _mixed(pd.concat([long, more]), rng)
        expect(learner.to_wide(both)).frame(to_wide(both), order="both")


@check("refuses values that contradict each other with a ValueError")
def contradictions(learner, rng):
    long = to_long(_wide(rng))
    for change in (1.0, 0.1, -20.0, 0.0001):
        other = long.dropna().sample(1, random_state=rng)
        both = _mixed(pd.concat([long, other.assign(value=other["value"] + change)]), rng)
        expect.raises(ValueError, lambda both=both: learner.to_wide(both))


@check("comes back from the long form to what it was")
def round_trip(learner, rng):
    wide = _wide(rng)
    expect(learner.to_wide(learner.to_long(wide))).frame(wide.sort_values("time", ignore_index=True), order="both")


@check("puts the quantities of a place side by side")
def places(learner, rng):
    for wide in (_wide(rng, gaps=False), _wide(rng, gaps=False)[["time", "deck_temp", "hold_temp"]]):
        expect(learner.by_place(wide)).frame(by_place(wide), order="both")


@check("leaves gaps where a place has no such sensor, or where nothing was read, and drops no row")
def gaps(learner, rng):
    wide = _wide(rng)
    for some in (wide, wide.iloc[:1], wide.assign(crew_mess_hum=np.nan)):
        expect(learner.by_place(some)).frame(by_place(some), order="both")


@check("leaves its arguments as they are")
def arguments(learner, rng):
    wide = _wide(rng)
    expect(learner.to_long).leaves_unchanged(wide)
    expect(learner.to_wide).leaves_unchanged(_mixed(to_long(wide), rng))
    expect(learner.by_place).leaves_unchanged(wide)


SENSORS = ["hold_temp", "deck_temp", "engine_temp", "engine_room_temp", "hold_hum", "engine_room_oil_press", "bow_10_temp", "bow_9_temp", "bow_9_hum"]


def _wide(rng, times=5, gaps=True):
    """Sensors and times in any order; with `gaps` some readings are missing, all of one time, and all of one sensor."""
    sensors = rng.permutation(SENSORS).tolist()
    values = rng.normal(20, 8, size=(times, len(sensors))).round(1)
    values[:, int(rng.integers(len(sensors)))] = 20.5  # one always says the same
    if gaps:
        values[rng.random(values.shape) < 0.15] = np.nan
        values[int(rng.integers(times))] = np.nan
        values[:, int(rng.integers(len(sensors)))] = np.nan
    table = pd.DataFrame(values, columns=sensors)
    table.insert(0, "time", rng.choice(90, size=times, replace=False) * 10)
    return table


def _mixed(long, rng):
    """Its rows in another order, with their labels."""
    return long.iloc[rng.permutation(len(long))]


def _sorted(long):
    return long.sort_values(["time", "sensor"]) if {"time", "sensor"} <= set(getattr(long, "columns", [])) else long


def _is_numbered(table):
    return list(table.index) == list(range(len(table)))


def _as_asked(wide, long):
    return (
        wide.reindex(index=sorted(long["time"].unique()), columns=long["sensor"].unique())
        .rename_axis(index="time", columns=None)
        .reset_index()
    )
