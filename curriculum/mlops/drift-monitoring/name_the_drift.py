r"""Name the drift

A model says how likely each parcel is to come late. Something may have happened to it in any of 25 weeks, and whoever is on
call wants to know what. Write `name_weeks(history, weeks)`, which returns a list with one name for each week:

| name | what happened | what is done |
| --- | --- | --- |
| `"stable"` | nothing, apart from the season | nothing |
| `"sensor"` | what measures one of the columns has failed: in many rows it stands still, tells zero, or nothing; the parcels are as ever | it is mended |
| `"inputs"` | other parcels come: one column has moved, and what it means has not | quality is watched |
| `"mix"` | late parcels have become more frequent; late ones look as late ones did, punctual ones as punctual ones did | the threshold is set anew |
| `"relation"` | the parcels are as ever, and what makes them late is not | the model is trained anew |

`history` is a `DataFrame` of one year, 200 parcels from each calendar week, in which nothing happened. `weeks` is a list of
such tables, each with 900 to 1,100 parcels of one calendar week of a later year. Columns, everywhere:

- `week`: the calendar week, 1 to 52. Winters are cold and bring heavier parcels, every year alike.
- `distance` (km), `weight` (kg), `stops`, `temperature` (°C), `carrier` (`"blue"`, `"red"` or `"van"`): what was recorded,
  `nan` where nothing was.
- `score`: the probability of coming late, as the model told it from these records. In `history` it was right.
- `late`: 1.0 or 0.0; and `days`: how many days after its departure the parcel's label was known.

Each of the 25 weeks is looked at after 7 days: where a label takes longer, `late` and `days` are `nan`. In `history`
all labels are there. Both stay as they are. To try things on, `parcels` is given: it makes parcels to which nothing happened.

```python
rng = np.random.default_rng(0)
history, week = parcels(rng, range(1, 53), 200), parcels(rng, [5], 1000)
week.loc[week["days"] > 7, ["late", "days"]] = np.nan
name_weeks(history, [week, week.assign(temperature=np.nan)])    # ["stable", "sensor"]
```
"""

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from mlestone.proving import answer, baseline, challenge, check, data, expect, given, helper, hints, mistake, score

hints(
    "With which rows of the history is a week in January to be compared, and with which of their labels a week that is "
    "seven days old?",
    "A sensor gives itself away by a value that is far too frequent. The others differ in which of $p(x)$, $p(y \\mid x)$ and "
    "$p(x \\mid y)$ has stayed as it was: are more or fewer late than their scores lead one to expect, among all or among some?",
    "In a new mix, the odds of all parcels are multiplied by one factor. Once that is allowed for, is any group of parcels "
    "still late more often than expected?",
)

MEASURED = helper(["distance", "weight", "temperature"])
AGE = helper(7)  # days
SURE = helper(0.01)


@given
def parcels(rng: np.random.Generator, weeks, number: int) -> pd.DataFrame:
    """So many parcels of each of these calendar weeks, as they are while nothing happens, with all their labels."""
    week = np.repeat(np.asarray(weeks), number)
    cold = np.cos(2 * np.pi * (week - 3) / 52)
    table = pd.DataFrame({
        "week": week,
        "distance": np.exp(rng.normal(5.3, 0.7, len(week))).round(),
        "weight": np.exp(rng.normal(0.8 + 0.3 * cold, 0.6, len(week))).round(2),
        "stops": rng.poisson(3, len(week)),
        "temperature": (10 - 10 * cold + rng.normal(0, 4, len(week))).round(1),
        "carrier": rng.choice(["blue", "red", "van"], len(week), p=[0.5, 0.3, 0.2]),
    })
    log_odds = 1.2 * np.log(table["distance"] / 200) + 0.4 * (table["stops"] - 3) + 2 * (table["carrier"] == "van")
    log_odds += 0.08 * np.maximum(0, 4 - table["temperature"]) - 1.5
    table["score"] = (1 / (1 + np.exp(-log_odds))).round(3).clip(0.001, 0.999)
    late = rng.random(len(week)) < table["score"]
    table["late"] = late.astype(float)
    table["days"] = np.where(late, rng.integers(4, 13, len(week)), rng.integers(1, 6, len(week))).astype(float)
    return table


@helper
def season_of(history, week):
    """Last year's parcels of this calendar week, and of two before and after it."""
    apart = (history["week"] - week["week"].iloc[0]) % 52
    return history[(apart <= 2) | (apart >= 50)]


@helper
def known_of(table):
    """The parcels of which the label is there when a week is looked at."""
    return table[table["days"] <= AGE]


@helper
def is_broken(week):
    return any(week[name].value_counts(normalize=True, dropna=False).iloc[0] > 0.1 for name in MEASURED)


@helper
def columns_of(table):
    """What is known of parcels when they leave, as numbers."""
    carriers = np.array([table["carrier"] == name for name in ("blue", "red", "van")]).T
    return np.hstack([table[["distance", "weight", "stops", "temperature", "score"]], carriers])


@helper
def have_moved(old, new):
    """Whether any column differs by more than chance."""
    pairs = zip(columns_of(old).T, columns_of(new).T)
    chances = [stats.ks_2samp(before, now, method="asymp").pvalue for before, now in pairs]
    return min(chances) * len(chances) < SURE


@helper
def shift_of(known):
    """What has to be added to all log odds for as many late ones to be expected as there are."""
    log_odds, late = special.logit(known["score"].to_numpy()), known["late"].to_numpy()
    return optimize.brentq(lambda shift: (special.expit(log_odds + shift) - late).sum(), -9, 9)


@helper
def are_off(known, shift):
    """Whether more or fewer are late than expected, of all parcels or along any column."""
    expected = special.expit(special.logit(known["score"]) + shift).to_numpy()
    along = stats.zscore(columns_of(known))
    along = np.hstack([along, np.ones((len(known), 1))])
    surplus = (known["late"] - expected) @ along / np.sqrt(expected * (1 - expected) @ along**2)
    return 2 * stats.norm.sf(abs(surplus).max()) * len(surplus) < SURE


@helper
def name_of(season, usual, week):
    if is_broken(week):
        return "sensor"
    known = known_of(week)
    if not are_off(known, usual):
        return "inputs" if have_moved(season, week) else "stable"
    # Where only the mix is new, one factor makes the odds of all parcels right again.
    return "relation" if are_off(known, shift_of(known)) else "mix"


@answer
def name_weeks(history: pd.DataFrame, weeks: list[pd.DataFrame]) -> list[str]:
    """Return "stable", "sensor", "inputs", "mix" or "relation" for each of `weeks`."""
    usual = shift_of(known_of(history))  # late parcels are rarer among the labels that come early
    return [name_of(season_of(history, week), usual, week) for week in weeks]


NAMES = ["stable", "sensor", "inputs", "mix", "relation"]
WAYS = ["stands still", "tells zero", "tells nothing"]
AVERAGED = ["distance", "weight", "stops", "temperature"]


@data
def a_year_and_25_weeks(rng):
    names = [str(name) for name in rng.permutation(NAMES * 5)]
    weeks = [_week(rng, name) for name in names]
    return challenge(inputs=(parcels(rng, range(1, 53), 200), weeks), hidden=(names, [len(week) for week in weeks]))


@score("share of parcels whose week is named right", better="higher", bar=0.9)
def share_right(hidden, reply):
    names, sizes = hidden
    right = [str(told) == name for told, name in zip(reply, names, strict=True)]
    return float(np.average(right, weights=sizes))


@baseline("names a week by its averages against those of the whole year, and by the share of late parcels among all")
def at_first_sight(history, weeks):
    usual, spread = history[AVERAGED].mean(), history[AVERAGED].std()
    names = []
    for week in weeks:
        moved = (abs(week[AVERAGED].mean() - usual) > 0.1 * spread).any()
        fewer = abs(week["late"].fillna(0).mean() - history["late"].mean()) > 0.05
        names.append("inputs" if moved else "mix" if fewer else "stable")
    return names


@mistake(
    name_weeks,
    "A week in January is compared with the whole year, so that every winter is an alarm. Which of last year's weeks were "
    "like it?",
)
def takes_winter_for_drift(history, weeks):
    usual = shift_of(known_of(history))
    return [name_of(history, usual, week) for week in weeks]


@mistake(
    name_weeks,
    "A sensor that stands still, or tells zero or nothing, is taken for other parcels. How often does the most frequent value of a "
    "measured column occur in an ordinary week?",
)
def takes_a_broken_sensor_for_drift(history, weeks):
    usual = shift_of(known_of(history))
    whole = [week.fillna(dict.fromkeys(MEASURED, 0.0)) for week in weeks]
    return [_name_of_sound(season_of(history, week), usual, week, known_of(week)) for week in whole]


@mistake(
    name_weeks,
    "A label that is missing counts as in time here. Nobody knows yet, and of late parcels nobody knows for longest.",
)
def takes_no_label_for_in_time(history, weeks):
    usual = shift_of(history)
    return [
        "sensor"
        if is_broken(week)
        else _name_of_sound(season_of(history, week), usual, week, week.fillna({"late": 0.0}))
        for week in weeks
    ]


@mistake(
    name_weeks,
    "After seven days the labels that are there are mostly those of punctual parcels, and they are held against a year whose "
    "labels are all there. What did that year know after seven days?",
)
def compares_unripe_labels_with_ripe_ones(history, weeks):
    usual = shift_of(history)
    return [name_of(season_of(history, week), usual, week) for week in weeks]


@mistake(
    name_weeks,
    "Whenever more or fewer are late than expected, it is called a new mix. A new relation does that as well. Is it all "
    "parcels that are late more often, or some of them?",
)
def calls_every_surplus_a_mix(history, weeks):
    return ["mix" if name == "relation" else name for name in name_weeks(history, weeks)]


@mistake(
    name_weeks,
    "Where a column has moved, it is called other parcels before any label was looked at. With more late ones among them, "
    "parcels look different as well.",
)
def asks_the_columns_first(history, weeks):
    names = name_weeks(history, weeks)
    return [
        "inputs" if name != "sensor" and have_moved(season_of(history, week), week) else name
        for name, week in zip(names, weeks)
    ]


@check("gives each week one of the five names, and each of the five where it belongs")
def each_kind(learner, rng):
    wanted = NAMES * 2
    names = learner.name_weeks(parcels(rng, range(1, 53), 200), [_week(rng, name) for name in wanted])
    expect(names).is_a(list).has_length(len(wanted))
    for name in names:
        known = isinstance(name, str) and name in NAMES
        expect(known).is_true("one of the five names", f"{name!r} is none of the five names")
    for kind in NAMES:
        told = [name for name, true in zip(names, wanted) if true == kind]
        others = f'both are named "{told[0]}"' if told[0] == told[1] else f'one is named "{told[0]}" and one "{told[1]}"'
        said = f'of two weeks that are "{kind}", {others}'
        expect(kind in told).is_true("each of the five is named where it belongs", said)


@check("knows a broken sensor, whether it stands still, tells zero, or nothing")
def sensors(learner, rng):
    weeks = [parcels(rng, [int(rng.integers(1, 53))], 1000) for _ in WAYS]
    for week, how in zip(weeks, WAYS):
        _wrong_records(rng, week, how)
        _seen_early(week)
    names = learner.name_weeks(parcels(rng, range(1, 53), 200), weeks)
    expect(names).is_a(list).has_length(len(weeks))
    for how, name in zip(WAYS, names):
        said = f'a week with a sensor that {how} is named "{name}"'
        expect(name == "sensor").is_true("each of them is named so", said)


@check("leaves the tables as they were")
def leaves(learner, rng):
    expect(learner.name_weeks).leaves_unchanged(parcels(rng, range(1, 53), 200), [_week(rng, "inputs")])


def _name_of_sound(season, usual, week, known):
    """What a week is called where sensors are never looked at, and `known` is taken for what is known."""
    if not are_off(known, usual):
        return "inputs" if have_moved(season, week) else "stable"
    return "relation" if are_off(known, shift_of(known)) else "mix"


def _week(rng, name):
    """A week to which what the name says has happened, as it is seen after seven days."""
    rows = int(rng.integers(900, 1101))
    table = parcels(rng, [int(rng.integers(1, 53))], 3 * rows if name == "mix" else rows)
    if name == "mix":
        table = _with_more_late_ones(rng, table, rows)
    elif name == "inputs":
        _other_parcels(rng, table)
    elif name == "relation":
        _other_reasons(rng, table)
    elif name == "sensor":
        _wrong_records(rng, table, rng.choice(WAYS))
    _seen_early(table)
    return table


def _seen_early(table):
    table.loc[table["days"] > AGE, ["late", "days"]] = np.nan


def _log_odds(table, distance=1.2, stops=0.4, slow="van"):
    log_odds = distance * np.log(table["distance"].clip(lower=1) / 200) + stops * (table["stops"] - 3)
    return log_odds + 2 * (table["carrier"] == slow) + 0.08 * np.maximum(0, 4 - table["temperature"]) - 1.5


def _scored(table):
    chance = 1 / (1 + np.exp(-_log_odds(table).fillna(-1.5)))
    table["score"] = chance.round(3).clip(0.001, 0.999)


def _labelled(rng, table, log_odds):
    late = rng.random(len(table)) < 1 / (1 + np.exp(-log_odds))
    table["late"] = late.astype(float)
    table["days"] = np.where(late, rng.integers(4, 13, len(table)), rng.integers(1, 6, len(table))).astype(float)


def _with_more_late_ones(rng, table, rows):
    late, punctual = (np.flatnonzero(table["late"] == y) for y in (1, 0))
    more = round(rows * (len(late) / len(table) + rng.uniform(0.25, 0.3)))
    chosen = rng.permutation(np.concatenate([late[:more], punctual[: rows - more]]))
    return table.iloc[chosen].reset_index(drop=True)


def _other_parcels(rng, table):
    """More of them come late, as the model says: only heavier ones do not."""
    name = rng.choice(["distance", "weight", "stops", "carrier"], p=[0.4, 0.1, 0.3, 0.2])
    if name == "stops":
        table[name] += rng.poisson(2, len(table))
    elif name == "carrier":
        table[name] = rng.choice(["blue", "red", "van"], len(table), p=[0.1, 0.2, 0.7])
    else:
        table[name] = (table[name] * rng.uniform(1.8, 2.4)).round(2 * (name == "weight"))
    _scored(table)
    _labelled(rng, table, _log_odds(table))


def _other_reasons(rng, table):
    changed = ({"slow": "blue"}, {"stops": -0.4}, {"distance": -1.2})[int(rng.integers(3))]
    _labelled(rng, table, _log_odds(table, **changed))


def _wrong_records(rng, table, how):
    """Labels stay: the parcels are as ever, and only what is recorded of them is not."""
    name, share = rng.choice(MEASURED), rng.uniform(0.3, 0.6)
    if how == "stands still":
        table.loc[table.index > share * len(table), name] = table[name].iloc[int(share * len(table))]
    else:
        table.loc[rng.random(len(table)) < share, name] = 0.0 if how == "tells zero" else np.nan
    _scored(table)
